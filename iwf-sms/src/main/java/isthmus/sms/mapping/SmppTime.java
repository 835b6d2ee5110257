package isthmus.sms.mapping;

import isthmus.sms.text.SmsFormatException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A schedule_delivery_time or validity_period, {@code YYMMDDhhmmsstnnp} (SMPP 3.4 §7.1.1). */
public sealed interface SmppTime {
  /**
   * The longest relative time: its fields have no days beyond a month, and months have no fixed
   * length.
   */
  Duration LONGEST_RELATIVE = Duration.ofDays(30);

  /** The instant meant when the field is read at a time. */
  Instant resolve(Instant now);

  /** The sixteen characters of the field. */
  String encode();

  /** A point of time, to a tenth of a second. */
  record Absolute(Instant instant) implements SmppTime {
    @Override
    public Instant resolve(Instant now) {
      return instant;
    }

    /** In UTC, as kannel writes it. */
    @Override
    public String encode() {
      OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
      return String.format(
          Locale.ROOT,
          "%02d%02d%02d%02d%02d%02d%d00+",
          time.getYear() % 100,
          time.getMonthValue(),
          time.getDayOfMonth(),
          time.getHour(),
          time.getMinute(),
          time.getSecond(),
          time.getNano() / 100_000_000);
    }
  }

  /** A time counted from the SMSC's clock. */
  record Relative(Period period, Duration duration) implements SmppTime {
    @Override
    public Instant resolve(Instant now) {
      return now.atOffset(ZoneOffset.UTC).plus(period).plus(duration).toInstant();
    }

    @Override
    public String encode() {
      return String.format(
          Locale.ROOT,
          "%02d%02d%02d%02d%02d%02d000R",
          period.getYears(),
          period.getMonths(),
          period.getDays(),
          duration.toHours(),
          duration.toMinutesPart(),
          duration.toSecondsPart());
    }
  }

  /** A relative time of whole seconds, 1 second to {@link #LONGEST_RELATIVE}. */
  static Relative relative(Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(LONGEST_RELATIVE) > 0) {
      throw new SmsFormatException(
          "relative time " + duration + ": allowed are PT1S to " + LONGEST_RELATIVE);
    }
    return new Relative(
        Period.ofDays((int) duration.toDays()),
        Duration.ofSeconds(duration.minusDays(duration.toDays()).toSeconds()));
  }

  /** Reads a field; empty for an empty one, which means the SMSC's default. */
  static Optional<SmppTime> parse(String field) {
    if (field.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher =
        Pattern.compile("(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d)(\\d\\d)([+R-])")
            .matcher(field);
    if (!matcher.matches()) {
      throw new SmsFormatException(
          "a time of " + field.length() + " characters: expected YYMMDDhhmmsstnnp");
    }
    int[] parts = new int[8];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Integer.parseInt(matcher.group(i + 1));
    }
    if (matcher.group(9).equals("R")) {
      return Optional.of(
          new Relative(
              Period.of(parts[0], parts[1], parts[2]),
              Duration.ofHours(parts[3]).plusMinutes(parts[4]).plusSeconds(parts[5])));
    }
    return Optional.of(absolute(parts, matcher.group(9)));
  }

  private static Absolute absolute(int[] parts, String sign) {
    try {
      int quarters = sign.equals("-") ? -parts[7] : parts[7];
      return new Absolute(
          OffsetDateTime.of(
                  2000 + parts[0],
                  parts[1],
                  parts[2],
                  parts[3],
                  parts[4],
                  parts[5],
                  parts[6] * 100_000_000,
                  ZoneOffset.ofTotalSeconds(quarters * 900))
              .toInstant());
    } catch (DateTimeException e) {
      throw new SmsFormatException("an absolute time that is none: " + e.getMessage());
    }
  }
}
