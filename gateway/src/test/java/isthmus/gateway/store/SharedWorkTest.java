package isthmus.gateway.store;

import static isthmus.testkit.Eventually.eventually;
import static isthmus.testkit.StoreSamples.acceptance;
import static isthmus.testkit.StoreSamples.part;
import static isthmus.testkit.StoreSamples.receipt;
import static isthmus.testkit.StoreSamples.submitted;
import static isthmus.testkit.StoreSamples.unique;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.Shard;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.MessageStore.AcceptResult;
import isthmus.cpm.store.MessageStore.Acceptance;
import isthmus.cpm.store.MessageStore.Effect;
import isthmus.cpm.store.MessageStore.ReceiptResult;
import isthmus.testkit.StoreSamples;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several nodes on one database. */
class SharedWorkTest {
  private static DatabaseSource.Server server;
  private static Database one;
  private static Database two;

  private final StoreSamples samples = new StoreSamples();

  @BeforeAll
  static void open() {
    server = TestDatabase.fresh();
    one = Database.open(server, TestDatabase.PATIENT);
    two = Database.open(server, TestDatabase.PATIENT);
    new Partitions(one, Duration.ofDays(7), InstantSource.system()).maintain();
  }

  @AfterAll
  static void close() {
    one.close();
    two.close();
  }

