package isthmus.cpm.codec.imdn;

import java.util.Optional;

/** What a sender may want to be told (RFC 5438 §6.2, and OMA's {@code interworking}). */
public enum RequestedNotification {
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

  RequestedNotification(String token) {
    this.token = token;
  }

  /** The word on the wire. */
  public String token() {
    return token;
  }

  /** The notification that a word asks for, case not regarded. */
  public static Optional<RequestedNotification> of(String token) {
    for (RequestedNotification notification : values()) {
      if (notification.token.equalsIgnoreCase(token)) {
        return Optional.of(notification);
      }
    }
    return Optional.empty();
  }
}
