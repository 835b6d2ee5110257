package isthmus.gateway.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a {@link GroupCommit} does; safe for any thread. */
public final class CommitMetrics {
  /** Upper bounds of the classes of commit times, in microseconds; the last class is open. */
  public static final List<Long> BOUNDS_MICROS =
      List.of(
          500L, 1_000L, 2_000L, 5_000L, 10_000L, 20_000L, 50_000L, 100_000L, 500_000L, 2_000_000L);

  /**
   * Counts so far.
   *
   * @param name of the batcher
   * @param waiting items in the queue
   * @param queueLimit most items in the queue
   * @param committed items committed
   * @param failed items whose commit failed
   * @param refused items refused because the queue was full
   * @param batches commits
   * @param largestBatch most items in one commit
   * @param lastBatch items in the newest commit
   * @param commitNanos time spent in commits
   * @param times commits by {@link #BOUNDS_MICROS}, one more for those above
   */
  public record Snapshot(
      String name,
      int waiting,
      int queueLimit,
      long committed,
      long failed,
      long refused,
      long batches,
      long largestBatch,
      long lastBatch,
      long commitNanos,
      List<Long> times) {
    /** Copies the list. */
    public Snapshot {
      times = List.copyOf(times);
    }
  }

  private final GroupCommit.Settings settings;
  private final LongAdder committed = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final AtomicLong largest = new AtomicLong();
  private final AtomicLong last = new AtomicLong();
  private final AtomicLongArray times = new AtomicLongArray(BOUNDS_MICROS.size() + 1);

  CommitMetrics(GroupCommit.Settings settings) {
    this.settings = settings;
  }

  void committed(int items, long took) {
    committed.add(items);
    batches.increment();
    nanos.add(took);
    last.set(items);
    largest.accumulateAndGet(items, Math::max);
    int index = 0;
    while (index < BOUNDS_MICROS.size() && took / 1_000 > BOUNDS_MICROS.get(index)) {
      index++;
    }
    times.incrementAndGet(index);
  }

  void failed(int items) {
    failed.add(items);
  }

  void refused() {
    refused.increment();
  }

  Snapshot snapshot(int waiting) {
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < times.length(); i++) {
      counts.add(times.get(i));
    }
    return new Snapshot(
        settings.name(),
        waiting,
        settings.queueLimit(),
        committed.sum(),
        failed.sum(),
        refused.sum(),
        batches.sum(),
        largest.get(),
        last.get(),
        nanos.sum(),
        counts);
  }
}
