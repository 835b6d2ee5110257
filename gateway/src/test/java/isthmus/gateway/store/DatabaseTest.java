package isthmus.gateway.store;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.MessageStore.AcceptResult;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.testkit.StoreSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  private static final Database.Settings HASTY = new Database.Settings(4, Duration.ofMillis(500));

  private final StoreSamples samples = new StoreSamples();

  @Test
  void aDatabaseThatGoesAwayIsReportedSoonAndComesBackByItself() throws IOException {
    Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "away-");
    var source = new DatabaseSource.Embedded(directory);
    Path binaries = Path.of("target", "postgres");
    EmbeddedDatabase server = EmbeddedDatabase.start(source, binaries);
    try (Database database = Database.open(server.server(), HASTY)) {
      MessageStore store = store(database);
      assertThat(accept(store)).containsExactly(new AcceptResult.Written());

      server.close();
      // Either wait alone would be 30 s were it not for the settings.
      long start = System.nanoTime();
      assertThatThrownBy(() -> accept(store)).isInstanceOf(StoreUnavailableException.class);
      assertThatThrownBy(database::ping).isInstanceOf(StoreUnavailableException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));

      server = EmbeddedDatabase.start(source, binaries);
      eventually("database back", Duration.ofMinutes(1), () -> isBack(database));
      assertThat(accept(store)).containsExactly(new AcceptResult.Written());
    } finally {
      server.close();
      TestFiles.deleteTree(directory);
    }
  }

  private static boolean isBack(Database database) {
    try {
      return database.ping().isPositive();
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  @Test
  void aDatabaseThatOnlyReadsIsUnavailable() throws SQLException {
    DatabaseSource.Server server = TestDatabase.fresh();
    Database.open(server, HASTY).close();
    String separator = server.url().contains("?") ? "&" : "?";
    var readOnly =
        new DatabaseSource.Server(
            server.url() + separator + "options=-c%20default_transaction_read_only=on",
            server.user(),
            server.password());
    try (Database database = Database.open(readOnly, HASTY)) {
      assertThatThrownBy(database::ping)
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("read-only");
      assertThatThrownBy(() -> accept(store(database)))
          .isInstanceOf(StoreUnavailableException.class);
    }
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    var nowhere =
        new DatabaseSource.Server(
            "jdbc:postgresql://127.0.0.1:1/nothing?password=secret",
            Optional.of("nobody"),
            Optional.empty());

    assertThatThrownBy(() -> Database.open(nowhere, HASTY))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("127.0.0.1:1/nothing")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aCollisionIsTriedAgain() {
    try (Database database = Database.open(TestDatabase.fresh(), HASTY)) {
      AtomicInteger tries = new AtomicInteger();

      String result =
          database.transaction(
              connection -> {
                if (tries.incrementAndGet() < 3) {
                  raise(connection, "40P01");
                }
                return "done";
              });

      assertThat(result).isEqualTo("done");
      assertThat(tries).hasValue(3);
    }
  }

  @Test
  void aStatementThatIsWrongIsNotTriedAgain() {
    try (Database database = Database.open(TestDatabase.fresh(), HASTY)) {
      AtomicInteger tries = new AtomicInteger();

      assertThatThrownBy(
              () ->
                  database.transaction(
                      connection -> {
                        tries.incrementAndGet();
                        raise(connection, "22023");
                        return "";
                      }))
          .isInstanceOf(DatabaseException.class);
      assertThat(tries).hasValue(1);
    }
  }

  @Test
  void twoNodesMayMigrateAtTheSameTime() {
    DatabaseSource.Server server = TestDatabase.fresh();
    List<Thread> threads =
        List.of(
            Thread.ofVirtual().start(() -> Database.open(server, HASTY).close()),
            Thread.ofVirtual().start(() -> Database.open(server, HASTY).close()));
    threads.forEach(DatabaseTest::join);

    try (Database database = Database.open(server, HASTY)) {
      assertThat(accept(store(database))).containsExactly(new AcceptResult.Written());
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void raise(Connection connection, String sqlState) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "do $$ begin raise exception 'test' using errcode = '" + sqlState + "'; end $$");
    }
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
}
