package isthmus.isf.policy;

import java.time.Duration;

/** Periods as operators write them. */
final class Spans {
  private Spans() {}

  /** {@code 2 h}, {@code 90 min}, {@code 45 s}: in the greatest unit that leaves no rest. */
  static String of(Duration period) {
    long seconds = period.toSeconds();
    if (seconds > 0 && seconds % 86_400 == 0) {
      return seconds / 86_400 + " d";
    }
    if (seconds > 0 && seconds % 3_600 == 0) {
      return seconds / 3_600 + " h";
    }
    return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
