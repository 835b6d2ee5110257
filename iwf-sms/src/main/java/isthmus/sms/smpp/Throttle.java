package isthmus.sms.smpp;

import java.time.Duration;

/**
 * How far a link holds back after RTHROTTLED or RMSGQFUL: it pauses, twice as long each time, and
 * goes on with half the window, which grows again with the messages accepted. A congestion_state
 * above 80 (SMPP 5.0 §4.8.4.18) narrows the window in proportion. Pure; times are monotonic
 * nanoseconds.
 *
 * @param maxWindow the full window
 * @param window what may be unanswered now
 * @param congestionWindow the bound set by congestion_state
 * @param backOffNanos the last pause, 0 when recovered
 * @param resumeNanos end of the pause; meaningful while {@code backOffNanos > 0}
 * @param acceptedSinceGrowth messages accepted since the window last grew
 */
record Throttle(
    Settings settings,
    int maxWindow,
    int window,
    int congestionWindow,
    long backOffNanos,
    long resumeNanos,
    int acceptedSinceGrowth) {

  /** First and longest pause. */
  record Settings(Duration min, Duration max) {}

  /** One step from a throttle to the next. */
  interface Change {
    Throttle apply(Throttle before);
  }

  private static final int CONGESTED = 80;

  static Throttle open(Settings settings, int maxWindow) {
    return new Throttle(settings, maxWindow, maxWindow, maxWindow, 0, 0, 0);
  }

  /** Nanoseconds until the pause ends, 0 if there is none. */
  long waitNanos(long now) {
    return backOffNanos == 0 ? 0 : Math.max(0, resumeNanos - now);
  }

  int allowed() {
    return Math.min(window, congestionWindow);
  }

  boolean isHoldingBack() {
    return backOffNanos > 0 || allowed() < maxWindow;
  }

  /** The peer said RTHROTTLED or RMSGQFUL. A whole window of them counts once. */
  Throttle refused(long now) {
    if (waitNanos(now) > 0) {
      return this;
    }
    long pause =
        backOffNanos == 0
            ? settings.min.toNanos()
            : Math.min(2 * backOffNanos, settings.max.toNanos());
    return new Throttle(
        settings, maxWindow, Math.max(1, window / 2), congestionWindow, pause, now + pause, 0);
  }

  /** The peer accepted a message. */
  Throttle accepted(long now) {
    if ((backOffNanos == 0 && window == maxWindow) || waitNanos(now) > 0) {
      return this;
    }
    int accepted = acceptedSinceGrowth + 1;
    if (accepted < window) {
      return new Throttle(
          settings, maxWindow, window, congestionWindow, backOffNanos, resumeNanos, accepted);
    }
    int grown = Math.min(maxWindow, window + Math.max(1, window / 4));
    long left = grown == maxWindow ? 0 : backOffNanos;
    return new Throttle(settings, maxWindow, grown, congestionWindow, left, resumeNanos, 0);
  }

  /** A response carried congestion_state, 0 to 99, or did not (0). */
  Throttle congestion(int level) {
    int bound =
        level <= CONGESTED
            ? maxWindow
            : Math.max(1, maxWindow * (100 - Math.min(99, level)) / (100 - CONGESTED));
    return bound == congestionWindow
        ? this
        : new Throttle(
            settings, maxWindow, window, bound, backOffNanos, resumeNanos, acceptedSinceGrowth);
  }

  /** The full window changes with the number of sessions bound. */
  Throttle withMaxWindow(int newMax) {
    int held = backOffNanos > 0 ? Math.clamp(window, 1, Math.max(1, newMax)) : newMax;
    return new Throttle(
        settings, newMax, held, newMax, backOffNanos, resumeNanos, acceptedSinceGrowth);
  }
}
