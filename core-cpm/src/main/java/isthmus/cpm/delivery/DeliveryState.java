package isthmus.cpm.delivery;

/**
 * Where a delivery stands. Open states may move to any state; final states never move, with one
 * exception: {@link #NO_MORE_NEWS} may still become {@link #DELIVERED} or {@link #FAILED} when a
 * receipt comes late.
 */
public enum DeliveryState {
  /** To be attempted, now or when it is due. */
  QUEUED(0),
  /** The service took it; a receipt is awaited. */
  SUBMITTED(1),
  /** Waits for a client of the recipient to register (CPM SD §5.2.5). */
  DEFERRED(2),
  /** The recipient has it. */
  DELIVERED(10),
  /** It cannot be delivered. */
  FAILED(11),
  /** Its validity ended first. */
  EXPIRED(12),
  /** Withdrawn. */
  CANCELLED(13),
  /** The service took it and says no more. */
  NO_MORE_NEWS(14);

  private final int code;

  DeliveryState(int code) {
    this.code = code;
  }

  /** Stable number for storage: below 10 is open. */
  public int code() {
    return code;
  }

  /** True while something may still have to be done. */
  public boolean open() {
    return code < 10;
  }

  /** The state stored under a number. */
  public static DeliveryState ofCode(int code) {
    for (DeliveryState state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    throw new IllegalArgumentException("no delivery state has the code " + code);
  }
}
