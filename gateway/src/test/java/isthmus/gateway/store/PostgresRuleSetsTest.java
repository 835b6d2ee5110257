package isthmus.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.store.PostgresRuleSets.Format;
import isthmus.gateway.store.PostgresRuleSets.ImportedFile;
import isthmus.gateway.store.PostgresRuleSets.NewVersion;
import isthmus.gateway.store.PostgresRuleSets.Version;
import isthmus.isf.table.Strategy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresRuleSetsTest {
  private Database database;
  private RuleStores stores;

  @BeforeEach
  void open() {
    database = TestDatabase.open();
    stores = RuleStores.in(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static NewVersion version(String content, String who) {
    ImportedFile file =
        new ImportedFile("routing.csv", Format.CSV, Octets.utf8(content), Strategy.TOP_DOWN);
    return new NewVersion(
        file,
        "{\"sheets\":[]}",
        Optional.of(file.octets()),
        OptionalLong.empty(),
        OptionalLong.empty(),
        "why",
        who,
        List.of(who));
  }

  @Test
  void anEmptyDatabaseHasNoVersion() {
    assertThat(stores.versions().versions()).isEmpty();
    assertThat(stores.versions().find(1)).isEmpty();
    assertThat(stores.activations().ruling()).isEmpty();
    assertThat(stores.activations().all()).isEmpty();
  }

  @Test
  void theFirstFileRulesWhicheverNodeComesFirst() {
    assertThat(stores.versions().begin(version("first", "node-1"), "node-1")).isTrue();
    assertThat(stores.versions().begin(version("second", "node-2"), "node-2")).isFalse();
    assertThat(stores.activations().ruling()).hasValue(1);
    assertThat(stores.versions().versions())
        .singleElement()
        .extracting(Version::who)
        .isEqualTo("node-1");
    assertThat(stores.versions().contains(Octets.utf8("first"))).isTrue();
    assertThat(stores.versions().contains(Octets.utf8("second"))).isFalse();
    assertThat(stores.versions().contains("{\"sheets\":[]}")).isTrue();
    assertThat(stores.versions().contains("{\"sheets\":[1]}")).isFalse();
  }

  @Test
  void versionsOfManyWritersHaveNoGap() throws Exception {
    List<Future<Long>> writing = new ArrayList<>();
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        String content = "table " + i;
        writing.add(writers.submit(() -> stores.versions().add(version(content, "many"))));
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
  void aFileIsNamedWithoutTheFoldersItLiesIn() {
    for (String name : List.of("/etc/isthmus/routing.csv", "C:\\tables\\routing.csv")) {
      ImportedFile file =
          new ImportedFile(name, Format.CSV, Octets.utf8("x"), Strategy.TOP_DOWN).named();
      assertThat(file.name()).isEqualTo("routing.csv");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update routing_table set file = 'x'",
        "delete from routing_table_activation",
        "truncate routing_table cascade",
        "update routing_table_activation set version = 1",
        "update rule_set set book = 'x'",
        "delete from rule_set",
        "delete from rule_set_activation",
        "truncate rule_set_verdict",
        "delete from rule_draft_edit"
      })
  void whatIsStoredIsNeverChanged(String sql) throws SQLException {
    stores.versions().begin(version("one", "a"), "node-1");
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("only grows");
    }
    assertThat(stores.versions().find(1)).isPresent();
  }
}
