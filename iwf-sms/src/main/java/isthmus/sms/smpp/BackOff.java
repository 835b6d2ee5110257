package isthmus.sms.smpp;

import java.time.Duration;

/**
 * Waits between attempts to bind: doubled with each failure in a row, with jitter, and longer where
 * the peer refused the bind itself, as peers lock accounts that go on trying.
 *
 * @param min first wait
 * @param max longest wait after lost connections
 * @param refused first wait after a refused bind; the longest is eight times as much
 * @param jitter share of a wait that is left to chance, 0 to 1
 */
record BackOff(Duration min, Duration max, Duration refused, double jitter) {

  /**
   * The wait after {@code failures} failures in a row, at least 1.
   *
   * @param chance 0 to 1; 0 gives the full wait without the share of jitter, 1 all of it
   */
  Duration after(int failures, boolean bindRefused, double chance) {
    long first = bindRefused ? refused.toMillis() : min.toMillis();
    long longest = bindRefused ? Math.max(max.toMillis(), 8 * refused.toMillis()) : max.toMillis();
    long full = Math.min(longest, first << Math.min(failures - 1, 20));
    return Duration.ofMillis(Math.max(1, Math.round(full * (1 - jitter + jitter * chance))));
  }
}
