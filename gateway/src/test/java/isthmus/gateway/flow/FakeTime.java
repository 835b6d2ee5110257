package isthmus.gateway.flow;

import isthmus.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock and the alarms that it rings. */
final class FakeTime implements Lanes.Alarm {
  final ManualClock clock = ManualClock.atWork();
  private final List<Ring> rings = new ArrayList<>();

  private record Ring(Instant at, Runnable task) {}

  @Override
  public synchronized void in(Duration delay, Runnable task) {
    rings.add(new Ring(clock.instant().plus(delay), task));
  }

  /** Lets time pass; alarms ring at their time, in order. */
  void pass(Duration duration) {
    Instant end = clock.instant().plus(duration);
    for (Optional<Ring> next = next(end); next.isPresent(); next = next(end)) {
      if (next.get().at().isAfter(clock.instant())) {
        clock.set(next.get().at());
      }
      next.get().task().run();
    }
    clock.set(end);
  }

  private synchronized Optional<Ring> next(Instant end) {
    Optional<Ring> next =
        rings.stream().min(Comparator.comparing(Ring::at)).filter(ring -> !ring.at().isAfter(end));
    next.ifPresent(rings::remove);
    return next;
  }
}
