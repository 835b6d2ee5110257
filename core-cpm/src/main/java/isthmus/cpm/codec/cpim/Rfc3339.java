package isthmus.cpm.codec.cpim;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** RFC 3339 date-times, to the millisecond, as CPIM and IMDN use them. */
public final class Rfc3339 {
  private Rfc3339() {}

  /**
   * Reads a date-time. Taken besides the strict form: lower case letters, a space for the T, an
   * offset without its colon, any number of fraction digits; a leap second counts as the second
   * before it.
   */
  public static Optional<OffsetDateTime> parse(String raw) {
    String text = raw.strip();
    if (text.length() < 20 || !hasShape(text)) {
      return Optional.empty();
    }
    int end = 19;
    if (text.charAt(end) == '.' || text.charAt(end) == ',') {
      do {
        end++;
      } while (end < text.length() && isDigit(text.charAt(end)));
      if (end == 20) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          OffsetDateTime.of(
              number(text, 0, 4),
              number(text, 5, 7),
              number(text, 8, 10),
              number(text, 11, 13),
              number(text, 14, 16),
              Math.min(number(text, 17, 19), 59),
              nanos(text, end),
              offset(text.substring(end))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean hasShape(String text) {
    for (int i = 0; i < 19; i++) {
      char c = text.charAt(i);
      boolean right =
          switch (i) {
            case 4, 7 -> c == '-';
            case 10 -> c == 'T' || c == 't' || c == ' ';
            case 13, 16 -> c == ':';
            default -> isDigit(c);
          };
      if (!right) {
        return false;
      }
    }
    return number(text, 17, 19) <= 60;
  }

  private static int nanos(String text, int end) {
    int millis = 0;
    for (int i = 20; i < 23; i++) {
      millis = millis * 10 + (i < end ? text.charAt(i) - '0' : 0);
    }
    return millis * 1_000_000;
  }

  private static ZoneOffset offset(String text) {
    if (text.equals("Z") || text.equals("z")) {
      return ZoneOffset.UTC;
    }
    int minutes = text.length() == 6 && text.charAt(3) == ':' ? 4 : 3;
    if (text.length() != minutes + 2 || (text.charAt(0) != '+' && text.charAt(0) != '-')) {
      throw new DateTimeException("not an offset");
    }
    int sign = text.charAt(0) == '-' ? -1 : 1;
    for (int i = 1; i < text.length(); i++) {
      if (!isDigit(text.charAt(i)) && i != minutes - 1) {
        throw new DateTimeException("not an offset");
      }
    }
    return ZoneOffset.ofHoursMinutes(
        sign * number(text, 1, 3), sign * number(text, minutes, minutes + 2));
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The strict form with three fraction digits, such as {@code 2026-01-05T10:15:30.000Z}. */
  public static String format(OffsetDateTime time) {
    return append(new StringBuilder(29), time).toString();
  }

  /** Whether RFC 3339 can say it: four-digit year, offset in whole minutes. */
  public static boolean isRepresentable(OffsetDateTime time) {
    return time.getYear() >= 0
        && time.getYear() <= 9999
        && time.getOffset().getTotalSeconds() % 60 == 0;
  }

  static StringBuilder append(StringBuilder out, OffsetDateTime time) {
    if (!isRepresentable(time)) {
      throw new IllegalArgumentException("not an RFC 3339 date-time: " + time);
    }
    pad(out, time.getYear(), 4).append('-');
    pad(out, time.getMonthValue(), 2).append('-');
    pad(out, time.getDayOfMonth(), 2).append('T');
    pad(out, time.getHour(), 2).append(':');
    pad(out, time.getMinute(), 2).append(':');
    pad(out, time.getSecond(), 2).append('.');
    pad(out, time.getNano() / 1_000_000, 3);
    int seconds = time.getOffset().getTotalSeconds();
    if (seconds == 0) {
      return out.append('Z');
    }
    int minutes = Math.abs(seconds) / 60;
    pad(out.append(seconds < 0 ? '-' : '+'), minutes / 60, 2).append(':');
    return pad(out, minutes % 60, 2);
  }

  private static StringBuilder pad(StringBuilder out, int value, int width) {
    int limit = 10;
    for (int digits = 1; digits < width; digits++) {
      if (value < limit) {
        out.append("0".repeat(width - digits));
        break;
      }
      limit *= 10;
    }
    return out.append(value);
  }
}
