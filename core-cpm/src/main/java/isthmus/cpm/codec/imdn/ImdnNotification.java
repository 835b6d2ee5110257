package isthmus.cpm.codec.imdn;

import java.util.Locale;
import java.util.Optional;

/**
 * What became of a message: one of the classes of RFC 5438 §7.2.1, or OMA's interworking
 * notification.
 */
public sealed interface ImdnNotification {

  /** The element name of the status. */
  String token();

  /** {@code delivery-notification}. */
  enum Delivery implements ImdnNotification {
    /** The message reached the recipient. */
    DELIVERED,
    /** The message cannot reach the recipient. */
    FAILED,
    /** The recipient or the system withholds the answer. */
    FORBIDDEN,
    /** It is not known what became of the message. */
    ERROR;

    private final String token = wireName(this);

    @Override
    public String token() {
      return token;
    }
  }

  /** {@code display-notification}. */
  enum Display implements ImdnNotification {
    /** The message was shown to the recipient. */
    DISPLAYED,
    /** The recipient or the system withholds the answer. */
    FORBIDDEN,
    /** It is not known what became of the message. */
    ERROR;

    private final String token = wireName(this);

    @Override
    public String token() {
      return token;
    }
  }

  /** {@code processing-notification}. */
  enum Processing implements ImdnNotification {
    /** An intermediary processed the message. */
    PROCESSED,
    /** An intermediary stored the message for later. */
    STORED,
    /** The recipient or the system withholds the answer. */
    FORBIDDEN,
    /** It is not known what became of the message. */
    ERROR;

    private final String token = wireName(this);

    @Override
    public String token() {
      return token;
    }
  }

  /** {@code interworking-notification} of {@code urn:oma:xml:cpm:imdn-extensions:1.0}. */
  enum Interworking implements ImdnNotification {
    /** The message was handed to SMS. */
    LEGACY_SMS,
    /** The message was handed to MMS. */
    LEGACY_MMS,
    /** The message could not be handed over. */
    ERROR;

    private final String token = wireName(this);

    @Override
    public String token() {
      return token;
    }
  }

  private static String wireName(Enum<?> status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The status that a class element and a status element stand for. */
  static Optional<ImdnNotification> of(String classElement, String token) {
    ImdnNotification[] candidates =
        switch (classElement) {
          case "delivery-notification" -> Delivery.values();
          case "display-notification" -> Display.values();
          case "processing-notification" -> Processing.values();
          case "interworking-notification" -> Interworking.values();
          default -> new ImdnNotification[0];
        };
    for (ImdnNotification candidate : candidates) {
      if (candidate.token().equalsIgnoreCase(token)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Whether an element name is that of a notification class. */
  static boolean isClassElement(String localName) {
    return switch (localName) {
      case "delivery-notification",
          "display-notification",
          "processing-notification",
          "interworking-notification" ->
          true;
      default -> false;
    };
  }
}
