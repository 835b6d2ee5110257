package isthmus.isf.book;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plain text of spreadsheet cells, so that nothing of them is lost. Strings of XLSX say
 * characters that XML does not take as {@code _x000D_}, and an underscore that would begin such a
 * word as {@code _x005F_} (ECMA-376 part 1, §22.9.2.19).
 */
final class CellText {
  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);

  private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");
  private static final Pattern UNDERSCORE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  private CellText() {}

  /** The text of a string cell; line ends are single ones. */
  static String ofString(String stored) {
    String text = stored;
    if (stored.contains("_x")) {
      text =
          ESCAPED
              .matcher(stored)
              .replaceAll(
                  found ->
                      Matcher.quoteReplacement(
                          String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }
    return text.replace("\r\n", "\n").replace('\r', '\n').strip();
  }

  /** A text as a string cell stores it; what XML cannot say at all becomes U+FFFD. */
  static String toString(String text) {
    StringBuilder stored = new StringBuilder();
    UNDERSCORE
        .matcher(text)
        .replaceAll("_x005F_")
        .codePoints()
        .forEach(c -> stored.appendCodePoint(ofXml(c) ? c : 0xFFFD));
    return stored.toString();
  }

  private static boolean ofXml(int c) {
    return (c >= 0x20 || c == '\n' || c == '\t') && c != 0xFFFE && c != 0xFFFF;
  }

  /**
   * A number without grouping, sign of percent or exponent: {@code 10000000}, {@code 0.5}. Three
   * decimals get a fourth, a zero, because 1.234 as text might be one thousand and so many.
   */
  static String of(BigDecimal number) {
    // Spreadsheets store binary fractions, some of them with 17 digits: 0.10000000000000001.
    BigDecimal plain = new BigDecimal(Double.toString(number.doubleValue())).stripTrailingZeros();
    return (plain.scale() == 3 ? plain.setScale(4) : plain).toPlainString();
  }

  /** {@code 2026-11-20}, {@code 08:00}, or both; seconds only where there are some. */
  static String ofDate(LocalDateTime date) {
    LocalDateTime exact = date.plusNanos(500_000_000).truncatedTo(ChronoUnit.SECONDS);
    LocalTime time = exact.toLocalTime();
    if (exact.toLocalDate().isBefore(FIRST_DAY)) {
      return time.toString();
    }
    return exact.toLocalDate() + (time.equals(LocalTime.MIDNIGHT) ? "" : " " + time);
  }
}
