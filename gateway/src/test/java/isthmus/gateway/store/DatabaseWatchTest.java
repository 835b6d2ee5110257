package isthmus.gateway.store;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.MessageStore.AcceptResult;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.store.DatabaseCondition.State;
import isthmus.testkit.StoreSamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseWatchTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Database.Settings HASTY = new Database.Settings(4, Duration.ofSeconds(1));

  private final StoreSamples samples = new StoreSamples();
  private final DatabaseClock clock = new DatabaseClock(InstantSource.system());

  private static void becomes(Database database, State state) {
    eventually(state + "", LONG, () -> database.condition().state() == state);
  }

  private static MessageStore store(Database database) {
    return new PostgresMessageStore(
        database, StoreSamples.PARSER, PostgresMessageStore.DEFAULT_WINDOW, InstantSource.system());
  }

  private List<AcceptResult> accept(MessageStore store) {
    Delivery delivery = samples.delivery(samples.outbound("c"));
    return store.accept(
        List.of(StoreSamples.acceptance(UUID.randomUUID(), delivery.message(), delivery)));
  }

  @Test
  void whoWaitsForAServerThatIsFrozenIsToldSoAndAfterwardsAllGoesOn() throws Exception {
    try (FrozenServer frozen = new FrozenServer();
        Database database = Database.open(frozen.server(), HASTY)) {
      database.watch(DatabaseHost.UNKNOWN, clock);
      CountDownLatch begun = new CountDownLatch(1);
      CompletableFuture<String> waiting =
          CompletableFuture.supplyAsync(
              () ->
                  database.lengthy(
                      connection -> {
                        begun.countDown();
                        return execute(connection, "select pg_sleep(300)");
                      }));
      assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
      frozen.freeze();

      becomes(database, State.AWAY);
      // It is still frozen: neither answer waits for it.
      assertThatThrownBy(waiting::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(StoreUnavailableException.class);
      assertThatThrownBy(() -> accept(store(database)))
          .isInstanceOf(StoreUnavailableException.class);

      frozen.thaw();
      becomes(database, State.WELL);
      assertThat(accept(store(database))).containsExactly(new AcceptResult.Written());
    }
  }

  @Test
  void nothingNewIsTakenWhileTheDiskIsNearlyFullAndWhatIsUnderWayIsWritten() {
    AtomicLong usable = new AtomicLong(1L << 40);
    try (Database database = TestDatabase.open()) {
      database.watch(diskOf(usable), clock);
      MessageStore store = store(database);
      assertThat(accept(store)).containsExactly(new AcceptResult.Written());

      usable.set(63L << 20);
      becomes(database, State.FULL);
      assertThat(database.condition().detail()).startsWith("disk full: 63 MB are free");
      assertThatThrownBy(() -> accept(store))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("disk full");
      assertThat(database.<String>transaction(c -> execute(c, "create table still (a int)")))
          .isEqualTo("done");

      usable.set(81L << 20);
      becomes(database, State.WELL);
      assertThat(accept(store)).containsExactly(new AcceptResult.Written());
    }
  }

  private static DatabaseHost diskOf(AtomicLong usable) {
    return new DatabaseHost() {
      @Override
      public OptionalLong usableBytes() {
        return OptionalLong.of(usable.get());
      }

      @Override
      public Optional<String> revive() {
        return Optional.empty();
      }
    };
  }

  @Test
  void aStatementThatFindsNoRoomStopsTheIntakeUntilThereIsRoomAgain() {
    try (Database database = TestDatabase.open()) {
      database.watch(DatabaseHost.UNKNOWN, clock);
      assertThatThrownBy(
              () ->
                  database.transaction(
                      connection ->
                          execute(
                              connection,
                              "do $$ begin raise exception 'could not extend file'"
                                  + " using errcode = 'disk_full'; end $$")))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("could not extend file");
      // There was room all the time: what the watch tries to write tells.
      becomes(database, State.WELL);
      assertThat(accept(store(database))).containsExactly(new AcceptResult.Written());
    }
  }

  @Test
  void aServerOfOurOwnWhoseProcessEndedIsStartedAgain() throws Exception {
    Path directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target")), "revived-");
    try (EmbeddedDatabase server =
            EmbeddedDatabase.start(
                new DatabaseSource.Embedded(directory), Path.of("target", "postgres"));
        Database database = Database.open(server.server(), HASTY)) {
      database.watch(server, clock);
      long pid = server.pid().orElseThrow();
      kill(pid);

      eventually("another process", LONG, () -> server.pid().filter(p -> p != pid).isPresent());
      becomes(database, State.WELL);
      assertThat(accept(store(database))).containsExactly(new AcceptResult.Written());
    } finally {
      TestFiles.deleteTree(directory);
    }
  }

  private static void kill(long pid) throws Exception {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(1, TimeUnit.MINUTES);
  }

  private static String execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return "done";
    }
  }

  @Test
  void whatIsHeldUpByALockIsGivenUp() throws SQLException {
    DatabaseSource.Server server = TestDatabase.fresh();
    try (Database database = Database.open(server, HASTY);
        Connection other = server.connect(LONG)) {
      other.setAutoCommit(false);
      execute(other, "lock table message in access exclusive mode");

      assertThatThrownBy(() -> accept(store(database)))
          .isInstanceOf(StoreUnavailableException.class);
      other.rollback();
    }
  }

  @Test
  void aNodeWhoseClockIsAMinuteLateGoesByTheDatabases() {
    InstantSource late = () -> Instant.now().minusSeconds(60);
    DatabaseClock shared = new DatabaseClock(late);
    try (Database database = TestDatabase.open()) {
      database.watch(DatabaseHost.UNKNOWN, shared);

      eventually(
          "the database's time",
          LONG,
          () -> shared.ahead().minusSeconds(60).abs().compareTo(Duration.ofSeconds(10)) < 0);
    }
    assertThat(shared.instant()).isAfter(late.instant().plusSeconds(50));
  }

  @Test
  void smallDifferencesAndWhatAnAnswerTookAreNoReasonToMoveTheClock() {
    Instant now = Instant.parse("2026-01-05T12:00:00Z");
    DatabaseClock shared = new DatabaseClock(() -> now);
    DatabaseClock.Asked asked = shared.ask();

    shared.answered(asked, Duration.ofMillis(2), now.plusMillis(400));
    assertThat(shared.ahead()).isZero();
    shared.answered(asked, Duration.ofSeconds(4), now.plusMillis(4_000));
    assertThat(shared.ahead()).isZero();
    shared.answered(asked, Duration.ofMillis(2), now.plusSeconds(-90));
    assertThat(shared.instant()).isEqualTo(now.plusSeconds(-90).minusMillis(1));
    shared.answered(asked, Duration.ofMillis(2), now);
    assertThat(shared.instant()).isEqualTo(now);
  }
}
