package isthmus.cpm.codec.cpim;

import java.util.Optional;

/**
 * The value of {@code From}, {@code To} and {@code cc}: {@code ["Display name"] <URI>} (RFC 3862
 * §4.1).
 *
 * @param displayName the formal name without quotation marks and escapes
 * @param uri the URI exactly as it was between the angle brackets
 */
public record CpimAddress(Optional<String> displayName, String uri) {

  /** What stands for both parties wherever SIP alone says who they are. */
  public static final CpimAddress ANONYMOUS =
      new CpimAddress(Optional.empty(), "sip:anonymous@anonymous.invalid");

  /** Checks that the URI can stand between angle brackets. */
  public CpimAddress {
    if (!isUri(uri)) {
      throw new IllegalArgumentException("not a URI");
    }
    displayName = displayName.filter(name -> !name.isBlank());
  }

  /** An address without a display name. */
  public static CpimAddress of(String uri) {
    return new CpimAddress(Optional.empty(), uri);
  }

  /**
   * Whether the URI is the anonymous one of RFC 3323 §4.1.1.3 or any other at {@code
   * anonymous.invalid}.
   */
  public boolean isAnonymous() {
    int at = uri.lastIndexOf('@');
    String host = "anonymous.invalid";
    int end = at + 1 + host.length();
    return at > 0
        && uri.regionMatches(true, at + 1, host, 0, host.length())
        && (end == uri.length() || ";:?".indexOf(uri.charAt(end)) >= 0);
  }

  /**
   * Reads an address: a name that is quoted, made of tokens or absent, then a URI in angle
   * brackets; a URI alone without the brackets is taken too.
   */
  public static Optional<CpimAddress> parse(String raw) {
    String text = raw.strip();
    int open;
    String name;
    if (text.startsWith("\"")) {
      int end = CpimText.quotedEnd(text, 0);
      if (end < 0) {
        return Optional.empty();
      }
      name = CpimText.unescape(text.substring(1, end - 1));
      open = text.indexOf('<', end);
      if (open < 0 || !text.substring(end, open).isBlank()) {
        return Optional.empty();
      }
    } else {
      open = text.indexOf('<');
      name = open > 0 ? CpimText.unescape(text.substring(0, open).strip()) : "";
    }
    if (open < 0) {
      return isUri(text) ? Optional.of(of(text)) : Optional.empty();
    }
    int close = text.indexOf('>', open);
    String uri = close < 0 ? "" : text.substring(open + 1, close).strip();
    return isUri(uri)
        ? Optional.of(new CpimAddress(name.isBlank() ? Optional.empty() : Optional.of(name), uri))
        : Optional.empty();
  }

  private static boolean isUri(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean wrong =
          i < colon
              ? !(Character.isLetterOrDigit(c) && c < 128) && "+-.".indexOf(c) < 0
              : c <= ' ' || c == '<' || c == '>' || c == 127;
      if (wrong) {
        return false;
      }
    }
    return true;
  }

  /** The wire form, the name always quoted. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(uri.length() + 2);
    appendTo(text);
    return text.toString();
  }

  void appendTo(StringBuilder out) {
    if (displayName.isPresent()) {
      CpimText.appendQuoted(out, displayName.get());
      out.append(' ');
    }
    out.append('<').append(uri).append('>');
  }
}
