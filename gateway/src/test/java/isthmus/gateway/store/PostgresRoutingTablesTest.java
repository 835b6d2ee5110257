package isthmus.gateway.store;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.store.PostgresRoutingTables.Activated;
import isthmus.gateway.store.PostgresRoutingTables.Format;
import isthmus.gateway.store.PostgresRoutingTables.Stored;
import isthmus.gateway.store.PostgresRoutingTables.TableFile;
import isthmus.gateway.store.PostgresRoutingTables.Version;
import isthmus.isf.table.Strategy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresRoutingTablesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Database database;
  private PostgresRoutingTables tables;

  @BeforeEach
  void open() {
    database = TestDatabase.open();
    tables = new PostgresRoutingTables(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static TableFile file(String content) {
    return new TableFile("routing.csv", Format.CSV, Octets.utf8(content), Strategy.TOP_DOWN);
  }

  @Test
  void anEmptyDatabaseHasNoVersion() {
    assertThat(tables.active()).isEmpty();
    assertThat(tables.versions()).isEmpty();
    assertThat(tables.activations()).isEmpty();
    assertThat(tables.find(1)).isEmpty();
    assertThat(tables.activate(1, "alice")).isFalse();
    assertThat(tables.active()).isEmpty();
  }

  @Test
  void theFirstFileIsImportedAndRulesAndTheNextIsNot() {
    assertThat(tables.begin(file("first"), "at the first start", "node-1")).isTrue();
    assertThat(tables.begin(file("second"), "at the first start", "node-2")).isFalse();
    assertThat(tables.active()).hasValue(1);
    assertThat(tables.versions()).singleElement().extracting(Version::who).isEqualTo("node-1");
    assertThat(tables.activations())
        .singleElement()
        .extracting(Activated::version, Activated::who)
        .containsExactly(1L, "node-1");
  }

  @Test
  void aFileComesBackByteForByte() {
    byte[] every = new byte[512];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    TableFile file = new TableFile("r.xlsx", Format.XLSX, Octets.of(every), Strategy.WEIGHTS);
    assertThat(tables.add(file, "why", "alice")).isEqualTo(1);
    Stored stored = tables.find(1).orElseThrow();
    assertThat(stored.file()).isEqualTo(file);
    assertThat(stored.version().comment()).isEqualTo("why");
    assertThat(stored.version().who()).isEqualTo("alice");
    assertThat(tables.versions()).containsExactly(stored.version());
    assertThat(tables.contains(file)).isTrue();
    assertThat(tables.contains(file("other"))).isFalse();
  }

  @Test
  void theLatestActivationRulesAndAllAreKept() {
    tables.begin(file("one"), "", "a");
    tables.add(file("two"), "", "b");
    assertThat(tables.active()).hasValue(1);
    assertThat(tables.activate(2, "b")).isTrue();
    assertThat(tables.active()).hasValue(2);
    assertThat(tables.activate(1, "c")).isTrue();
    assertThat(tables.active()).hasValue(1);
    assertThat(tables.activations())
        .extracting(Activated::version, Activated::who)
        .containsExactly(tuple(1L, "a"), tuple(2L, "b"), tuple(1L, "c"));
  }

  @Test
  void versionsOfManyWritersHaveNoGap() throws Exception {
    List<Future<Long>> writing = new ArrayList<>();
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        String content = "table " + i;
        writing.add(writers.submit(() -> tables.add(file(content), "", "many")));
      }
    }
    List<Long> versions = new ArrayList<>();
    for (Future<Long> written : writing) {
      versions.add(written.get());
    }
    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
  }

  @Test
  void anActivationIsToldToWhoListens() throws Exception {
    tables.begin(file("one"), "", "a");
    AtomicInteger told = new AtomicInteger();
    try (AutoCloseable _ = tables.listen(told::incrementAndGet)) {
      eventually(
          "the listener hears an activation",
          PATIENCE,
          () -> {
            tables.activate(1, "again");
            return told.get() > 0;
          });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update routing_table set file = 'x'",
        "delete from routing_table_activation",
        "truncate routing_table cascade",
        "update routing_table_activation set version = 1"
      })
  void whatIsStoredIsNeverChanged(String sql) throws SQLException {
    tables.begin(file("one"), "", "a");
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("only grows");
    }
    assertThat(tables.find(1)).isPresent();
  }
}
