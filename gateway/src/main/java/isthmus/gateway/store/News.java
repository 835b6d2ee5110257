package isthmus.gateway.store;

import isthmus.cpm.disposition.Disposition;

/**
 * Bits of {@code delivery.news}: which kinds of disposition the originator has heard, or need not
 * hear, about; each kind is said once (RFC 5438 §6.3, CPM SD §5.2.6).
 */
final class News {
  /** Delivered or not. */
  static final int DELIVERY = 1;

  /** Displayed. */
  static final int DISPLAY = 2;

  /** Handed to another service. */
  static final int INTERWORKING = 4;

  private News() {}

  /** The bit of the kind that a disposition belongs to. */
  static int of(Disposition disposition) {
    return switch (disposition) {
      case DELIVERED, FAILED, FORBIDDEN, ERROR -> DELIVERY;
      case DISPLAYED -> DISPLAY;
      case INTERWORKED -> INTERWORKING;
    };
  }
}
