package isthmus.cpm.sip;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * One wheel for all timers of an endpoint: scheduling is an append to a slot, and nothing is ever
 * cancelled; a task that is no longer wanted finds that out when it runs. The owner calls {@link
 * #advance} regularly. Delays beyond one turn of the wheel come round again. Safe for any thread.
 */
final class TimerWheel {
  private record Timer(long dueTick, Runnable task) {}

  private final long tickMillis;
  private final InstantSource clock;
  private final Instant epoch;
  private final List<Queue<Timer>> slots;
  private long currentTick;

  TimerWheel(Duration tick, int slotCount, InstantSource clock) {
    this.tickMillis = tick.toMillis();
    this.clock = clock;
    this.epoch = clock.instant();
    this.slots = new ArrayList<>(slotCount);
    for (int i = 0; i < slotCount; i++) {
      slots.add(new ArrayDeque<>());
    }
  }

  /** Runs a task at the first tick not before {@code due}. */
  synchronized void schedule(Instant due, Runnable task) {
    long millis = Math.max(0, Duration.between(epoch, due).toMillis());
    long tick = Math.max(currentTick + 1, (millis + tickMillis - 1) / tickMillis);
    slot(tick).add(new Timer(tick, task));
  }

  /** Runs everything due by now, in the calling thread and outside the wheel's lock. */
  void advance() {
    for (Runnable task : due()) {
      task.run();
    }
  }

  private synchronized List<Runnable> due() {
    long nowTick = Duration.between(epoch, clock.instant()).toMillis() / tickMillis;
    List<Runnable> tasks = new ArrayList<>();
    long last = Math.min(nowTick, currentTick + slots.size());
    for (long tick = currentTick + 1; tick <= last; tick++) {
      Queue<Timer> slot = slot(tick);
      for (int i = slot.size(); i > 0; i--) {
        Timer timer = slot.remove();
        if (timer.dueTick() <= nowTick) {
          tasks.add(timer.task());
        } else {
          slot.add(timer);
        }
      }
    }
    currentTick = Math.max(currentTick, nowTick);
    return tasks;
  }

  private Queue<Timer> slot(long tick) {
    return slots.get((int) (tick % slots.size()));
  }
}
