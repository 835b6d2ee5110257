package isthmus.cpm.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The endpoint's own admission: so many requests in progress, so many new ones a second, then what
 * the layer above says. Safe for any thread.
 */
final class Gate {
  private static final long SECOND = 1_000_000_000L;

  private final int maxInProgress;
  private final int maxPerSecond;
  private final Duration retryAfter;
  private final Admission admission;
  private final AtomicInteger inProgress = new AtomicInteger();
  private long windowStart;
  private int inWindow;

  Gate(SipLimits limits, Admission admission, long now) {
    this.maxInProgress = limits.maxRequestsInProgress();
    this.maxPerSecond = limits.maxRequestsPerSecond();
    this.retryAfter = limits.retryAfter();
    this.admission = admission;
    this.windowStart = now;
  }

  /** Empty when the request is let in, and then {@link #leave} must follow once. */
  Optional<Duration> enter(long now) {
    if (inProgress.incrementAndGet() > maxInProgress || !withinRate(now)) {
      inProgress.decrementAndGet();
      return Optional.of(retryAfter);
    }
    Optional<Duration> refusal = admission.refusal();
    if (refusal.isPresent()) {
      inProgress.decrementAndGet();
    }
    return refusal;
  }

  void leave() {
    inProgress.decrementAndGet();
  }

  int inProgress() {
    return inProgress.get();
  }

  private synchronized boolean withinRate(long now) {
    if (now - windowStart >= SECOND) {
      windowStart = now;
      inWindow = 0;
    }
    if (inWindow >= maxPerSecond) {
      return false;
    }
    inWindow++;
    return true;
  }
}
