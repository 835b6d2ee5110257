package isthmus.gateway.store;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.interworking.PartStore;
import isthmus.cpm.registration.Binding;
import isthmus.cpm.registration.BindingChanges;
import isthmus.cpm.registration.BindingStore;
import isthmus.cpm.registration.RegistrarAnswer;
import isthmus.cpm.registration.Registration;
import isthmus.cpm.store.CorrelationStore;
import isthmus.cpm.store.WorkLeases;
import isthmus.testkit.BindingStoreContract;
import isthmus.testkit.CorrelationStoreContract;
import isthmus.testkit.InMemoryCorrelationStore;
import isthmus.testkit.PartStoreContract;
import isthmus.testkit.StoreSamples;
import isthmus.testkit.WorkLeasesContract;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OtherStoresTest {
  private static Database database;

  @BeforeAll
  static void open() {
    database = TestDatabase.open();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Nested
  class CorrelationsInPostgres extends CorrelationStoreContract {
    @Override
    protected CorrelationStore store() {
      return new PostgresCorrelationStore(database);
    }
  }

  @Nested
  class CorrelationsInMemory extends CorrelationStoreContract {
    private final CorrelationStore store = new InMemoryCorrelationStore();

    @Override
    protected CorrelationStore store() {
      return store;
    }
  }

  @Nested
  class PartsInPostgres extends PartStoreContract {
    private static PostgresPartStore store;

    @BeforeAll
    static void open() {
      store = new PostgresPartStore(database, StoreSamples.PARSER);
    }

    @AfterAll
    static void close() {
      store.close();
    }

    @Override
    protected PartStore store() {
      return store;
    }
  }

  @Nested
  class LeasesInPostgres extends WorkLeasesContract {
    @BeforeEach
    void nobodyHoldsAny() throws SQLException {
      execute("update lease set node = null, incarnation = null, until = timestamptz 'epoch'");
      execute("delete from node");
    }

    @Override
    protected WorkLeases run() {
      return new PostgresWorkLeases(database);
    }
  }

  @Nested
  class BindingsInPostgres implements BindingStoreContract {
    @BeforeEach
    void nobodyIsRegistered() throws SQLException {
      execute("delete from binding");
    }

    @Override
    public BindingStore store() {
      return new PostgresBindingStore(database);
    }

    @Test
    void aReaderThatFollowsSeesEveryChangeAndInTheEndNoMore() {
      PostgresBindingStore store = new PostgresBindingStore(database);
      String cursor = store.since(BindingChanges.BEGINNING).cursor();
      Binding low = BindingStoreContract.binding("sip:f@example.org", "sip:f@low", 100, 60);
      Binding high = BindingStoreContract.binding("sip:f@example.org", "sip:f@high", 900, 60);
      change(store, low, high);
      BindingChanges.Changed changed = store.since(cursor);
      assertThat(changed.bindings())
          .containsExactly(Map.entry("sip:f@example.org", List.of(high, low)));
      // Transactions of other databases of the server hold the cursor back while they run.
      eventually(
          "nothing more is told",
          Duration.ofMinutes(1),
          () -> store.since(store.since(cursor).cursor()).bindings().isEmpty());
      change(store);
      assertThat(store.since(changed.cursor()).bindings())
          .containsExactly(Map.entry("sip:f@example.org", List.of()));
    }

    @Test
    void aChangeThatCommitsAfterALaterOneWasReadIsNotMissed() throws Exception {
      PostgresBindingStore store = new PostgresBindingStore(database);
      String cursor = store.since(BindingChanges.BEGINNING).cursor();
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch read = new CountDownLatch(1);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<?> slow =
            threads.submit(
                () ->
                    store.change(
                        "sip:slow@example.org",
                        _ -> {
                          begun.countDown();
                          await(read);
                          return keep();
                        }));
        await(begun);
        change(store, BindingStoreContract.binding("sip:f@example.org", "sip:f@h", 900, 60));
        BindingChanges.Changed first = store.since(cursor);
        assertThat(first.bindings()).containsOnlyKeys("sip:f@example.org");
        read.countDown();
        slow.get(60, TimeUnit.SECONDS);
        assertThat(store.since(first.cursor()).bindings()).containsKey("sip:slow@example.org");
      }
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private static Registration keep(Binding... bindings) {
      return new Registration(new RegistrarAnswer.Registered(List.of(bindings)), List.of(bindings));
    }

    private static void change(PostgresBindingStore store, Binding... bindings) {
      var _ = store.change("sip:f@example.org", _ -> keep(bindings));
    }
  }
}
