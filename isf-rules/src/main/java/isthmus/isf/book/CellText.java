package isthmus.isf.book;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** The plain text of typed spreadsheet cells, so that nothing of them is lost. */
final class CellText {
  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);

  private CellText() {}

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
