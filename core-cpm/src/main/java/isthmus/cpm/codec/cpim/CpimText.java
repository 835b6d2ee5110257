package isthmus.cpm.codec.cpim;

/** Names, strings and escapes of RFC 3862 §2.3 and §3.6. */
final class CpimText {
  private CpimText() {}

  /** RFC 3862 §3.6 {@code Name}. */
  static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isNameCharacter(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-^_`|~".indexOf(c) >= 0;
  }

  /** The text behind the escapes; an escape that RFC 3862 does not know stands for itself. */
  static String unescape(String raw) {
    int backslash = raw.indexOf('\\');
    if (backslash < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length()).append(raw, 0, backslash);
    int i = backslash;
    while (i < raw.length()) {
      char c = raw.charAt(i);
      if (c != '\\' || i + 1 == raw.length()) {
        text.append(c);
        i++;
      } else if (raw.charAt(i + 1) == 'u' && unicode(raw, i + 2) >= 0) {
        text.append((char) unicode(raw, i + 2));
        i += 6;
      } else {
        appendSimple(text, raw.charAt(i + 1));
        i += 2;
      }
    }
    return text.toString();
  }

  private static void appendSimple(StringBuilder text, char escaped) {
    switch (escaped) {
      case '\\', '"', '\'' -> text.append(escaped);
      case 'b' -> text.append('\b');
      case 't' -> text.append('\t');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      default -> text.append('\\').append(escaped);
    }
  }

  private static int unicode(String raw, int from) {
    if (from + 4 > raw.length()) {
      return -1;
    }
    int code = 0;
    for (int i = from; i < from + 4; i++) {
      char c = raw.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      code = code << 4 | digit;
    }
    return code;
  }

  /** Appends a text as a header value that reads back the same, outer spaces included. */
  static void appendEscaped(StringBuilder out, String text) {
    int last = text.length() - 1;
    for (int i = 0; i <= last; i++) {
      char c = text.charAt(i);
      if (c == ' ' && (i == 0 || i == last)) {
        appendUnicode(out, c);
      } else {
        appendEscaped(out, text, i);
      }
    }
  }

  /** Appends a text as a quoted string. */
  static void appendQuoted(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        out.append("\\\"");
      } else {
        appendEscaped(out, text, i);
      }
    }
    out.append('"');
  }

  private static void appendEscaped(StringBuilder out, String text, int index) {
    char c = text.charAt(index);
    switch (c) {
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      default -> {
        if (Character.isISOControl(c) || isLoneSurrogate(text, index) || isUnicodeSpace(c)) {
          appendUnicode(out, c);
        } else {
          out.append(c);
        }
      }
    }
  }

  /** Spaces other than U+0020, which a reader might strip. */
  private static boolean isUnicodeSpace(char c) {
    return c > 127 && Character.isWhitespace(c);
  }

  private static boolean isLoneSurrogate(String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }

  private static void appendUnicode(StringBuilder out, char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit(c >> shift & 15, 16));
    }
  }

  /** The index after the quoted string that begins at {@code from}, or -1 when it does not end. */
  static int quotedEnd(String text, int from) {
    for (int i = from + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i + 1;
      }
    }
    return -1;
  }
}
