package isthmus.sms.text;

import isthmus.cpm.codec.mime.Octets;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Octets of a known alphabet to text; never fails: what is malformed becomes U+FFFD. */
final class TextDecoder {
  private TextDecoder() {}

  /**
   * Octets without their header; septets are already unpacked. {@link Alphabet#BINARY} has no text
   * and must not get here.
   */
  static String decode(Octets octets, Alphabet alphabet, Gsm7 gsm7, ByteOrder ucs2Order) {
    return switch (alphabet) {
      case GSM7 -> gsm7.decode(octets);
      case UCS2 -> ucs2(octets, ucs2Order);
      case BINARY -> throw new SmsFormatException("binary octets are not text");
      case UTF8 -> withoutMark(plain(octets, StandardCharsets.UTF_8));
      case ASCII, LATIN1, CYRILLIC, HEBREW, JIS, ISO_2022_JP, EXTENDED_JIS, KOREAN ->
          plain(octets, alphabet.charset().orElse(StandardCharsets.ISO_8859_1));
    };
  }

  // A byte order mark wins over the profile; an odd last octet is noise that some peers add and is
  // dropped.
  private static String ucs2(Octets octets, ByteOrder order) {
    int length = octets.size() & ~1;
    boolean big = order == ByteOrder.BIG_ENDIAN;
    if (length >= 2) {
      int mark = (octets.unsigned(0) << 8) | octets.unsigned(1);
      big = mark == 0xfeff || (big && mark != 0xfffe);
    }
    StringBuilder text = new StringBuilder(length / 2);
    for (int i = 0; i < length; i += 2) {
      int high = octets.unsigned(big ? i : i + 1);
      text.append((char) ((high << 8) | octets.unsigned(big ? i + 1 : i)));
    }
    return withoutMark(WellFormed.text(text));
  }

  private static String plain(Octets octets, Charset charset) {
    return octets.asString(charset);
  }

  private static String withoutMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}