  @BeforeEach
  void nobodyHoldsAny() throws SQLException {
    try (var connection = one.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "update lease set node = null, incarnation = null, until = timestamptz 'epoch'");
      statement.execute("delete from node");
    }
  }

  private static MessageStore store(Database database) {
    return new PostgresMessageStore(
        database, StoreSamples.PARSER, PostgresMessageStore.DEFAULT_WINDOW, InstantSource.system());
  }

  /** A node that works through its shards; each submission is remembered. */
  private record Node(String name, MessageStore store, PostgresWorkLeases leases) {
    int work(Map<Integer, Long> held, List<DeliveryKey> submissions, StoreSamples samples) {
      int done = 0;
      for (Map.Entry<Integer, Long> lease : held.entrySet()) {
        for (Delivery delivery : store.queued(lease.getKey(), Optional.empty(), 100)) {
          Effect effect =
              store
                  .record(
                      List.of(submitted(delivery, lease.getValue(), part(1, 1, unique("x")))),
                      samples.plan())
                  .getFirst();
          if (effect.applied()) {
            submissions.add(delivery.key());
            done++;
          }
        }
      }
      return done;
    }
  }

  @Test
  void twoNodesDoAllWorkAndNoneOfItTwice() throws Exception {
    Node a = new Node("a", store(one), new PostgresWorkLeases(one));
    Node b = new Node("b", store(two), new PostgresWorkLeases(two));
    List<Delivery> accepted = accept(a.store, 200);
    List<DeliveryKey> submissions = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger done = new AtomicInteger();

    // Leases change hands all the time: each node beats, works, and gives some back.
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Node node : List.of(a, b)) {
        Future<?> unused =
            executor.submit(
                () -> {
                  while (done.get() < accepted.size()) {
                    Map<Integer, Long> held =
                        node.leases.beat(node.name, Duration.ofMinutes(1), true);
                    node.leases.release(
                        node.name, held.keySet().stream().filter(s -> s % 3 == 0).toList());
                    done.addAndGet(node.work(held, submissions, samples));
                  }
                });
        assertThat(unused).isNotNull();
      }
    }

    assertThat(submissions).doesNotHaveDuplicates().hasSize(accepted.size());
  }

  @Test
  void aPausedOwnerCannotWriteAfterItsShardsWereTaken() {
    Node paused = new Node("paused", store(one), new PostgresWorkLeases(one));
    Node other = new Node("other", store(two), new PostgresWorkLeases(two));
    Delivery delivery = accept(paused.store, 1).getFirst();
    Map<Integer, Long> old = paused.leases.beat("paused", Duration.ofMillis(200), true);
    Delivery seen = paused.store.queued(delivery.shard(), Optional.empty(), 1).getFirst();

    eventually(
        "take-over",
        () -> other.leases.beat("other", Duration.ofMinutes(1), true).size() == Shard.COUNT);
    Effect late =
        paused
            .store
            .record(
                List.of(submitted(seen, old.get(seen.shard()), part(1, 1, unique("x")))),
                samples.plan())
            .getFirst();

    assertThat(late.applied()).isFalse();
    assertThat(other.store.queued(delivery.shard(), Optional.empty(), 1)).containsExactly(seen);
  }

  @Test
  void aReceiptThatCrossesItsPartIsFoundAfterwards() throws SQLException {
    MessageStore store = store(one);
    Map<Integer, Long> held = new PostgresWorkLeases(one).beat("a", Duration.ofMinutes(1), true);
    Delivery delivery = accept(store, 1).getFirst();
    String id = unique("x");
    // The receipt is kept by a transaction that ends just after the part's own look at kept ones.
    store.record(
        List.of(submitted(delivery, held.get(delivery.shard()), part(1, 1, id))), samples.plan());
    keep(receipt(Disposition.DELIVERED, id));

    List<ReceiptResult> results = store.rematch(StoreSamples.now(), samples.plan());

    assertThat(results)
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.message()).contains(delivery.message().key());
              assertThat(result.notification()).isPresent();
            });
    assertThat(store.rematch(StoreSamples.now(), samples.plan())).isEmpty();
  }

  @Test
  void keptReceiptsAreForgottenAfterTenMinutes() throws SQLException {
    MessageStore store = store(one);
    store.receipts(List.of(receipt(Disposition.DELIVERED, unique("never"))), samples.plan());

    store.rematch(StoreSamples.now().plus(Duration.ofMinutes(9)), samples.plan());
    assertThat(keptReceipts()).isPositive();
    store.rematch(StoreSamples.now().plus(Duration.ofMinutes(11)), samples.plan());
    assertThat(keptReceipts()).isZero();
  }

  @Test
  void oneRequestAtTwoNodesAtTheSameTimeIsAcceptedOnce() throws Exception {
    for (int round = 0; round < 10; round++) {
      UUID request = UUID.randomUUID();
      List<Callable<AcceptResult>> calls =
          IntStream.range(0, 6)
              .<Callable<AcceptResult>>mapToObj(
                  i ->
                      () -> {
                        Delivery delivery = samples.delivery(samples.outbound(unique("c")));
                        return store(i % 2 == 0 ? one : two)
                            .accept(List.of(acceptance(request, delivery.message(), delivery)))
                            .getFirst();
                      })
              .toList();
      try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        List<AcceptResult> results =
            executor.invokeAll(calls).stream().map(Future::resultNow).toList();

        assertThat(results).filteredOn(r -> r instanceof AcceptResult.Written).hasSize(1);
        assertThat(results.stream().filter(r -> r instanceof AcceptResult.Duplicate).distinct())
            .hasSize(1);
      }
    }
  }

  @Test
  void batchesThatMeetInManyRowsDoNotFail() throws Exception {
    MessageStore store = store(one);
    Map<Integer, Long> held = new PostgresWorkLeases(one).beat("a", Duration.ofMinutes(1), true);
    List<Delivery> deliveries = accept(store, 40);
    store.record(
        deliveries.stream()
            .map(d -> submitted(d, held.get(d.shard()), part(1, 1, "meet-" + d.key())))
            .toList(),
        samples.plan());
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        List<Delivery> shuffled = new ArrayList<>(deliveries);
        Collections.shuffle(shuffled);
        calls.add(
            () ->
                store(two)
                    .receipts(
                        shuffled.stream()
                            .map(d -> receipt(Disposition.DELIVERED, "meet-" + d.key()))
                            .toList(),
                        samples.plan())
                    .stream()
                    .filter(r -> r.notification().isPresent())
                    .count());
      }
      long notified = executor.invokeAll(calls).stream().mapToLong(Future::resultNow).sum();

      assertThat(notified).isEqualTo(40);
    }
  }

  private List<Delivery> accept(MessageStore store, int count) {
    List<Delivery> deliveries =
        IntStream.range(0, count)
            .mapToObj(i -> samples.delivery(samples.outbound(unique("c"))))
            .toList();
    List<Acceptance> acceptances =
        deliveries.stream().map(d -> acceptance(d.message(), d)).toList();
    store.accept(acceptances);
    return deliveries;
  }

  private static void keep(isthmus.cpm.interworking.LegacyReceipt receipt) {
    one.<Integer>transaction(
        connection -> {
          KeptReceiptTable.keep(
              connection,
              List.of(receipt),
              new isthmus.cpm.message.KeySource(InstantSource.system()));
          return 1;
        });
  }

  private static long keptReceipts() throws SQLException {
    try (var connection = one.dataSource().getConnection();
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from kept_receipt")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
