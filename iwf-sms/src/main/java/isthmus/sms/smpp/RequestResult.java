package isthmus.sms.smpp;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** What became of one request that we sent, or meant to send. */
public sealed interface RequestResult {
  /**
   * The peer answered with command_status 0.
   *
   * @param messageId message_id of the response; empty where the response has none
   * @param bindId the session it went by
   */
  record Accepted(String messageId, String bindId, Instant at) implements RequestResult {}

  /** The peer answered with another command_status, or with generic_nack. */
  record Refused(int commandStatus, String bindId) implements RequestResult {}

  /**
   * It was handed to the connection and no answer came: the outcome is unknown.
   *
   * @param late completes with {@link Accepted} or {@link Refused} should the answer come after all
   *     while the session lasts, else never; of each session the last 1,000 are remembered.
   *     Receipts will carry the message id of a late {@link Accepted}
   */
  record NoAnswer(Cause cause, String bindId, CompletionStage<RequestResult> late)
      implements RequestResult {}

  /**
   * Not an octet of it left: it may go by another link at once.
   *
   * @param detail for operators
   */
  record NotSent(Reason reason, String detail) implements RequestResult {}

  /** Why there is no answer. */
  enum Cause {
    /** The response time-out passed. */
    TIMED_OUT,
    /** The connection went away. */
    LINK_LOST
  }

  /** Why it was not sent. */
  enum Reason {
    /** No session is bound that could take it. */
    LINK_DOWN,
    /** The queue's bound is reached. */
    QUEUE_FULL,
    /** The link or server is closing. */
    CLOSED,
    /** It cannot be written as a PDU; it would fail everywhere. */
    INVALID
  }
}
