package isthmus.isf.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/**
 * Times of the week in a zone: {@code Mon-Fri 08:00-17:00; Sat 22:00-06:00}.
 *
 * @param zone where the clock hangs
 * @param spans at least one
 */
public record WeekTimes(ZoneId zone, List<Span> spans) {
  /** Copies the spans. */
  public WeekTimes {
    spans = List.copyOf(spans);
    if (spans.isEmpty()) {
      throw new IllegalArgumentException("at least one span of time");
    }
  }

  /**
   * A time of some days. One that ends before or when it starts goes on into the next day; from and
   * to midnight it is the whole day.
   *
   * @param days on which it starts
   * @param from included
   * @param to excluded
   */
  public record Span(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    /** Copies the days. */
    public Span {
      days = Set.copyOf(days);
      if (days.isEmpty()) {
        throw new IllegalArgumentException("at least one day");
      }
    }

    private boolean contains(ZonedDateTime at) {
      LocalTime time = at.toLocalTime();
      boolean today = days.contains(at.getDayOfWeek());
      if (from.isBefore(to)) {
        return today && !time.isBefore(from) && time.isBefore(to);
      }
      boolean sinceYesterday = days.contains(at.getDayOfWeek().minus(1)) && time.isBefore(to);
      return (today && !time.isBefore(from)) || sinceYesterday;
    }
  }

  /** Whether a moment lies within. */
  public boolean contains(Instant at) {
    ZonedDateTime there = at.atZone(zone);
    return spans.stream().anyMatch(span -> span.contains(there));
  }
}
