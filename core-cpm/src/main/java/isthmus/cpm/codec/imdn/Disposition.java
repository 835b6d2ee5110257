package isthmus.cpm.codec.imdn;

import java.util.Optional;

/** What a sender may want to be told (RFC 5438 §6.2, and OMA's {@code interworking}). */
public enum Disposition {
  /** The message reached the recipient. */
  POSITIVE_DELIVERY("positive-delivery"),
  /** The message will not reach the recipient. */
  NEGATIVE_DELIVERY("negative-delivery"),
  /** An intermediary processed or stored the message. */
  PROCESSING("processing"),
  /** The message was displayed. */
  DISPLAY("display"),
  /** The message was handed to another service, such as SMS. */
  INTERWORKING("interworking");

  private final String token;

  Disposition(String token) {
    this.token = token;
  }

  /** The word on the wire. */
  public String token() {
    return token;
  }

  /** The disposition that a word means, case not regarded. */
  public static Optional<Disposition> of(String token) {
    for (Disposition disposition : values()) {
      if (disposition.token.equalsIgnoreCase(token)) {
        return Optional.of(disposition);
      }
    }
    return Optional.empty();
  }
}
