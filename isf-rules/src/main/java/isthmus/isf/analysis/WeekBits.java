package isthmus.isf.analysis;

import isthmus.isf.policy.WeekTimes;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.Optional;

/** Times of the week minute by minute. */
final class WeekBits {
  private static final int DAY = 24 * 60;
  private static final int WEEK = 7 * DAY;

  private WeekBits() {}

  /** A bit for each minute since Monday 00:00; empty when a span does not begin with a minute. */
  static Optional<BitSet> of(WeekTimes times) {
    BitSet bits = new BitSet(WEEK);
    for (WeekTimes.Span span : times.spans()) {
      if (!whole(span.from()) || !whole(span.to())) {
        return Optional.empty();
      }
      for (DayOfWeek day : span.days()) {
        int midnight = (day.getValue() - 1) * DAY;
        int from = midnight + minute(span.from());
        int to = midnight + minute(span.to()) + (span.from().isBefore(span.to()) ? 0 : DAY);
        bits.set(from, Math.min(to, WEEK));
        bits.set(0, Math.max(0, to - WEEK));
      }
    }
    return Optional.of(bits);
  }

  private static boolean whole(LocalTime time) {
    return time.getSecond() == 0 && time.getNano() == 0;
  }

  private static int minute(LocalTime time) {
    return time.getHour() * 60 + time.getMinute();
  }

  static boolean isWholeWeek(BitSet bits) {
    return bits.cardinality() == WEEK;
  }

  /** Whether the first holds all of the second. */
  static boolean holds(BitSet wide, BitSet narrow) {
    BitSet rest = (BitSet) narrow.clone();
    rest.andNot(wide);
    return rest.isEmpty();
  }

  static BitSet others(BitSet bits) {
    BitSet others = (BitSet) bits.clone();
    others.flip(0, WEEK);
    return others;
  }
}
