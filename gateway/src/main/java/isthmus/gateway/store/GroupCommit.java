package isthmus.gateway.store;

import isthmus.cpm.store.StoreOverloadedException;
import isthmus.cpm.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets many single calls share few commits. What arrives while the last batch is being committed
 * makes the next one, so an idle store answers at once and a busy one commits many at a time.
 *
 * <p>Safe for any number of submitting threads; none of them blocks. Answers are completed on the
 * writer's thread, in order of submission when there is one writer: dependents must be short, and
 * must not block. One item that the database refuses does not fail the others of its batch: the
 * batch is halved until the bad item is alone.
 *
 * @param <I> what is written
 * @param <O> what comes of it
 */
public final class GroupCommit<I, O> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final Duration IDLE = Duration.ofMillis(100);

  /** Items in the last batch from which on it pays to wait for more. */
  private static final int BUSY = 4;

  /**
   * How items are gathered.
   *
   * @param name for threads and metrics
   * @param writers how many batches may be under way at once, 1 to 16
   * @param maxBatch most items in a batch, 1 to 10,000
   * @param queueLimit most items that wait; more are refused
   * @param gather how long a batch waits for company after its first item, 0 to 100 ms; only while
   *     batches have at least {@value #BUSY} items, so that a lone item never waits
   */
  public record Settings(String name, int writers, int maxBatch, int queueLimit, Duration gather) {
    /** Checks the ranges. */
    public Settings {
      check(name, "writers", writers, 1, 16);
      check(name, "max-batch", maxBatch, 1, 10_000);
      check(name, "queue-limit", queueLimit, 1, 10_000_000);
      check(name, "gather in ms", gather.toMillis(), 0, 100);
    }

    /** Two writers, batches of 500, four milliseconds to gather them when busy. */
    public static Settings named(String name) {
      return new Settings(name, 2, 500, 20_000, Duration.ofMillis(4));
    }

    /** The same with another number of writers; one keeps the order. */
    public Settings withWriters(int count) {
      return new Settings(name, count, maxBatch, queueLimit, gather);
    }

    private static void check(String name, String what, long value, long least, long most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            name + ": " + what + " must be " + least + " to " + most + ", is " + value);
      }
    }
  }

  private static final double NEARLY_FULL = 0.9;

  private record Item<I, O>(I input, CompletableFuture<O> answer) {}

  private final Settings settings;
  private final Function<List<I>, List<O>> commit;
  private final BlockingQueue<Item<I, O>> queue;
  private final CommitMetrics metrics;
  private final List<Thread> writers = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Starts writers.
   *
   * @param commit writes a batch, returns one result for each item, in order
   */
  public GroupCommit(Settings settings, Function<List<I>, List<O>> commit) {
    this.settings = settings;
    this.commit = commit;
    this.queue = new ArrayBlockingQueue<>(settings.queueLimit());
    this.metrics = new CommitMetrics(settings);
    for (int i = 1; i <= settings.writers(); i++) {
      writers.add(
          Thread.ofVirtual().name("commit-" + settings.name() + "-" + i).start(this::write));
    }
  }

  /**
   * Hands in an item.
   *
   * @return completes after commit; fails with {@link StoreOverloadedException} at once when too
   *     many wait, with {@link StoreUnavailableException} when the database is away or this is
   *     closed
   */
  public CompletionStage<O> submit(I input) {
    Item<I, O> item = new Item<>(input, new CompletableFuture<>());
    if (closed.get()) {
      return CompletableFuture.failedFuture(
          new StoreUnavailableException(
              settings.name() + " is closed", new IllegalStateException("closed")));
    }
    if (!queue.offer(item)) {
      metrics.refused();
      return CompletableFuture.failedFuture(
          new StoreOverloadedException(
              settings.name() + ": " + settings.queueLimit() + " wait already"));
    }
    return item.answer;
  }

  /** What has been committed and what waits. */
  public CommitMetrics.Snapshot metrics() {
    return metrics.snapshot(queue.size());
  }

  /** True from 90% of the queue limit on; cheap enough to be asked for every request. */
  public boolean nearlyFull() {
    return queue.size() >= settings.queueLimit() * NEARLY_FULL;
  }

  /** Takes no more, commits what waits, ends the writers. */
  @Override
  public void close() {
    closed.set(true);
    for (Thread writer : writers) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    // An item may have slipped in behind the last look of the last writer.
    List<Item<I, O>> rest = new ArrayList<>();
    queue.drainTo(rest);
    if (!rest.isEmpty()) {
      commit(rest);
    }
  }

  private void write() {
    int last = 0;
    while (true) {
      List<Item<I, O>> batch = next(last);
      if (!batch.isEmpty()) {
        last = batch.size();
        commit(batch);
      } else if (closed.get()) {
        return;
      }
    }
  }

  /** The next batch; empty when nothing came for a while. */
  private List<Item<I, O>> next(int last) {
    List<Item<I, O>> batch = new ArrayList<>();
    try {
      Item<I, O> first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
      if (first == null) {
        return batch;
      }
      batch.add(first);
      queue.drainTo(batch, settings.maxBatch() - 1);
      if (last >= BUSY) {
        gather(batch);
      }
    } catch (InterruptedException e) {
      LOG.warn("writer of {} was interrupted; it goes on", settings.name());
    }
    return batch;
  }

  private void gather(List<Item<I, O>> batch) throws InterruptedException {
    long end = System.nanoTime() + settings.gather().toNanos();
    while (batch.size() < settings.maxBatch()) {
      long left = end - System.nanoTime();
      Item<I, O> next = left <= 0 ? null : queue.poll(left, TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      batch.add(next);
      queue.drainTo(batch, settings.maxBatch() - batch.size());
    }
  }

  private void commit(List<Item<I, O>> batch) {
    long start = System.nanoTime();
    List<O> results;
    try {
      results = commit.apply(batch.stream().map(Item::input).toList());
    } catch (DatabaseException e) {
      halve(batch, e);
      return;
    } catch (RuntimeException e) {
      fail(batch, e);
      return;
    }
    if (results.size() != batch.size()) {
      fail(batch, new IllegalStateException(settings.name() + ": results do not match items"));
      return;
    }
    metrics.committed(batch.size(), System.nanoTime() - start);
    for (int i = 0; i < batch.size(); i++) {
      complete(batch.get(i), results.get(i));
    }
  }

  /** The data of one item may be what the database refuses. */
  private void halve(List<Item<I, O>> batch, DatabaseException refusal) {
    if (batch.size() == 1) {
      LOG.warn("{}: an item was refused: {}", settings.name(), refusal.getMessage());
      fail(batch, refusal);
      return;
    }
    commit(batch.subList(0, batch.size() / 2));
    commit(batch.subList(batch.size() / 2, batch.size()));
  }

  private void fail(List<Item<I, O>> batch, RuntimeException failure) {
    metrics.failed(batch.size());
    for (Item<I, O> item : batch) {
      try {
        item.answer.completeExceptionally(failure);
      } catch (RuntimeException e) {
        LOG.error("{}: a dependent failed", settings.name(), e);
      }
    }
  }

  private void complete(Item<I, O> item, O result) {
    try {
      item.answer.complete(result);
    } catch (RuntimeException e) {
      LOG.error("{}: a dependent failed", settings.name(), e);
    }
  }
}
