package isthmus.gateway.store;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.MessageStore.AcceptResult;
import isthmus.cpm.store.MessageStore.Acceptance;
import isthmus.cpm.store.MessageStore.Effect;
import isthmus.cpm.store.MessageStore.ReceiptResult;
import isthmus.testkit.StoreSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures the store alone: each message is accepted, submitted, receives its receipt, and its
 * notification is delivered, all through group commits. Arguments: seconds, messages per second (0:
 * as many as possible), directory.
 */
public final class StoreThroughput {
  private final MessageStore store;
  private final Map<Integer, Long> fences;
  private final StoreSamples samples = new StoreSamples();
  private final GroupCommit<Acceptance, AcceptResult> accepts;
  private final GroupCommit<isthmus.cpm.delivery.AttemptResult, Effect> records;
  private final GroupCommit<isthmus.cpm.interworking.LegacyReceipt, ReceiptResult> receipts;
  private final LongAdder done = new LongAdder();
  private final LongAdder wrong = new LongAdder();
  private final Semaphore window = new Semaphore(4_000);

  private StoreThroughput(MessageStore store, Map<Integer, Long> fences) {
    this.store = store;
    this.fences = fences;
    this.accepts = new GroupCommit<>(settings("accept"), store::accept);
    this.records = new GroupCommit<>(settings("record"), r -> store.record(r, samples.plan()));
    this.receipts = new GroupCommit<>(settings("receipt"), r -> store.receipts(r, samples.plan()));
  }

  private static GroupCommit.Settings settings(String name) {
    return new GroupCommit.Settings(
        name,
        Integer.getInteger("writers", 1),
        Integer.getInteger("batch", 500),
        50_000,
        Duration.ofMillis(Integer.getInteger("gather", 0)));
  }

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    int rate = args.length > 1 ? Integer.parseInt(args[1]) : 0;
    Path directory = Path.of(args.length > 2 ? args[2] : "target/throughput");
    try (EmbeddedDatabase server = EmbeddedDatabase.start(new DatabaseSource.Embedded(directory));
        Database database = Database.open(server.server(), Database.Settings.DEFAULT)) {
      new Partitions(database, Duration.ofDays(30), InstantSource.system()).maintain();
      MessageStore store =
          new PostgresMessageStore(
              database,
              StoreSamples.PARSER,
              PostgresMessageStore.DEFAULT_WINDOW,
              InstantSource.system());
      var fences = new PostgresWorkLeases(database).beat("load", Duration.ofHours(1), true);
      StoreThroughput load = new StoreThroughput(store, fences);
      load.run(3, rate); // warm-up
      load.report(load.run(seconds, rate), server.pid().orElseThrow());
      load.accepts.close();
      load.records.close();
      load.receipts.close();
    }
  }

  private record Measured(long messages, double seconds, double ownCpu, double serverCpu) {}

  private Measured run(int seconds, int rate) throws Exception {
    long before = done.sum();
    long start = System.nanoTime();
    double ownCpu = ownCpu();
    double serverCpu = postgresCpu();
    long end = start + seconds * 1_000_000_000L;
    long sent = 0;
    while (System.nanoTime() < end) {
      window.acquire();
      message(sent++);
      if (rate > 0) {
        long due = start + sent * 1_000_000_000L / rate;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(Math.max(100_000, due - System.nanoTime()));
        }
      }
    }
    window.acquire(4_000);
    window.release(4_000);
    double took = (System.nanoTime() - start) / 1e9;
    return new Measured(done.sum() - before, took, ownCpu() - ownCpu, postgresCpu() - serverCpu);
  }

  private void message(long number) {
    Delivery delivery = samples.delivery(samples.outbound("conversation-" + number % 5_000));
    String external = "x" + delivery.key();
    accepts
        .submit(StoreSamples.acceptance(UUID.randomUUID(), delivery.message(), delivery))
        .thenCompose(
            accepted ->
                records.submit(
                    StoreSamples.submitted(
                        delivery, fence(delivery), StoreSamples.part(1, 1, external))))
        .thenCompose(
            effect -> receipts.submit(StoreSamples.receipt(Disposition.DELIVERED, external)))
        .thenCompose(
            result -> {
              Delivery notification = result.notification().orElseThrow();
              return records.submit(
                  StoreSamples.result(
                      notification,
                      fence(notification),
                      DeliveryState.NO_MORE_NEWS,
                      List.of(),
                      Optional.empty()));
            })
        .whenComplete(
            (effect, failure) -> {
              if (failure != null || !effect.applied()) {
                wrong.increment();
              }
              done.increment();
              window.release();
            });
  }

  private long fence(Delivery delivery) {
    return fences.get(delivery.shard());
  }

  private void report(Measured run, long pid) {
    System.out.printf(
        "%,.0f messages/s whole way (accept, submit, receipt, notification), %d wrong, %.1f s%n",
        run.messages / run.seconds, wrong.sum(), run.seconds);
    System.out.printf(
        "cpu: postgres %.2f cores, this JVM %.2f cores; server pid %d%n",
        run.serverCpu / run.seconds, run.ownCpu / run.seconds, pid);
    for (var metrics : List.of(accepts.metrics(), records.metrics(), receipts.metrics())) {
      System.out.printf(
          "%-8s %,d items in %,d commits: %.1f per commit, %.2f ms per commit, %.1f us per item%n",
          metrics.name(),
          metrics.committed(),
          metrics.batches(),
          metrics.committed() / (double) metrics.batches(),
          metrics.commitNanos() / 1e6 / metrics.batches(),
          metrics.commitNanos() / 1e3 / metrics.committed());
    }
    System.out.println("queued left in shard 0: " + store.queued(0, Optional.empty(), 10).size());
  }

  private static double ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  /** Seconds of processor time of all processes called postgres. */
  private static double postgresCpu() throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
              .filter(p -> p.getFileName().toString().matches("\\d+"))
              .mapToLong(StoreThroughput::postgresTicks)
              .sum()
          / 100.0;
    }
  }

  private static long postgresTicks(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      List<String> fields =
          Pattern.compile(" ").splitAsStream(stat.substring(stat.indexOf(')') + 2)).toList();
      return stat.contains("(postgres)")
          ? Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))
          : 0;
    } catch (IOException e) {
      return 0; // It ended meanwhile.
    }
  }
}
