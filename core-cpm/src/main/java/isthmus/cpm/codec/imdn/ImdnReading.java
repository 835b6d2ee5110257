package isthmus.cpm.codec.imdn;

import isthmus.cpm.codec.cpim.Rfc3339;
import isthmus.cpm.codec.imdn.ImdnException.Reason;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One walk over the XML of a notification. */
final class ImdnReading {
  private final XMLStreamReader reader;
  private final ImdnLimits limits;
  private int depth;
  private int elements;

  private String messageId = "";
  private String dateTime = "";
  private String recipientUri = "";
  private String originalRecipientUri = "";
  private String subject = "";
  private Optional<ImdnNotification> notification = Optional.empty();

  ImdnReading(XMLStreamReader reader, ImdnLimits limits) {
    this.reader = reader;
    this.limits = limits;
  }

  Imdn imdn() throws XMLStreamException, ImdnException {
    int event = next();
    while (event != XMLStreamConstants.START_ELEMENT) {
      if (event == XMLStreamConstants.END_DOCUMENT) {
        throw new ImdnException(Reason.ROOT, line(), "no root element");
      }
      event = next();
    }
    if (!localName().equals("imdn")) {
      throw new ImdnException(Reason.ROOT, line(), "the root element is not imdn");
    }
    while (depth > 0) {
      if (next() == XMLStreamConstants.START_ELEMENT) {
        child();
      }
    }
    while (reader.hasNext()) {
      next();
    }
    if (messageId.isEmpty()) {
      throw new ImdnException(Reason.MISSING_MESSAGE_ID, 0, "no message-id");
    }
    return new Imdn(
        messageId,
        Rfc3339.parse(dateTime),
        present(recipientUri),
        present(originalRecipientUri),
        present(subject),
        notification);
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Takes one child of the root; the first of two with one name counts. */
  private void child() throws XMLStreamException, ImdnException {
    String name = localName();
    switch (name) {
      case "message-id" -> messageId = first(messageId, id(text()));
      case "datetime" -> dateTime = first(dateTime, text());
      case "recipient-uri" -> recipientUri = first(recipientUri, text());
      case "original-recipient-uri" -> originalRecipientUri = first(originalRecipientUri, text());
      case "subject" -> subject = first(subject, text());
      default -> {
        if (ImdnNotification.isClassElement(name)) {
          notification(name);
        } else {
          text();
        }
      }
    }
  }

  private static String first(String already, String text) {
    return already.isEmpty() ? text : already;
  }

  /** An id is one word; anything else names no message. */
  private static String id(String text) {
    return text.chars().anyMatch(c -> c <= ' ' || c == 127) ? "" : text;
  }

  /**
   * The text of the present element, whatever is nested in it passed over; ends behind the element.
   */
  private String text() throws XMLStreamException, ImdnException {
    StringBuilder text = new StringBuilder();
    int own = depth;
    while (depth >= own) {
      int event = next();
      if (depth == own && isText(event)) {
        text.append(reader.getText());
      }
    }
    return text.toString().strip();
  }

  private static boolean isText(int event) {
    return event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA;
  }

  /**
   * Finds the status: an element within {@code status}, or directly within the class element, or
   * the status text.
   */
  private void notification(String name) throws XMLStreamException, ImdnException {
    if (notification.isPresent()) {
      throw new ImdnException(Reason.REPEATED_NOTIFICATION, line(), "a second notification");
    }
    int line = line();
    int own = depth;
    String unknown = "";
    StringBuilder text = new StringBuilder();
    while (depth >= own) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT && notification.isEmpty()) {
        String token = localName();
        notification = ImdnNotification.of(name, token);
        if (notification.isEmpty() && !token.equals("status")) {
          unknown = first(unknown, token);
        }
      } else if (isText(event) && depth <= own + 1 && text.length() < 64) {
        text.append(reader.getText());
      }
    }
    if (notification.isEmpty()) {
      unknown = first(unknown, text.toString().strip());
      notification = ImdnNotification.of(name, unknown);
    }
    if (notification.isEmpty()) {
      throw unknown.isEmpty()
          ? new ImdnException(Reason.MISSING_STATUS, line, name + " without a status")
          : new ImdnException(Reason.UNKNOWN_STATUS, line, name + " with an unknown status");
    }
  }

  private String localName() {
    String name = reader.getLocalName();
    return name.substring(name.lastIndexOf(':') + 1);
  }

  private int line() {
    return Math.max(reader.getLocation().getLineNumber(), 0);
  }

  private int next() throws XMLStreamException, ImdnException {
    int event = advance();
    if (event == XMLStreamConstants.START_ELEMENT) {
      if (++depth > limits.maxDepth()) {
        throw new ImdnException(
            Reason.LIMIT, line(), "elements nested deeper than " + limits.maxDepth());
      }
      if (++elements > limits.maxElements()) {
        throw new ImdnException(
            Reason.LIMIT, line(), "more than " + limits.maxElements() + " elements");
      }
    } else if (event == XMLStreamConstants.END_ELEMENT) {
      depth--;
    } else if (event == XMLStreamConstants.DTD) {
      throw new ImdnException(Reason.DTD_FORBIDDEN, line(), "a document type declaration");
    } else if (event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new ImdnException(Reason.MALFORMED_XML, line(), "an undeclared entity");
    }
    return event;
  }

  /** The JDK's parser answers some malformed input with an unchecked exception of its own. */
  private int advance() throws XMLStreamException {
    try {
      return reader.next();
    } catch (RuntimeException e) {
      throw new XMLStreamException("malformed", reader.getLocation(), e);
    }
  }
}
