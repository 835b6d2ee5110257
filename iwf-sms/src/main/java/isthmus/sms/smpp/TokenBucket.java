package isthmus.sms.smpp;

import java.time.Duration;

/**
 * A rate limit as the time at which the next message is due (generic cell rate algorithm). A pure
 * function of the times passed in, which are monotonic nanoseconds; not thread-safe.
 */
final class TokenBucket {
  private final long intervalNanos;
  private final long toleranceNanos;
  private long dueNanos;
  private boolean started;

  /**
   * @param perSecond messages a second, 0 for no limit
   * @param burst how far ahead of the even pace a burst may run
   */
  TokenBucket(double perSecond, Duration burst) {
    this.intervalNanos = perSecond == 0 ? 0 : (long) (1_000_000_000 / perSecond);
    this.toleranceNanos = burst.toNanos();
  }

  /** Nanoseconds until {@link #take} is allowed; 0 if it is now. */
  long waitNanos(long now) {
    if (intervalNanos == 0 || !started) {
      return 0;
    }
    return Math.max(0, dueNanos - Math.max(0, toleranceNanos - intervalNanos) - now);
  }

  void take(long now) {
    dueNanos = started && dueNanos - now > 0 ? dueNanos + intervalNanos : now + intervalNanos;
    started = true;
  }
}
