package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again: exponential, with jitter so that what failed together does not come back
 * together.
 *
 * @param first the wait after the first failure
 * @param factor by how much each further wait is longer, at least 1
 * @param max the longest wait
 * @param jitter the share of a wait that is left to chance, 0 to 1
 */
public record Backoff(Duration first, double factor, Duration max, double jitter) {
  /** Checks the components. */
  public Backoff {
    requireNonNull(first);
    requireNonNull(max);
    if (first.isNegative() || first.isZero() || max.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "the first wait must be positive and not above the longest");
    }
    if (!(factor >= 1) || !(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("factor must be at least 1 and jitter 0 to 1");
    }
  }

  /**
   * The wait before the next attempt.
   *
   * @param failures how many attempts have failed, at least 1
   */
  public Duration after(int failures, RandomGenerator random) {
    double full =
        Math.min(
            (double) max.toMillis(),
            (double) first.toMillis() * Math.pow(factor, Math.max(0, failures - 1)));
    double wait = full * (1 - jitter * random.nextDouble());
    return Duration.ofMillis(Math.max(1, Math.round(wait)));
  }
}
