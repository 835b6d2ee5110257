package isthmus.gateway.e2e;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for many things at once, and says which are missing. */
final class Await {
  private static final long PAUSE_NANOS = 50_000_000;

  private Await() {}

  static void containsAll(String what, Set<String> wanted, Supplier<Set<String>> present) {
    long end = System.nanoTime() + RawSip.PATIENCE.toNanos();
    Set<String> missing = new HashSet<>(wanted);
    while (true) {
      missing.removeAll(present.get());
      if (missing.isEmpty()) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "%s: %d of %d missing, such as %s"
                .formatted(
                    what,
                    missing.size(),
                    wanted.size(),
                    missing.stream().sorted().limit(5).toList()));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
