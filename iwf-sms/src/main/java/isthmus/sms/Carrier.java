package isthmus.sms;

import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.SubmitPdu;
import java.util.concurrent.CompletionStage;

/** A way for short messages: an SMSC link or a bound account. Safe for any thread. */
interface Carrier {
  Peer peer();

  /** Whether it is worth trying now. */
  boolean isUp();

  /** Whether as much is under way as its windows hold. */
  boolean isSaturated();

  /** Sends one short message; the stage never fails and may be complete at once. */
  CompletionStage<RequestResult> send(SubmitPdu message);

  /** Learns that the peer took a message. */
  void succeeded();

  /** Learns of a temporary failure or a missing answer. */
  void failed();
}
