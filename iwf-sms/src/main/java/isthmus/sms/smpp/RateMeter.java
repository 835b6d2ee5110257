package isthmus.sms.smpp;

/** Counts events in the last full second, by monotonic nanoseconds; not thread-safe. */
final class RateMeter {
  private static final long SECOND_NANOS = 1_000_000_000;

  private long secondStart;
  private boolean started;
  private int current;
  private int previous;

  void mark(long now) {
    roll(now);
    current++;
  }

  int lastSecond(long now) {
    roll(now);
    return previous;
  }

  private void roll(long now) {
    if (!started) {
      started = true;
      secondStart = now;
      return;
    }
    long elapsed = now - secondStart;
    if (elapsed >= SECOND_NANOS) {
      previous = elapsed < 2 * SECOND_NANOS ? current : 0;
      current = 0;
      secondStart += elapsed / SECOND_NANOS * SECOND_NANOS;
    }
  }
}
