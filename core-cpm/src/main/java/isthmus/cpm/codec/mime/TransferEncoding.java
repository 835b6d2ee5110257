package isthmus.cpm.codec.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Content transfer encodings (RFC 2045 §6), as they are met: some senders declare base64 and send
 * plain text.
 */
final class TransferEncoding {
  private TransferEncoding() {}

  /** Whether this codec resolves the encoding, so that the header must not be kept. */
  static boolean isResolved(String encoding) {
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "", "7bit", "8bit", "binary", "base64", "quoted-printable" -> true;
      default -> false;
    };
  }

  /** The bytes behind the encoding; the raw bytes when they are not in that encoding after all. */
  static Octets decode(String encoding, MediaType type, Octets raw) {
    if (encoding.equalsIgnoreCase("base64")) {
      return base64(raw).filter(bytes -> isPlausible(type, bytes)).orElse(raw);
    }
    return encoding.equalsIgnoreCase("quoted-printable") ? quotedPrintable(raw) : raw;
  }

  private static Optional<Octets> base64(Octets raw) {
    byte[] compact = new byte[raw.size()];
    int length = 0;
    for (int i = 0; i < raw.size(); i++) {
      byte octet = raw.at(i);
      if (octet != '\r' && octet != '\n' && octet != ' ' && octet != '\t') {
        compact[length++] = octet;
      }
    }
    if (length % 4 == 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(Octets.wrap(Base64.getDecoder().decode(Arrays.copyOf(compact, length))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * A text such as {@code test} is valid base64 by chance, but what it then decodes to is no text.
   */
  private static boolean isPlausible(MediaType type, Octets decoded) {
    if (!type.hasType("text")) {
      return true;
    }
    Charset charset = type.charset().orElse(StandardCharsets.UTF_8);
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(decoded.asByteBuffer())
              .toString();
      return text.chars().noneMatch(c -> c < ' ' && c != '\r' && c != '\n' && c != '\t');
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** RFC 2045 §6.7; an equals sign that encodes nothing stays. */
  private static Octets quotedPrintable(Octets raw) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.size());
    int i = 0;
    while (i < raw.size()) {
      byte octet = raw.at(i);
      int skip = octet == '=' ? softBreak(raw, i + 1) : 0;
      if (skip > 0) {
        i += 1 + skip;
      } else if (octet == '=' && hex(raw, i + 1) >= 0 && hex(raw, i + 2) >= 0) {
        out.write(hex(raw, i + 1) << 4 | hex(raw, i + 2));
        i += 3;
      } else {
        out.write(octet);
        i++;
      }
    }
    return Octets.wrap(out.toByteArray());
  }

  private static int softBreak(Octets raw, int from) {
    int i = from;
    while (i < raw.size() && (raw.at(i) == ' ' || raw.at(i) == '\t')) {
      i++;
    }
    if (i < raw.size() && raw.at(i) == '\r') {
      i++;
    }
    return i < raw.size() && raw.at(i) == '\n' ? i + 1 - from : 0;
  }

  private static int hex(Octets raw, int index) {
    return index < raw.size() ? Character.digit(raw.at(index), 16) : -1;
  }
}
