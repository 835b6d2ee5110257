package isthmus.cpm.address;

import isthmus.cpm.address.AddressException.Reason;
import isthmus.cpm.address.SipAddress.UserParameter;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads addresses, as URIs from the wire and as people type them. Immutable, so one instance serves
 * all threads.
 *
 * <p>A SIP user part is a telephone number when the URI says {@code user=phone}, when it carries a
 * {@code phone-context}, or when it is a full number at a home domain; without any home domain
 * given, at every domain.
 */
public final class AddressParser {
  /** The longest text taken, in characters. */
  public static final int MAX_LENGTH = 1024;

  private final TelephoneNumbers numbers;
  private final Set<String> homeDomains;

  /** A parser for which a full number is a number at every domain. */
  public AddressParser(NumberingPlan plan) {
    this(plan, Set.of());
  }

  /**
   * A parser for which a full number without {@code user=phone} is a number at the home domains
   * only.
   */
  public AddressParser(NumberingPlan plan, Set<String> homeDomains) {
    this.numbers = new TelephoneNumbers(plan);
    this.homeDomains =
        homeDomains.stream()
            .map(domain -> domain.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads whatever it is: a URI if it begins like one or has angle brackets, else what a person
   * typed.
   */
  public Address parse(String text) throws AddressException {
    return isUriLike(text) ? parseUri(text) : parseTyped(text);
  }

  /**
   * Reads a URI, alone or as {@code "Name" <URI>;parameters} (RFC 3261 §20.10). Parameters and
   * headers that do not belong to the address are dropped.
   */
  public Address parseUri(String text) throws AddressException {
    if (text.length() > MAX_LENGTH) {
      throw new AddressException(
          Reason.TOO_LONG, MAX_LENGTH, "an address of more than " + MAX_LENGTH + " characters");
    }
    if (text.isBlank()) {
      throw new AddressException(Reason.EMPTY, 0, "no address");
    }
    int open = openBracket(text);
    int from = open + 1;
    int to = open < 0 ? text.length() : text.indexOf('>', from);
    if (to < 0) {
      throw new AddressException(Reason.UNCLOSED, open, "a bracket that is not closed");
    }
    while (from < to && text.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && text.charAt(to - 1) <= ' ') {
      to--;
    }
    return uri(text.substring(from, to), from);
  }

  private static int openBracket(String text) throws AddressException {
    boolean quoted = false;
    int quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
        quote = i;
      } else if (c == '<' && !quoted) {
        return i;
      }
    }
    if (quoted) {
      throw new AddressException(Reason.UNCLOSED, quote, "a quotation mark that is not closed");
    }
    return -1;
  }

