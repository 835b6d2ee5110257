package isthmus.isf.policy;

import isthmus.isf.table.CellRefusedException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Periods: {@code 30 s}, {@code 2 min}, {@code 1 h 30 min}, {@code 2 d}. */
final class DurationGrammar {
  static final String ALLOWED = "30 s, 2 min, 1 h 30 min, 2 d; at most 30 d";
  private static final Duration MOST = Duration.ofDays(30);
  private static final Pattern PART = Pattern.compile("\\s*([0-9]{1,9})\\s*([a-z]+)");

  private DurationGrammar() {}

  static Duration read(String text) throws CellRefusedException {
    Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT));
    Duration period = Duration.ZERO;
    int end = 0;
    while (end < text.length() && part.find(end) && part.start() == end) {
      period = period.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
      end = part.end();
    }
    if (end == 0 || end < text.length()) {
      throw new CellRefusedException(
          text.matches("[0-9]+") ? "a period without a unit" : "not a period", ALLOWED);
    }
    if (period.isZero() || period.compareTo(MOST) > 0) {
      throw new CellRefusedException(
          period.isZero() ? "a period of nothing" : "the period is too long", ALLOWED);
    }
    return period;
  }

  private static Duration unit(String word) throws CellRefusedException {
    return switch (word) {
      case "s", "sec", "second", "seconds" -> Duration.ofSeconds(1);
      case "min", "minute", "minutes" -> Duration.ofMinutes(1);
      case "h", "hour", "hours" -> Duration.ofHours(1);
      case "d", "day", "days" -> Duration.ofDays(1);
      default -> throw new CellRefusedException("no unit \"" + word + "\" here", ALLOWED);
    };
  }

  static String text(Duration period) {
    StringBuilder text = new StringBuilder();
    part(text, period.toDaysPart(), "d");
    part(text, period.toHoursPart(), "h");
    part(text, period.toMinutesPart(), "min");
    part(text, period.toSecondsPart(), "s");
    return text.toString();
  }

  private static void part(StringBuilder text, long number, String unit) {
    if (number > 0) {
      text.append(text.isEmpty() ? "" : " ").append(number).append(' ').append(unit);
    }
  }
}
