package isthmus.gateway.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * When unanswered requests are sent again (RFC 3261 §17.1.2.2): timer E from 500 ms, doubled up to
 * 4 s, until timer F at 32 s. All requests have the same timers, so each stage is a queue in order
 * of time. Pure but for its own state; for one thread.
 */
final class Retransmissions {
  /** Times after the first sending, in milliseconds. */
  private static final long[] TIMES = {
    500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500, 32_000
  };

  private record Due(int message, long sentNanos) {}

  private final List<ArrayDeque<Due>> stages = new ArrayList<>();
  private int waiting;

  Retransmissions() {
    for (int i = 0; i < TIMES.length; i++) {
      stages.add(new ArrayDeque<>());
    }
  }

  /** A request was sent for the first time. */
  void sent(int message, long now) {
    stages.getFirst().add(new Due(message, now));
    waiting++;
  }

  /** Requests whose timers run, answered ones included until their next timer. */
  int waiting() {
    return waiting;
  }

  /**
   * Sends again what is due.
   *
   * @param isAnswered tells for a message
   * @param again sends it
   */
  void fire(long now, IntPredicate isAnswered, IntConsumer again) {
    for (int stage = TIMES.length - 1; stage >= 0; stage--) {
      ArrayDeque<Due> queue = stages.get(stage);
      long after = TimeUnit.MILLISECONDS.toNanos(TIMES[stage]);
      Due due = queue.peek();
      while (due != null && now - due.sentNanos() >= after) {
        queue.remove();
        boolean over = stage == TIMES.length - 1 || isAnswered.test(due.message());
        if (over) {
          waiting--;
        } else {
          again.accept(due.message());
          stages.get(stage + 1).add(due);
        }
        due = queue.peek();
      }
    }
  }
}
