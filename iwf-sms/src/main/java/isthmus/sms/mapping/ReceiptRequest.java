package isthmus.sms.mapping;

import java.util.EnumSet;
import java.util.Set;

/** The SMSC receipt bits (1 and 0) of registered_delivery (SMPP 3.4 §5.2.17, 5.0 §4.7.21). */
public enum ReceiptRequest {
  NONE(0),
  ON_SUCCESS_AND_FAILURE(1),
  ON_FAILURE(2),
  /** Version 5 only; older peers take it for reserved. */
  ON_SUCCESS(3);

  private final int bits;

  ReceiptRequest(int bits) {
    this.bits = bits;
  }

  /** What a final outcome can be that a receipt is wanted for. */
  public enum Wanted {
    SUCCESS,
    FAILURE
  }

  /** The bits of registered_delivery. */
  public int bits() {
    return bits;
  }

  /** The request in a registered_delivery; other bits are ignored. */
  public static ReceiptRequest of(int registeredDelivery) {
    return switch (registeredDelivery & 3) {
      case 0 -> NONE;
      case 1 -> ON_SUCCESS_AND_FAILURE;
      case 2 -> ON_FAILURE;
      default -> ON_SUCCESS;
    };
  }

  /**
   * The request that covers what is wanted on a peer of version 3.4, which has no success-only
   * receipt.
   */
  public static ReceiptRequest forVersion34(Set<Wanted> wanted) {
    if (wanted.isEmpty()) {
      return NONE;
    }
    return wanted.equals(EnumSet.of(Wanted.FAILURE)) ? ON_FAILURE : ON_SUCCESS_AND_FAILURE;
  }

  /** Whether a receipt is due for a final state. */
  public boolean covers(DeliveryState state) {
    return switch (this) {
      case NONE -> false;
      case ON_SUCCESS_AND_FAILURE -> true;
      case ON_FAILURE -> state != DeliveryState.DELIVERED;
      case ON_SUCCESS -> state == DeliveryState.DELIVERED;
    };
  }
}
