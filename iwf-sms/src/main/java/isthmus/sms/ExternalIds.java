package isthmus.sms;

import isthmus.cpm.message.KeySource;
import isthmus.sms.text.ReassemblyKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The message ids that we give. With {@code K} for 32 hexadecimal digits:
 *
 * <pre>
 * K          one message
 * K-3        a message put together from three parts; the parts were answered K-3-1 to K-3-3
 * K.2        the second destination of a submit_multi, which was answered K
 * </pre>
 */
final class ExternalIds {
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{32})(?:-([0-9]{1,3})(?:-[0-9]{1,3})?|\\.[0-9]{1,3})?");

  private final KeySource keys;

  ExternalIds(KeySource keys) {
    this.keys = keys;
  }

  /** A fresh id of one message. */
  String fresh() {
    return keys.nextMessage().toString().replace("-", "");
  }

  /** The name under which the parts of a message wait. */
  static String group(ReassemblyKey key) {
    return digest(
        String.join(
            "\n",
            key.peer(),
            key.source(),
            key.destination(),
            key.width().name(),
            key.reference() + "/" + key.total()));
  }

  /**
   * The id of the message that a group makes. References come again, so a random token of the
   * group's first part belongs to it.
   */
  static String assembled(String group, long token, int total) {
    return digest(group + "@" + token) + "-" + total;
  }

  /** The id of one part of an assembled message. */
  static String part(String assembled, int number) {
    return assembled + "-" + number;
  }

  /** The id of one destination of a submit_multi. */
  static String destination(String id, int number) {
    return id + "." + number;
  }

  /** Whether we gave this id, so that a receipt can name it. */
  static boolean isOurs(String id) {
    return FORM.matcher(id).matches();
  }

  /** The ids that receipts about a message must name: those that its submits were answered with. */
  static List<String> answered(String id) {
    Matcher form = FORM.matcher(id);
    if (!form.matches()) {
      return List.of();
    }
    String total = form.group(2);
    if (total != null) {
      return IntStream.rangeClosed(1, Integer.parseInt(total)).mapToObj(n -> part(id, n)).toList();
    }
    return List.of(form.group(1));
  }

  /** The message that an id in a query or cancel means: that of a part means the whole. */
  static Optional<String> message(String queried) {
    String id = queried.strip().toLowerCase(Locale.ROOT);
    Matcher form = FORM.matcher(id);
    if (!form.matches()) {
      return Optional.empty();
    }
    String total = form.group(2);
    return Optional.of(total == null ? id : form.group(1) + "-" + total);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
