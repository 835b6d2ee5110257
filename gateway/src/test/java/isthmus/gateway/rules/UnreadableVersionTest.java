package isthmus.gateway.rules;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.gateway.console.http.Audit;
import isthmus.gateway.store.DatabaseSource;
import isthmus.gateway.store.TestDatabase;
import isthmus.isf.table.Strategy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A version that a newer release wrote, at a node that does not know its words. */
class UnreadableVersionTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final DatabaseSource.Server server = TestDatabase.fresh();

  @Test
  void whatOneNodeCannotReadIsLeftToTheOthers() throws Exception {
    try (Node able = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      able.made(Tables.OTHER_FIRST);
      // The one has it compiled already; the other, as if it were older, finds what it cannot read.
      sql("update rule_set set book = '{\"pages\":[]}' where version = 2");
      try (Node unable = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
        assertThat(unable.rules().typed().rules(2)).isEmpty();
        assertThatThrownBy(() -> unable.activate(2))
            .isInstanceOf(WorkbookRefusedException.class)
            .hasMessageContaining("made by a newer release");
        unable.rules().schedule(2, Instant.now().plusSeconds(1), OptionalLong.empty(), "", "me");
        eventually("the able one makes it", PATIENCE, () -> able.deciding() == 2);
        assertThat(able.rules().state().failed()).isEmpty();
        eventually(
            "the other says why", PATIENCE, () -> unable.rules().state().trouble().isPresent());
        assertThat(unable.deciding()).isEqualTo(1);
      }
      sql("update routing_table set strategy = 'AUCTION' where version = 2");
      try (Node unable = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
        assertThat(unable.deciding()).isEqualTo(1);
        assertThat(unable.rules().state().trouble().orElseThrow()).contains("strategy AUCTION");
        assertThat(unable.rules().history().versions()).hasSize(2);
      }
    }
  }

  private static RuleSets.Settings named(String node) {
    return new RuleSets.Settings(node, Strategy.TOP_DOWN, false);
  }

  @Test
  void whatNoNodeCanUseIsToldEverywhereAndWhatRuledStays() throws Exception {
    List<String> recorded = new CopyOnWriteArrayList<>();
    Audit audit =
        (by, peer, what, subject, detail) ->
            recorded.add(by.name() + " " + what + " " + subject + " " + detail.get("why"));
    try (Node maker = Node.started(server, Tables.file(Tables.TOY_FIRST), named("one"))) {
      maker.made(Tables.OTHER_FIRST);
    }
    sql("update rule_set set book = '{\"pages\":[]}' where version = 2");
    try (Node one = Node.started(server, Tables.file(Tables.TOY_FIRST), named("one"), audit);
        Node two = Node.started(server, Tables.file(Tables.TOY_FIRST), named("two"), audit);
        Node three = Node.started(server, Tables.file(Tables.TOY_FIRST), named("three"), audit)) {
      two.rules().schedule(2, Instant.now().plusSeconds(1), OptionalLong.empty(), "", "me");
      eventually(
          "somebody says that it cannot",
          PATIENCE,
          () ->
              two.rules().state().scheduled().stream()
                  .anyMatch(waiting -> waiting.detail().contains("not usable on")));
      eventually("it failed", PATIENCE, () -> !two.rules().state().failed().isEmpty());
      String why = two.rules().state().failed().getFirst().detail();
      assertThat(why).startsWith("no node can use it: one: ");
      assertThat(why).contains("; three: ", "; two: ", "made by a newer release");
      assertThat(two.rules().history().failures()).hasSize(1);
      assertThat(RuleText.history(two.rules().history(), two.rules().state()))
          .contains("not activated");
      assertThat(recorded).containsExactly("me version-not-activated version 2 " + why);
      assertThat(List.of(one.deciding(), two.deciding(), three.deciding())).containsOnly(1L);
    }
  }

  /** Changes what only grows. */
  private void sql(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                server.url(), server.user().orElse(null), server.password().orElse(null));
        Statement sql = connection.createStatement()) {
      sql.execute("set session_replication_role = replica");
      sql.execute(statement);
    }
  }
}
