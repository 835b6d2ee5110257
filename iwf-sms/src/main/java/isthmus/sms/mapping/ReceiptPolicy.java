package isthmus.sms.mapping;

import isthmus.cpm.disposition.Disposition;
import java.util.Optional;

/**
 * What a peer's states become towards the CPM user (facts B7 and E); the states on which peers
 * differ are parameters. A disposition that is absent says nothing yet: another receipt may follow.
 *
 * @param accepted for ACCEPTED: absent or, where it is a peer's last word, DELIVERED
 * @param unknown for UNKNOWN: ERROR, FAILED or absent
 * @param rejected for REJECTED: FAILED or FORBIDDEN
 */
public record ReceiptPolicy(
    Optional<Disposition> accepted, Optional<Disposition> unknown, Disposition rejected) {
  /** ACCEPTED waits, UNKNOWN is an error, REJECTED a failure. */
  public static final ReceiptPolicy STANDARD =
      new ReceiptPolicy(Optional.empty(), Optional.of(Disposition.ERROR), Disposition.FAILED);

  /** Refuses what is no word about delivery. */
  public ReceiptPolicy {
    requireOfDelivery("accepted", accepted);
    requireOfDelivery("unknown", unknown);
    requireOfDelivery("rejected", Optional.of(rejected));
  }

  private static void requireOfDelivery(String state, Optional<Disposition> disposition) {
    if (disposition.filter(word -> !word.ofDelivery()).isPresent()) {
      throw new IllegalArgumentException(
          state + " cannot mean " + disposition.get() + ": that says nothing of delivery");
    }
  }

  /** What one state says of delivery; absent while nothing is certain. */
  public Optional<Disposition> disposition(DeliveryState state) {
    return switch (state) {
      case SCHEDULED, ENROUTE -> Optional.empty();
      case DELIVERED -> Optional.of(Disposition.DELIVERED);
      case EXPIRED, DELETED, UNDELIVERABLE, SKIPPED -> Optional.of(Disposition.FAILED);
      case ACCEPTED -> accepted;
      case UNKNOWN -> unknown;
      case REJECTED -> Optional.of(rejected);
    };
  }
}
