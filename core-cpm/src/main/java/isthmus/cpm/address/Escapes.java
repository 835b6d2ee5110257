package isthmus.cpm.address;

import isthmus.cpm.address.AddressException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent escapes of URIs, over UTF-8. */
final class Escapes {
  /** RFC 3261 §25.1 {@code mark} and {@code user-unreserved}. */
  static final String SIP_USER = "-_.!~*'()&=+$,;?/";

  /** RFC 6068 §2: what a local part may hold unescaped. */
  static final String MAIL_LOCAL = "-_.~!$'*+";

  private static final String HEX = "0123456789ABCDEF";

  private Escapes() {}

  /** The text behind the escapes; {@code offset} is where it stands in the whole input. */
  static String decode(String text, int offset) throws AddressException {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == '%') {
        int high = hex(text, i + 1);
        int low = hex(text, i + 2);
        if (high < 0 || low < 0) {
          throw new AddressException(
              Reason.BAD_ESCAPE, offset + i, "a percent sign without two hexadecimal digits");
        }
        bytes.write(high << 4 | low);
        i += 3;
      } else {
        int next = text.indexOf('%', i);
        int end = next < 0 ? text.length() : next;
        bytes.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int hex(String text, int index) {
    return index < text.length() && text.charAt(index) < 128
        ? Character.digit(text.charAt(index), 16)
        : -1;
  }

  /** The text with everything escaped but letters, digits and the characters given. */
  static String encode(String text, String unescaped) {
    if (text.chars().allMatch(c -> isPlain(c, unescaped))) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(octet, unescaped)) {
        out.append((char) octet);
      } else {
        out.append('%').append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
      }
    }
    return out.toString();
  }

  private static boolean isPlain(int c, String unescaped) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || (c > 0 && unescaped.indexOf(c) >= 0);
  }
}
