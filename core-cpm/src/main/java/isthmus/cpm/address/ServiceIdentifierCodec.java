package isthmus.cpm.address;

import isthmus.cpm.address.AddressException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts a service identifier on a URI and takes it off again. No published text says how it is
 * written, so this class alone knows: a parameter of {@code sip:} and {@code tel:} URIs, a header
 * field of {@code mailto:} and a query of any other. Everything else of the URI stays as it is.
 * Immutable, so one instance serves all threads.
 *
 * <p>A URI that carries one is no address yet: take it off before anything is shown or compared.
 */
public final class ServiceIdentifierCodec {
  /** The parameter name unless the operator chose another. */
  public static final String DEFAULT_PARAMETER = "x-cpm-ncs";

  private final String parameterName;

  /** A codec with the default parameter name. */
  public ServiceIdentifierCodec() {
    this(DEFAULT_PARAMETER);
  }

  /** A codec with a parameter name of letters, digits and hyphens. */
  public ServiceIdentifierCodec(String parameterName) {
    boolean named =
        !parameterName.isEmpty()
            && parameterName
                .chars()
                .allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || c == '-');
    if (!named || parameterName.equalsIgnoreCase("phone-context")) {
      throw new IllegalArgumentException("not a parameter name: " + parameterName);
    }
    this.parameterName = parameterName.toLowerCase(Locale.ROOT);
  }

  /**
   * A URI with what it carried.
   *
   * @param uri without any service identifier
   * @param service the identifier that was on it
   */
  public record Detached(String uri, Optional<ServiceIdentifier> service) {}

  /** The canonical URI of an address with an identifier on it. */
  public String attach(Address address, ServiceIdentifier service) {
    return attach(address.uri(), service);
  }

  /** A URI, without angle brackets, with this identifier in place of any it had. */
  public String attach(String uri, ServiceIdentifier service) {
    String bare = strip(uri, new ArrayList<>());
    String parameter = parameterName + "=" + service;
    int query = bare.indexOf('?', userEnd(bare));
    if (isParameterScheme(bare)) {
      String main = query < 0 ? bare : bare.substring(0, query);
      String headers = query < 0 ? "" : bare.substring(query);
      return main + ";" + parameter + headers;
    }
    return bare + (query < 0 ? "?" : "&") + parameter;
  }

  /**
   * Takes the identifier off a URI without angle brackets; the first of several counts. In a SIP
   * URI it is also found in the user part, where it comes to stand when an IMS node turns a {@code
   * tel:} URI into a SIP URI (RFC 3261 §19.1.6).
   *
   * @throws AddressException when the value is no identifier
   */
  public Detached detach(String uri) throws AddressException {
    List<String> values = new ArrayList<>(1);
    String bare = strip(uri, values);
    if (values.isEmpty()) {
      return new Detached(uri, Optional.empty());
    }
    try {
      return new Detached(bare, Optional.of(ServiceIdentifier.parse(values.getFirst())));
    } catch (AddressException e) {
      int where = Math.max(uri.toLowerCase(Locale.ROOT).indexOf(parameterName), 0);
      throw new AddressException(
          Reason.BAD_SERVICE_IDENTIFIER, where, "the value of " + parameterName + " is no service");
    }
  }

  private static boolean isParameterScheme(String uri) {
    int colon = uri.indexOf(':');
    return switch (uri.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT)) {
      case "sip", "sips", "tel" -> true;
      default -> false;
    };
  }

  /** A question mark before the @ belongs to the user part. */
  private static int userEnd(String uri) {
    return isParameterScheme(uri) ? Math.max(uri.indexOf('@'), 0) : 0;
  }

  /** The URI without the parameter, whose values are added to the list. */
  private String strip(String uri, List<String> values) {
    if (uri.toLowerCase(Locale.ROOT).indexOf(parameterName) < 0) {
      return uri;
    }
    int at = userEnd(uri);
    int query = uri.indexOf('?', at);
    String user = uri.substring(0, at);
    String main = uri.substring(at, query < 0 ? uri.length() : query);
    String headers = query < 0 ? "" : uri.substring(query + 1);
    if (isParameterScheme(uri)) {
      String rest = query < 0 ? "" : "?" + headers;
      // The host's own parameters first: a value there is newer than one in the user part.
      String keptMain = without(main, ';', values);
      return without(user, ';', values) + keptMain + rest;
    }
    if (query < 0) {
      return uri;
    }
    String kept = without("&" + headers, '&', values);
    return kept.isEmpty() ? user + main : user + main + "?" + kept.substring(1);
  }

  private String without(String text, char separator, List<String> values) {
    StringBuilder kept = new StringBuilder(text.length());
    int start = 0;
    while (start <= text.length()) {
      int next = text.indexOf(separator, start + 1);
      int end = next < 0 ? text.length() : next;
      String piece = text.substring(start, end);
      boolean separated = !piece.isEmpty() && piece.charAt(0) == separator;
      Optional<String> value = separated ? value(piece.substring(1)) : Optional.empty();
      value.ifPresentOrElse(values::add, () -> kept.append(piece));
      if (next < 0) {
        break;
      }
      start = next;
    }
    return kept.toString();
  }

  private Optional<String> value(String parameter) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    return name.equalsIgnoreCase(parameterName)
        ? Optional.of(equals < 0 ? "" : parameter.substring(equals + 1))
        : Optional.empty();
  }
}
