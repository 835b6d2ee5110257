package isthmus.cpm.codec.imdn;

import isthmus.cpm.codec.cpim.Rfc3339;
import isthmus.cpm.codec.imdn.ImdnException.Reason;
import isthmus.cpm.codec.mime.Octets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The XML of one notification, {@code message/imdn+xml}. Thread-safe.
 *
 * <p>Reading goes by local names, so that prefixes, even undeclared ones, and both shapes of the
 * interworking notification are taken; the status may stand directly in its class element or be its
 * text; foreign elements are passed over. Writing follows the schema of RFC 5438 §11, in one line,
 * with the interworking notification wholly in OMA's name space, which alone is valid by that
 * schema.
 */
public final class ImdnCodec {
  private static final String START =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<imdn xmlns=\"urn:ietf:params:xml:ns:imdn\"";
  private static final String OMA = " xmlns:cpmimdn=\"urn:oma:xml:cpm:imdn-extensions:1.0\"";
  private static final String EPOCH =
      Rfc3339.format(OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));

  private final ImdnLimits limits;
  private final XMLInputFactory factory;

  /** A codec with the given limits. */
  public ImdnCodec(ImdnLimits limits) {
    this.limits = limits;
    this.factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    // Prefixes that nobody declared are met in the field, and are an error to a reader that knows
    // name spaces.
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
  }

  /**
   * Reads a notification.
   *
   * @throws ImdnException when it is not one, or larger than the limits
   */
  public Imdn read(Octets xml) throws ImdnException {
    if (xml.size() > limits.maxOctets()) {
      throw new ImdnException(Reason.LIMIT, 0, "more than " + limits.maxOctets() + " octets");
    }
    try {
      XMLStreamReader reader = open(xml.slice(leadingSpace(xml)));
      try {
        return new ImdnReading(reader, limits).imdn();
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : Math.max(e.getLocation().getLineNumber(), 0);
      throw new ImdnException(Reason.MALFORMED_XML, line, "not well-formed XML");
    }
  }

  private static int leadingSpace(Octets xml) {
    int start = 0;
    while (start < xml.size() && xml.at(start) >= 0 && xml.at(start) <= ' ' && xml.at(start) != 0) {
      start++;
    }
    return start;
  }

  /**
   * The factory is not documented to be safe for several threads, and making one costs more than
   * this lock.
   */
  private synchronized XMLStreamReader open(Octets xml) throws XMLStreamException {
    return factory.createXMLStreamReader(xml.asInputStream());
  }

  /**
   * Writes a notification. Without a date, which the schema demands, the epoch stands for an
   * unknown time.
   */
  public Octets write(Imdn imdn) {
    StringBuilder out = new StringBuilder(512).append(START);
    Optional<ImdnNotification> notification = imdn.notification();
    if (notification.orElse(null) instanceof ImdnNotification.Interworking) {
      out.append(OMA);
    }
    out.append('>');
    element(out, "message-id", imdn.messageId());
    element(out, "datetime", imdn.dateTime().map(Rfc3339::format).orElse(EPOCH));
    String recipient = imdn.recipientUri().or(imdn::originalRecipientUri).orElse("");
    if (!recipient.isEmpty()) {
      element(out, "recipient-uri", recipient);
      element(out, "original-recipient-uri", imdn.originalRecipientUri().orElse(recipient));
      imdn.subject().ifPresent(subject -> element(out, "subject", subject));
    }
    notification.ifPresent(status -> notification(out, status));
    return Octets.utf8(out.append("</imdn>").toString());
  }

  private static void element(StringBuilder out, String name, String text) {
    out.append('<').append(name).append('>');
    escape(out, text);
    out.append("</").append(name).append('>');
  }

  private static void notification(StringBuilder out, ImdnNotification notification) {
    String prefix = "";
    String name =
        switch (notification) {
          case ImdnNotification.Delivery _ -> "delivery";
          case ImdnNotification.Display _ -> "display";
          case ImdnNotification.Processing _ -> "processing";
          case ImdnNotification.Interworking _ -> "interworking";
        };
    if (notification instanceof ImdnNotification.Interworking) {
      prefix = "cpmimdn:";
    }
    out.append('<').append(prefix).append(name).append("-notification><").append(prefix);
    out.append("status><").append(prefix).append(notification.token()).append("/></");
    out.append(prefix).append("status></").append(prefix).append(name).append("-notification>");
  }

  /** XML 1.0 §2.2, §2.4: what no XML can hold becomes U+FFFD. */
  private static void escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\r' -> out.append("&#13;");
        case '\t', '\n' -> out.append(c);
        default -> {
          if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            out.append(c).append(text.charAt(++i));
          } else {
            out.append(c < ' ' || Character.isSurrogate(c) || c > '\uFFFD' ? '\uFFFD' : c);
          }
        }
      }
    }
  }
}
