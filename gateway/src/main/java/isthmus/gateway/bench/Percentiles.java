package isthmus.gateway.bench;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Percentiles of durations. */
final class Percentiles {
  private final long[] sorted;

  private Percentiles(long[] sorted) {
    this.sorted = sorted;
  }

  /** Of some nanoseconds; the array is sorted in place. */
  static Percentiles of(long[] nanos) {
    Arrays.sort(nanos);
    return new Percentiles(nanos);
  }

  /**
   * The smallest value that a share of all values does not exceed, in milliseconds.
   *
   * @param share more than 0, up to 1
   */
  OptionalDouble millis(double share) {
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return OptionalDouble.of(sorted[Math.max(0, rank - 1)] / 1e6);
  }
}
