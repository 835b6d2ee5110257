package isthmus.sms;

import isthmus.cpm.message.DeliveryKey;
import isthmus.sms.smpp.RequestResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of responses that came after their time-out. By then the message has failed or is to be
 * tried again, and a retry may be on its way: nothing can be undone. But a peer that took the
 * message after all reports on it by an id that nobody else knows, so the id goes to the log, where
 * a receipt that matches nothing finds its explanation.
 */
final class LateAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(LateAnswers.class);

  private LateAnswers() {}

  /** Waits for the late answer to one part, if it ever comes. */
  static void watch(RequestResult.NoAnswer none, DeliveryKey delivery, int part, Peer peer) {
    var _ = none.late().thenAccept(late -> tell(late, delivery, part, peer));
  }

  private static void tell(RequestResult late, DeliveryKey delivery, int part, Peer peer) {
    switch (late) {
      case RequestResult.Accepted accepted -> {
        peer.counters().count(PeerCounters.Event.SUBMIT_LATE);
        LOG.warn(
            "{}: {} took part {} after the response time-out, as {}: receipts of that id match"
                + " nothing, and a retry may be a duplicate",
            delivery,
            peer.id(),
            part,
            accepted.messageId());
      }
      case RequestResult.Refused refused ->
          LOG.debug(
              "{}: {} refused part {} after the response time-out: {}",
              delivery,
              peer.id(),
              part,
              peer.statuses().name(refused.commandStatus()));
      case RequestResult.NoAnswer _, RequestResult.NotSent _ -> {}
    }
  }
}
