package isthmus.cpm.address;

/** The forms of hosts in addresses. */
final class Hosts {
  private Hosts() {}

  /** A host name, an IPv4 address or an IPv6 address in brackets (RFC 3261 §25.1). */
  static boolean isHost(String text) {
    return isHostName(text) || isIpv6Reference(text);
  }

  private static boolean isIpv6Reference(String text) {
    return text.length() >= 4
        && text.length() <= 47
        && text.charAt(0) == '['
        && text.endsWith("]")
        && isIpv6(text.substring(1, text.length() - 1));
  }

  private static boolean isIpv6(String text) {
    return text.indexOf(':') >= 0
        && text.chars()
            .allMatch(c -> c == ':' || c == '.' || (c < 128 && Character.digit(c, 16) >= 0));
  }

  /**
   * Labels of letters, digits, hyphens and underscores between dots; an IPv4 address has that form
   * too.
   */
  static boolean isHostName(String text) {
    int label = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (label == 0) {
          return false;
        }
        label = 0;
      } else if (isLabelCharacter(c) && label < 63) {
        label++;
      } else {
        return false;
      }
    }
    return label > 0 && text.length() <= 253;
  }

  private static boolean isLabelCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  /** RFC 5321 §4.1.3, such as {@code [192.0.2.1]} or {@code [IPv6:2001:db8::1]}. */
  static boolean isMailLiteral(String text) {
    if (text.length() < 4 || text.charAt(0) != '[' || !text.endsWith("]")) {
      return false;
    }
    String inner = text.substring(1, text.length() - 1);
    return inner.regionMatches(true, 0, "IPv6:", 0, 5)
        ? isIpv6(inner.substring(5))
        : isHostName(inner);
  }
}
