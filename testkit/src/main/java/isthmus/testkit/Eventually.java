package isthmus.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions. */
public final class Eventually {
  private Eventually() {}

  /** Waits until a condition holds; fails the test when it does not within a minute. */
  public static void eventually(String what, BooleanSupplier condition) {
    eventually(what, Duration.ofMinutes(1), condition);
  }

  /** Waits until a condition holds; fails the test when it does not in time. */
  public static void eventually(String what, Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + patience.toMillis() + " ms: " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
