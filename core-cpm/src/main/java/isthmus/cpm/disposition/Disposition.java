package isthmus.cpm.disposition;

/**
 * What happened to a message at its recipient, as one notification says it (RFC 5438 §7.2.1). A
 * message yields at most one of the delivery kind and at most one of the display kind.
 */
public enum Disposition {
  /** Delivered: {@code delivery-notification/delivered}. */
  DELIVERED(1, DispositionKind.POSITIVE_DELIVERY),
  /** Not delivered: {@code delivery-notification/failed}. */
  FAILED(2, DispositionKind.NEGATIVE_DELIVERY),
  /** Not delivered, not allowed: {@code delivery-notification/forbidden}. */
  FORBIDDEN(3, DispositionKind.NEGATIVE_DELIVERY),
  /** Nobody can say: {@code delivery-notification/error}. */
  ERROR(4, DispositionKind.NEGATIVE_DELIVERY),
  /** Displayed: {@code display-notification/displayed}. */
  DISPLAYED(5, DispositionKind.DISPLAY),
  /** Handed to another service: OMA {@code interworking-notification}. */
  INTERWORKED(6, DispositionKind.INTERWORKING);

  private final int code;
  private final DispositionKind answers;

  Disposition(int code, DispositionKind answers) {
    this.code = code;
    this.answers = answers;
  }

  /** Stable number for storage. */
  public int code() {
    return code;
  }

  /** The kind of request that this answers. */
  public DispositionKind answers() {
    return answers;
  }

  /** True for the four that end the question whether a message was delivered. */
  public boolean ofDelivery() {
    return switch (this) {
      case DELIVERED, FAILED, FORBIDDEN, ERROR -> true;
      case DISPLAYED, INTERWORKED -> false;
    };
  }

  /** The disposition stored under a number. */
  public static Disposition ofCode(int code) {
    for (Disposition disposition : values()) {
      if (disposition.code == code) {
        return disposition;
      }
    }
    throw new IllegalArgumentException("no disposition has the code " + code);
  }
}
