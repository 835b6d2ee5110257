package isthmus.sms.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The dates of a receipt's text: YYMMDDhhmm by appendix B; peers add seconds or the century. */
final class ReceiptDate {
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuMMddHHmm").withZone(ZoneOffset.UTC);

  private ReceiptDate() {}

  /**
   * The instant if the date is in UTC, which nobody promises; empty for anything that is no date.
   */
  static Optional<Instant> parse(String text) {
    String digits = text.replaceAll("\\D", "");
    return switch (digits.length()) {
      case 10 -> instant("20" + digits + "00");
      case 12 -> instant("20" + digits).or(() -> instant(digits + "00"));
      case 14 -> instant(digits);
      default -> Optional.empty();
    };
  }

  static String format(Instant instant) {
    return WRITTEN.format(instant);
  }

  private static Optional<Instant> instant(String digits) {
    try {
      return Optional.of(
          LocalDateTime.of(
                  part(digits, 0, 4),
                  part(digits, 4, 6),
                  part(digits, 6, 8),
                  part(digits, 8, 10),
                  part(digits, 10, 12),
                  part(digits, 12, 14))
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int part(String digits, int from, int to) {
    return Integer.parseInt(digits, from, to, 10);
  }
}
