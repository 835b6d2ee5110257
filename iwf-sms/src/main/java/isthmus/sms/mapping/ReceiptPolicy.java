package isthmus.sms.mapping;

import isthmus.sms.text.SmsFormatException;
import java.util.Collection;

/**
 * How a peer's states are reported; the states on which peers differ are parameters.
 *
 * @param accepted for ACCEPTED: NONE, PROCESSED or, where it is a peer's last word, DELIVERED
 * @param unknown for UNKNOWN: ERROR, FAILED or NONE
 * @param rejected for REJECTED: FAILED or FORBIDDEN
 */
public record ReceiptPolicy(
    ReportedDisposition accepted, ReportedDisposition unknown, ReportedDisposition rejected) {
  /** ACCEPTED waits, UNKNOWN is an error, REJECTED a failure. */
  public static final ReceiptPolicy STANDARD =
      new ReceiptPolicy(
          ReportedDisposition.NONE, ReportedDisposition.ERROR, ReportedDisposition.FAILED);

  /** The disposition of one state. */
  public ReportedDisposition disposition(DeliveryState state) {
    return switch (state) {
      case SCHEDULED, ENROUTE -> ReportedDisposition.NONE;
      case DELIVERED -> ReportedDisposition.DELIVERED;
      case EXPIRED, DELETED, UNDELIVERABLE, SKIPPED -> ReportedDisposition.FAILED;
      case ACCEPTED -> accepted;
      case UNKNOWN -> unknown;
      case REJECTED -> rejected;
    };
  }

  /**
   * The disposition of a message sent in several segments: that of the first segment that failed,
   * DELIVERED when all are, PROCESSED when all have come that far, otherwise NONE (cpm-wire §5.5).
   *
   * @param segments the last known state of every segment in order, ENROUTE for those without a
   *     receipt; at least one
   */
  public ReportedDisposition ofMessage(Collection<DeliveryState> segments) {
    if (segments.isEmpty()) {
      throw new SmsFormatException("a message without segments has no state");
    }
    ReportedDisposition least = ReportedDisposition.DELIVERED;
    for (DeliveryState segment : segments) {
      ReportedDisposition disposition = disposition(segment);
      if (disposition.isFailure()) {
        return disposition;
      }
      // NONE, PROCESSED and DELIVERED are declared in the order of their progress.
      if (disposition.compareTo(least) < 0) {
        least = disposition;
      }
    }
    return least;
  }
}
