package isthmus.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is moved. Safe for any thread. */
public final class ManualClock implements InstantSource {
  private Instant now;

  /** A clock that shows this instant. */
  public ManualClock(Instant start) {
    now = start;
  }

  /** A clock in the morning of 5 January 2026. */
  public static ManualClock atWork() {
    return new ManualClock(Instant.parse("2026-01-05T10:00:00Z"));
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Moves on. */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  /** Moves to an instant. */
  public synchronized void set(Instant instant) {
    now = instant;
  }
}