  private Address uri(String uri, int offset) throws AddressException {
    int colon = uri.indexOf(':');
    String scheme = colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!OtherAddress.isScheme(scheme)) {
      throw new AddressException(Reason.NO_SCHEME, offset, "expected `scheme:`");
    }
    for (int i = colon; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c <= ' ' || c == '<' || c == '>' || c == 127) {
        throw new AddressException(
            Reason.BAD_CHARACTER, offset + i, "a character that no URI may have");
      }
    }
    String rest = uri.substring(colon + 1);
    int restOffset = offset + colon + 1;
    if (rest.isEmpty()) {
      throw new AddressException(Reason.EMPTY, restOffset, "nothing behind the scheme");
    }
    return switch (scheme) {
      case "tel" -> numbers.subscriber(rest, restOffset, numbers.homeContext());
      case "sip", "sips" -> sip(scheme, rest, restOffset);
      case "mailto" -> mailto(rest, restOffset);
      default -> new OtherAddress(scheme, rest);
    };
  }

  private Address sip(String scheme, String rest, int offset) throws AddressException {
    int at = rest.lastIndexOf('@', hostSearchEnd(rest));
    int hostStart = at + 1;
    int hostEnd = hostStart;
    while (hostEnd < rest.length() && ";?".indexOf(rest.charAt(hostEnd)) < 0) {
      hostEnd++;
    }
    int portColon =
        rest.charAt(Math.max(hostEnd - 1, 0)) == ']' ? -1 : rest.lastIndexOf(':', hostEnd - 1);
    boolean hasPort = portColon >= hostStart;
    String host =
        host(rest.substring(hostStart, hasPort ? portColon : hostEnd), offset + hostStart);
    OptionalInt port =
        hasPort
            ? OptionalInt.of(port(rest.substring(portColon + 1, hostEnd), offset + portColon + 1))
            : OptionalInt.empty();
    UserParameter kind = hasUserPhone(rest, hostEnd) ? UserParameter.PHONE : UserParameter.NONE;
    if (at < 1) {
      if (at == 0) {
        throw new AddressException(Reason.EMPTY, offset, "an empty user part");
      }
      return new SipAddress(
          scheme, Optional.empty(), host, port, Optional.empty(), UserParameter.NONE);
    }
    return withUser(scheme, rest.substring(0, at), offset, host, port, kind);
  }

  /**
   * The last @ before the headers divides user and host; a user part has none unescaped, but
   * senders differ.
   */
  private static int hostSearchEnd(String rest) {
    int headers = rest.indexOf('?', rest.indexOf('@') + 1);
    int parameters = rest.indexOf(';', rest.indexOf('@') + 1);
    int end = rest.length();
    end = headers < 0 ? end : Math.min(end, headers);
    return parameters < 0 ? end : Math.min(end, parameters);
  }

  private SipAddress withUser(
      String scheme, String userInfo, int offset, String host, OptionalInt port, UserParameter kind)
      throws AddressException {
    int password = userInfo.indexOf(':');
    String raw = password < 0 ? userInfo : userInfo.substring(0, password);
    String user = Escapes.decode(raw, offset);
    if (user.isEmpty()) {
      throw new AddressException(Reason.EMPTY, offset, "an empty user part");
    }
    if (user.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw new AddressException(
          Reason.BAD_CHARACTER, offset, "a control character in the user part");
    }
    boolean home = homeDomains.isEmpty() || homeDomains.contains(host);
    boolean full = home && TelephoneNumbers.looksFull(user);
    boolean context = user.toLowerCase(Locale.ROOT).contains(";phone-context=");
    if (kind == UserParameter.NONE && !full && !context) {
      return new SipAddress(scheme, Optional.of(user), host, port, Optional.empty(), kind);
    }
    String fallback = home ? numbers.homeContext() : Hosts.isHostName(host) ? host : "";
    TelAddress telephone = numbers.subscriber(raw, offset, fallback);
    // A context may disappear into the full number: the URI must still say that it is one.
    UserParameter written = context ? UserParameter.PHONE : kind;
    return new SipAddress(scheme, Optional.of(user), host, port, Optional.of(telephone), written);
  }

  private static boolean hasUserPhone(String rest, int hostEnd) {
    int headers = rest.indexOf('?', hostEnd);
    String parameters = rest.substring(hostEnd, headers < 0 ? rest.length() : headers);
    for (String parameter : parameters.split(";", -1)) {
      if (parameter.equalsIgnoreCase("user=phone")) {
        return true;
      }
    }
    return false;
  }

  private static String host(String text, int offset) throws AddressException {
    String host = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (!Hosts.isHost(host)) {
      throw new AddressException(Reason.BAD_HOST, offset, "not a host");
    }
    return host.toLowerCase(Locale.ROOT);
  }

  private static int port(String text, int offset) throws AddressException {
    if (text.isEmpty() || text.length() > 5 || text.chars().anyMatch(c -> c < '0' || c > '9')) {
      throw new AddressException(Reason.BAD_HOST, offset, "not a port");
    }
    int port = Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw new AddressException(Reason.BAD_HOST, offset, "a port out of range");
    }
    return port;
  }

  private static MailtoAddress mailto(String rest, int offset) throws AddressException {
    int query = rest.indexOf('?');
    return mailbox(Escapes.decode(query < 0 ? rest : rest.substring(0, query), offset), offset);
  }

  private static MailtoAddress mailbox(String mailbox, int offset) throws AddressException {
    int at = mailbox.lastIndexOf('@');
    String localPart = at < 0 ? "" : mailbox.substring(0, at);
    String domain = asciiDomain(mailbox.substring(at + 1));
    if (!MailtoAddress.isLocalPart(localPart)
        || !(Hosts.isHostName(domain) || Hosts.isMailLiteral(domain))) {
      throw new AddressException(Reason.BAD_MAILBOX, offset, "not one mailbox `name@domain`");
    }
    return new MailtoAddress(localPart, domain);
  }

  private static String asciiDomain(String domain) {
    String bare = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    if (bare.chars().allMatch(c -> c < 128)) {
      return bare;
    }
    try {
      return IDN.toASCII(bare);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return "";
    }
  }

  /**
   * Reads what a person typed or pasted: a telephone number with any separators, a mail address, or
   * a URI.
   */
  public Address parseTyped(String text) throws AddressException {
    String typed = text.strip();
    if (typed.isEmpty()) {
      throw new AddressException(Reason.EMPTY, 0, "no address");
    }
    if (typed.length() > MAX_LENGTH) {
      throw new AddressException(
          Reason.TOO_LONG, MAX_LENGTH, "an address of more than " + MAX_LENGTH + " characters");
    }
    if (isUriLike(typed)) {
      if (typed.regionMatches(true, 0, "tel:", 0, 4)) {
        Optional<TelAddress> number = numbers.typed(typed.substring(4));
        if (number.isPresent()) {
          return number.get();
        }
      }
      return parseUri(typed);
    }
    Optional<TelAddress> number = numbers.typed(typed);
    if (number.isPresent()) {
      return number.get();
    }
    if (typed.indexOf('@') > 0) {
      return mailbox(typed, 0);
    }
    throw new AddressException(
        Reason.UNRECOGNISED, 0, "neither a telephone number, a mail address nor a URI");
  }

  private static boolean isUriLike(String text) {
    String stripped = text.strip();
    int colon = stripped.indexOf(':');
    int at = stripped.indexOf('@');
    return stripped.indexOf('<') >= 0
        || (colon > 0
            && (at < 0 || colon < at)
            && OtherAddress.isScheme(stripped.substring(0, colon)));
  }
}
