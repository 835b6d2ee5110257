package isthmus.cpm.codec.cpim;

import isthmus.cpm.codec.cpim.CpimException.Reason;
import isthmus.cpm.codec.mime.MimePart;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The headers of one message while they are read: name spaces come into force line by line (RFC
 * 3862 §4.6).
 */
final class CpimDecoding {
  private static final String[] CORE_NAMES = {
    "From", "To", "cc", "DateTime", "Subject", "NS", "Require"
  };
  private static final String[] IMDN_NAMES = {
    "Message-ID", "Disposition-Notification", "Original-To", "IMDN-Record-Route", "IMDN-Route"
  };

  private final List<CpimHeader> headers = new ArrayList<>(10);
  private final CpimNamespaces namespaces = new CpimNamespaces();
  private boolean hasFrom;
  private boolean hasTo;
  private boolean hasDate;

  /** Whether the core name space knows this name. */
  static boolean isCoreName(String localName) {
    return !canonical(CORE_NAMES, localName).isEmpty();
  }

  static boolean isCore(CpimName name) {
    return name.namespace().equalsIgnoreCase(CpimName.CORE) && isCoreName(name.name());
  }

  private static String canonical(String[] names, String localName) {
    for (String name : names) {
      if (name.equalsIgnoreCase(localName)) {
        return name;
      }
    }
    return "";
  }

  /** Takes one header, unfolded. */
  void header(String field, int line) throws CpimException {
    int colon = field.indexOf(':');
    String fullName = colon < 0 ? "" : field.substring(0, colon).strip();
    int dot = fullName.indexOf('.');
    String prefix = dot < 0 ? "" : fullName.substring(0, dot);
    String localName = fullName.substring(dot + 1);
    if (!CpimText.isName(localName) || (dot >= 0 && !CpimText.isName(prefix))) {
      throw new CpimException(Reason.HEADER_SYNTAX, line, "expected a header `Name: value`");
    }
    List<CpimParameter> parameters = List.of();
    int at = colon + 1;
    if (at < field.length() && field.charAt(at) == ';') {
      parameters = new ArrayList<>(2);
      at = parameters(field, at, parameters, line);
    }
    String value = field.substring(at).strip();
    String namespace = namespaces.resolve(prefix);
    String coreName =
        namespace.equalsIgnoreCase(CpimName.CORE) ? canonical(CORE_NAMES, localName) : "";
    if (coreName.isEmpty()) {
      headers.add(extension(namespace, prefix, localName, parameters, value));
    } else {
      core(coreName, parameters, value, line);
    }
  }

  private static int parameters(String field, int from, List<CpimParameter> found, int line)
      throws CpimException {
    int at = from;
    while (at < field.length() && field.charAt(at) == ';') {
      int equals = field.indexOf('=', at);
      int start = equals + 1;
      int end = start;
      if (equals > 0 && start < field.length() && field.charAt(start) == '"') {
        end = CpimText.quotedEnd(field, start);
      } else {
        while (end < field.length() && field.charAt(end) != ' ' && field.charAt(end) != ';') {
          end++;
        }
      }
      String name = equals < 0 ? "" : field.substring(at + 1, equals).strip();
      if (!CpimText.isName(name)
          || end < start
          || !CpimParameter.isValue(field.substring(start, end))) {
        throw new CpimException(Reason.HEADER_SYNTAX, line, "expected a parameter `name=value`");
      }
      found.add(new CpimParameter(name, field.substring(start, end)));
      at = end;
    }
    return at;
  }

  private CpimHeader extension(
      String namespace,
      String prefix,
      String localName,
      List<CpimParameter> parameters,
      String value) {
    if (namespace.equalsIgnoreCase(CpimName.IMDN)) {
      String known = canonical(IMDN_NAMES, localName);
      return new CpimHeader.Extension(
          CpimName.IMDN,
          "imdn", // whatever the prefix was: many readers look for this one literally
          known.isEmpty() ? localName : known,
          parameters,
          value);
    }
    boolean core = namespace.equalsIgnoreCase(CpimName.CORE);
    String written = prefix.isEmpty() && !core ? namespaces.prefixFor(namespace) : prefix;
    return new CpimHeader.Extension(
        core ? CpimName.CORE : namespace, core ? "" : written, localName, parameters, value);
  }

  private void core(String name, List<CpimParameter> parameters, String value, int line)
      throws CpimException {
    switch (name) {
      case "From" -> {
        once(hasFrom, name, line);
        hasFrom = true;
        headers.add(new CpimHeader.From(address(name, value, line)));
      }
      case "To" -> {
        hasTo = true;
        headers.add(new CpimHeader.To(address(name, value, line)));
      }
      case "cc" -> headers.add(new CpimHeader.Cc(address(name, value, line)));
      case "DateTime" -> {
        once(hasDate, name, line);
        hasDate = true;
        headers.add(new CpimHeader.DateTime(dateTime(value, line)));
      }
      case "Subject" -> subject(parameters, value);
      case "NS" -> namespaces.declare(value, line);
      default -> require(value, line);
    }
  }

  private static void once(boolean already, String name, int line) throws CpimException {
    if (already) {
      throw new CpimException(Reason.REPEATED_HEADER, line, "a second " + name);
    }
  }

  private static CpimAddress address(String name, String value, int line) throws CpimException {
    return CpimAddress.parse(value)
        .orElseThrow(
            () -> new CpimException(Reason.ADDRESS_SYNTAX, line, name + " is not `name <URI>`"));
  }

  private static OffsetDateTime dateTime(String value, int line) throws CpimException {
    return Rfc3339.parse(value)
        .orElseThrow(
            () ->
                new CpimException(
                    Reason.DATE_SYNTAX, line, "DateTime is not an RFC 3339 date-time"));
  }

  private void subject(List<CpimParameter> parameters, String value) {
    String text = CpimText.unescape(value);
    if (!text.isEmpty()) {
      Optional<String> language = Optional.empty();
      for (CpimParameter parameter : parameters) {
        if (parameter.name().equalsIgnoreCase("lang")) {
          language = Optional.of(parameter.value());
        }
      }
      headers.add(new CpimHeader.Subject(language, text));
    }
  }

  private void require(String value, int line) throws CpimException {
    List<CpimName> names = new ArrayList<>(2);
    for (String part : value.split(",", -1)) {
      String name = part.strip();
      int dot = name.indexOf('.');
      String prefix = dot < 0 ? "" : name.substring(0, dot);
      String localName = name.substring(dot + 1);
      if (!CpimText.isName(localName) || (dot >= 0 && !CpimText.isName(prefix))) {
        throw new CpimException(Reason.HEADER_SYNTAX, line, "Require is not a list of names");
      }
      String namespace = namespaces.resolve(prefix);
      names.add(new CpimName(namespace, namespace.isEmpty() ? name : localName));
    }
    headers.add(new CpimHeader.Require(names));
  }

  /** The message, when it has the headers that every message has. */
  CpimMessage message(MimePart part, int line) throws CpimException {
    if (!hasFrom || !hasTo) {
      throw new CpimException(
          Reason.MISSING_HEADER, line, hasFrom ? "no To header" : "no From header");
    }
    return new CpimMessage(headers, part);
  }
}
