package isthmus.gateway.store;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedDatabaseTest {
  private static final Path BINARIES = Path.of("target", "postgres");

  private Path directory;

  @BeforeEach
  void makeDirectory() throws IOException {
    // Below target, because a temporary directory may be too far from a user namespace's rights.
    directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "embedded-");
  }

  @AfterEach
  void removeDirectory() {
    TestFiles.deleteTree(directory);
  }

  private EmbeddedDatabase start() {
    return EmbeddedDatabase.start(new DatabaseSource.Embedded(directory), BINARIES);
  }

  @Test
  void whatIsAcknowledgedIsOnDisk() throws SQLException {
    try (EmbeddedDatabase database = start()) {
      assertThat(ask(database, "show fsync")).isEqualTo("on");
      assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
      assertThat(ask(database, "show full_page_writes")).isEqualTo("on");
    }
  }

  @Test
  void itIsReachedOnTheLoopbackInterfaceAndWithItsPasswordOnly() throws SQLException {
    try (EmbeddedDatabase database = start()) {
      assertThat(ask(database, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThatThrownBy(
              () -> DriverManager.getConnection(database.server().url(), "isthmus", "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
      assertThat(database.toString()).doesNotContain(database.server().password().orElseThrow());
    }
  }

  @Test
  void dataAndPortAreKeptAcrossRestarts() throws SQLException {
    String url;
    try (EmbeddedDatabase first = start()) {
      url = first.server().url();
      ask(first, "create table kept as select 42 as answer; select 1");
    }
    try (EmbeddedDatabase second = start()) {
      assertThat(second.adopted()).isFalse();
      assertThat(second.server().url()).isEqualTo(url);
      assertThat(ask(second, "select answer from kept")).isEqualTo("42");
    }
  }

  @Test
  void aServerThatOutlivedItsGatewayIsAdopted() throws SQLException {
    EmbeddedDatabase killed = start();
    ask(killed, "create table kept as select 42 as answer; select 1");
    long pid = killed.pid().orElseThrow();
    killed.abandon();

    EmbeddedDatabase next = start();
    try (next) {
      assertThat(next.adopted()).isTrue();
      assertThat(next.pid()).contains(pid);
      assertThat(ask(next, "select answer from kept")).isEqualTo("42");
    }
    assertThat(next.pid()).isEmpty();
  }

  @Test
  void aServerThatWasKilledRecovers() throws Exception {
    EmbeddedDatabase first = start();
    ask(first, "create table kept as select 42 as answer; select 1");
    ProcessHandle process = ProcessHandle.of(first.pid().orElseThrow()).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(60, TimeUnit.SECONDS);
    first.abandon();

    // Its children notice after a moment; until then a new server refuses to start.
    EmbeddedDatabase[] next = new EmbeddedDatabase[1];
    eventually(
        "restart",
        Duration.ofMinutes(1),
        () -> {
          try {
            next[0] = start();
            return true;
          } catch (StoreUnavailableException e) {
            return false;
          }
        });
    try (EmbeddedDatabase second = next[0]) {
      assertThat(second.adopted()).isFalse();
      assertThat(ask(second, "select answer from kept")).isEqualTo("42");
    }
  }

  @Test
  void aPidFileOfADeadServerDoesNotHinder() throws Exception {
    start().close();
    long self = ProcessHandle.current().pid();
    Files.writeString(
        directory.resolve("data/postmaster.pid"),
        self + "\n" + directory + "\n1\n5432\n\n127.0.0.1\n\nready\n");

    try (EmbeddedDatabase next = start()) {
      assertThat(next.adopted()).isFalse();
      assertThat(ask(next, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void aSecondGatewayOnOneDirectoryIsTurnedAwayWithAReason() {
    try (EmbeddedDatabase first = start()) {
      assertThat(first.pid()).isPresent();
      assertThatThrownBy(this::start)
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("another gateway uses this directory")
          .hasMessageContaining("`database: {url:");
    }
  }

  @Test
  void aDirectoryThatCannotBeUsedIsNamedWithTheSettingThatHelps() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(
            () ->
                EmbeddedDatabase.start(
                    new DatabaseSource.Embedded(file.resolve("below")), BINARIES))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("database:");
  }

  private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
    DatabaseSource.Server server = database.server();
    try (Connection connection =
            DriverManager.getConnection(
                server.url(), server.user().orElseThrow(), server.password().orElseThrow());
        Statement statement = connection.createStatement()) {
      boolean results = statement.execute(sql);
      while (!results) {
        results = statement.getMoreResults();
      }
      ResultSet rows = statement.getResultSet();
      rows.next();
      return rows.getString(1);
    }
  }
}
