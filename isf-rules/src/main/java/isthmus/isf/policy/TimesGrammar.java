package isthmus.isf.policy;

import isthmus.isf.table.CellRefusedException;
import isthmus.isf.table.Words;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Times of the week: {@code Mon-Fri 08:00-17:00; Sat, Sun 00:00-24:00 Europe/Berlin}. */
public final class TimesGrammar {
  static final String ALLOWED =
      "Mon-Fri 08:00-17:00; Sat, Sun 00:00-24:00, with a zone such as Europe/Berlin at the end";
  private static final Pattern HOURS =
      Pattern.compile("([0-9]{1,2}):([0-9]{2})\\s*-\\s*([0-9]{1,2}):([0-9]{2})");
  private static final Pattern ZONE =
      Pattern.compile("(?s)(.*[0-9a-zA-Z])\\s+([A-Za-z][A-Za-z0-9_+/-]*)");

  private TimesGrammar() {}

  static WeekTimes read(String cell, ZoneId usual) throws CellRefusedException {
    // Word processors make dashes of hyphens.
    String text = cell.replace('\u2013', '-');
    Matcher zoned = ZONE.matcher(text);
    ZoneId zone = usual;
    if (zoned.matches() && !areDays(zoned.group(2))) {
      zone = zone(zoned.group(2));
      text = zoned.group(1);
    }
    List<WeekTimes.Span> spans = new ArrayList<>();
    for (String part : AddressGrammar.parts(text, ";", ALLOWED)) {
      spans.add(span(part));
    }
    return new WeekTimes(zone, spans);
  }

  /** A zone of the IANA database by its name, without regard to case. */
  public static ZoneId zone(String name) throws CellRefusedException {
    Set<String> known = ZoneId.getAvailableZoneIds();
    Optional<String> found =
        known.contains(name)
            ? Optional.of(name)
            : known.stream().filter(zone -> zone.equalsIgnoreCase(name)).findFirst();
    if (found.isEmpty()) {
      List<String> places = known.stream().filter(zone -> zone.contains("/")).toList();
      throw new CellRefusedException(
          "no such zone" + Words.hint(name, places), "UTC, or a name such as Europe/Berlin");
    }
    return ZoneId.of(found.get());
  }

  private static WeekTimes.Span span(String text) throws CellRefusedException {
    Matcher hours = HOURS.matcher(text);
    boolean timed = hours.find();
    if (timed && hours.end() < text.length()) {
      throw new CellRefusedException("text after a time", ALLOWED);
    }
    String days = timed ? text.substring(0, hours.start()).strip() : text;
    LocalTime from = timed ? time(hours.group(1), hours.group(2), false) : LocalTime.MIDNIGHT;
    LocalTime to = timed ? time(hours.group(3), hours.group(4), true) : LocalTime.MIDNIGHT;
    return new WeekTimes.Span(
        days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days(days), from, to);
  }

  private static LocalTime time(String hour, String minute, boolean end)
      throws CellRefusedException {
    int hours = Integer.parseInt(hour);
    int minutes = Integer.parseInt(minute);
    if (end && hours == 24 && minutes == 0) {
      return LocalTime.MIDNIGHT;
    }
    if (hours > 23 || minutes > 59) {
      throw new CellRefusedException("no such time of day", "00:00 to 24:00");
    }
    return LocalTime.of(hours, minutes);
  }

  private static Set<DayOfWeek> days(String text) throws CellRefusedException {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : AddressGrammar.parts(text, ",", ALLOWED)) {
      String[] ends = part.split("-", -1);
      if (ends.length > 2) {
        throw new CellRefusedException("not days and times", ALLOWED);
      }
      DayOfWeek day = day(ends[0]);
      DayOfWeek last = day(ends[ends.length - 1]);
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  /** Whether the last word of a cell is a day, or days with a dash, and so no zone. */
  private static boolean areDays(String word) {
    try {
      return !days(word).isEmpty();
    } catch (CellRefusedException e) {
      return false;
    }
  }

  private static DayOfWeek day(String text) throws CellRefusedException {
    String word = text.strip().toLowerCase(Locale.ROOT);
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.name().toLowerCase(Locale.ROOT);
      if (word.equals(name) || word.equals(name.substring(0, 3))) {
        return day;
      }
    }
    throw new CellRefusedException("not days and times", ALLOWED);
  }

  static String text(WeekTimes times) {
    return times.spans().stream().map(TimesGrammar::text).collect(Collectors.joining("; "))
        + " "
        + times.zone().getId();
  }

  private static String text(WeekTimes.Span span) {
    boolean midnight = span.to().equals(LocalTime.MIDNIGHT);
    String days = daysText(span.days());
    return (days.isEmpty() ? "" : days + " ")
        + span.from()
        + "-"
        + (midnight ? "24:00" : span.to().toString());
  }

  /** {@code Mon-Wed, Sat}; nothing for all days. */
  private static String daysText(Set<DayOfWeek> days) {
    if (days.size() == 7) {
      return "";
    }
    List<String> runs = new ArrayList<>();
    List<DayOfWeek> sorted = Arrays.stream(DayOfWeek.values()).filter(days::contains).toList();
    for (int i = 0; i < sorted.size(); i++) {
      int end = i;
      while (end + 1 < sorted.size()
          && sorted.get(end + 1).getValue() == sorted.get(end).getValue() + 1) {
        end++;
      }
      String separator = end == i + 1 ? ", " : "-";
      runs.add(
          end == i ? word(sorted.get(i)) : word(sorted.get(i)) + separator + word(sorted.get(end)));
      i = end;
    }
    return String.join(", ", runs);
  }

  private static String word(DayOfWeek day) {
    return day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT);
  }
}
