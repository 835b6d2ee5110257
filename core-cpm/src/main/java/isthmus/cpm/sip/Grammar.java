package isthmus.cpm.sip;

import gov.nist.core.CommonLogger;
import gov.nist.core.NameValue;
import gov.nist.core.NameValueList;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.parser.ContactParser;
import gov.nist.javax.sip.parser.URLParser;
import gov.nist.javax.sip.parser.ViaParser;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The one door to JAIN-SIP's parsers: a structured header value in, our own values out. Whatever
 * the parsers throw on bad input becomes a {@link SipSyntaxException} that names the header.
 */
final class Grammar {
  static {
    // Without a logger of ours JAIN-SIP reaches for log4j 1.2, which is not on the class path.
    CommonLogger.useLegacyLogger = true;
    CommonLogger.legacyLogger = new Slf4jStackLogger();
  }

  private Grammar() {}

  private interface Parse<T> {
    T run() throws ParseException;
  }

  /** A Via header's topmost value, as far as matching and answering need it. */
  record TopVia(
      String protocol, String host, OptionalInt port, Optional<String> branch, boolean rport) {

    String sentBy() {
      return port.isPresent() ? host + ":" + port.getAsInt() : host;
    }
  }

  static TopVia via(String value) {
    String top = SipText.split(value, ',').getFirst();
    return guarded(
        "Via",
        () -> {
          Via via = (Via) ((ViaList) new ViaParser("Via: " + top + "\n").parse()).getFirst();
          OptionalInt port =
              via.getPort() > 0 ? OptionalInt.of(via.getPort()) : OptionalInt.empty();
          return new TopVia(
              via.getTransport(),
              via.getHost(),
              port,
              Optional.ofNullable(via.getBranch()),
              via.hasParameter(Via.RPORT));
        });
  }

  static NameAddress address(String header, String value) {
    List<NameAddress> found = addresses(header, value);
    if (found.size() != 1) {
      throw new SipSyntaxException(header + ": one address expected, found " + found.size());
    }
    return found.getFirst();
  }

  static List<NameAddress> addresses(String header, String value) {
    return guarded(
        header,
        () -> {
          ContactList list = (ContactList) new ContactParser("Contact: " + value + "\n").parse();
          List<NameAddress> addresses = new ArrayList<>(list.size());
          for (Contact contact : list) {
            addresses.add(address(contact));
          }
          return addresses;
        });
  }

  private static NameAddress address(AddressParametersHeader header) {
    return new NameAddress(
        Optional.ofNullable(header.getAddress().getDisplayName()),
        header.getAddress().getURI().toString(),
        parameters(header.getParameters()));
  }

  static SipUri sipUri(String text) {
    if (!SipUri.isSip(text) || !SipText.isUriText(text)) {
      throw new SipSyntaxException("not a sip or sips URI");
    }
    return guarded(
        "URI",
        () -> {
          gov.nist.javax.sip.address.SipUri uri = new URLParser(text).sipURL(true);
          String host = uri.getHost();
          if (host == null || host.isEmpty()) {
            throw new SipSyntaxException("URI: there is no host");
          }
          return new SipUri(
              uri.isSecure(),
              Optional.ofNullable(uri.getUser()),
              withoutBrackets(host),
              uri.getPort() > 0 ? OptionalInt.of(uri.getPort()) : OptionalInt.empty(),
              parameters(uri.getParameters()));
        });
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static Map<String, String> parameters(NameValueList list) {
    if (list == null || list.isEmpty()) {
      return Map.of();
    }
    Map<String, String> parameters = new HashMap<>();
    for (var iterator = list.iterator(); iterator.hasNext(); ) {
      NameValue parameter = iterator.next();
      Object value = parameter.getValueAsObject(true);
      parameters.put(
          parameter.getName().toLowerCase(Locale.ROOT), value == null ? "" : value.toString());
    }
    return parameters;
  }

  private static <T> T guarded(String header, Parse<T> parse) {
    try {
      return parse.run();
    } catch (SipSyntaxException e) {
      throw e;
    } catch (ParseException | RuntimeException e) {
      // JAIN-SIP answers some malformed input with index, number and null errors of its own.
      throw new SipSyntaxException(header + ": the value does not follow the grammar", e);
    }
  }
}
