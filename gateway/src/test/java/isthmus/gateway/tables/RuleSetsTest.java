package isthmus.gateway.tables;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import isthmus.gateway.store.DatabaseSource;
import isthmus.gateway.store.PostgresActivations.Activated;
import isthmus.gateway.store.PostgresRuleSets.Version;
import isthmus.gateway.store.TestDatabase;
import isthmus.isf.AddressValidity;
import isthmus.isf.Explanation;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.Recipient;
import isthmus.isf.Selection;
import isthmus.isf.SelectionRequest;
import isthmus.isf.SelectionSettings;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions over the real database and the real rule engine. */
class RuleSetsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private DatabaseSource.Server server;

  @BeforeEach
  void fresh() {
    server = TestDatabase.fresh();
  }

  @Test
  void theFirstStartImportsTheConfiguredFileAndItRules() {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      assertThat(node.deciding()).isEqualTo(1);
      assertThat(node.rules().history().versions())
          .singleElement()
          .extracting(Version::version, Version::name, Version::who)
          .containsExactly(1L, "routing.csv", "the test");
      assertThat(node.rules().history().activations())
          .singleElement()
          .extracting(Activated::version)
          .isEqualTo(1L);
    }
  }

  @Test
  void afterwardsTheVersionsInTheDatabaseRuleAndNotTheFile() throws Exception {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      long second = node.made(Tables.OTHER_FIRST);
      node.activate(second);
    }
    try (Node again = Node.started(server, Tables.file(",Third\nText ok,Yes\n"))) {
      assertThat(again.deciding()).isEqualTo(2);
      assertThat(again.tables().rules().orElseThrow().first().columns().getFirst().service())
          .isEqualTo("other");
      assertThat(again.rules().history().versions()).hasSize(2);
    }
  }

  @Test
  void aConfiguredFileThatBrokeLaterDoesNotStopAStart() {
    Node.started(server, Tables.file(Tables.TOY_FIRST)).close();
    try (Node again = Node.started(server, Tables.file(Tables.BROKEN))) {
      assertThat(again.deciding()).isEqualTo(1);
    }
  }

  @Test
  void aBrokenFileStopsTheFirstStartWithEveryPlace() {
    assertThatThrownBy(() -> Node.started(server, Tables.file(Tables.BROKEN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("routing.csv: B2 \"maybe\"")
        .hasMessageContaining("routing.csv: B3 \"-1\"");
  }

  @Test
  void nodesThatStartTogetherImportOneVersion() throws Exception {
    try (ExecutorService starting = Executors.newFixedThreadPool(2)) {
      Future<Node> one = starting.submit(() -> Node.started(server, Tables.file(Tables.TOY_FIRST)));
      Future<Node> two =
          starting.submit(() -> Node.started(server, Tables.file(Tables.OTHER_FIRST)));
      try (Node first = one.get();
          Node second = two.get()) {
        assertThat(first.deciding()).isEqualTo(1);
        assertThat(second.deciding()).isEqualTo(1);
        assertThat(first.tables().rules()).isEqualTo(second.tables().rules());
        assertThat(first.rules().history().versions()).hasSize(1);
      }
    }
  }

  @Test
  void anImportIsChecked() {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      assertThatThrownBy(() -> node.made(Tables.BROKEN))
          .asInstanceOf(type(WorkbookRefusedException.class))
          .satisfies(
              refused ->
                  assertThat(refused.problems())
                      .extracting(p -> p.problem().row(), p -> p.problem().column())
                      .containsExactly(tuple(2, 2), tuple(3, 2)));
      assertThat(node.rules().history().versions()).hasSize(1);
    }
  }

  @Test
  void anImportDoesNotRuleBeforeItIsActivated() throws Exception {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      assertThat(node.made(Tables.OTHER_FIRST)).isEqualTo(2);
      assertThat(node.deciding()).isEqualTo(1);
      assertThat(chosen(node)).isEqualTo("toy");
      assertThat(node.activate(2).before()).hasValue(1);
      assertThat(chosen(node)).isEqualTo("other");
      assertThat(node.activate(1).before()).hasValue(2);
      assertThat(chosen(node)).isEqualTo("toy");
      assertThatThrownBy(() -> node.activate(99))
          .isInstanceOf(NotPossibleException.class)
          .hasMessage("there is no version 99");
      assertThat(chosen(node)).isEqualTo("toy");
    }
  }

  @Test
  void everyNodeFollowsAnActivation() throws Exception {
    try (Node one = Node.started(server, Tables.file(Tables.TOY_FIRST));
        Node two = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      one.made(Tables.OTHER_FIRST);
      one.activate(2);
      eventually("the other node follows", PATIENCE, () -> two.deciding() == 2);
      assertThat(chosen(two)).isEqualTo("other");
      two.activate(1);
      eventually("and back", PATIENCE, () -> one.deciding() == 1);
      assertThat(chosen(one)).isEqualTo("toy");
    }
  }

  @Test
  void activationsOnManyNodesAtOnceEndInOneVersionEverywhere() throws Exception {
    try (Node one = Node.started(server, Tables.file(Tables.TOY_FIRST));
        Node two = Node.started(server, Tables.file(Tables.TOY_FIRST));
        ExecutorService activating = Executors.newFixedThreadPool(2)) {
      one.made(Tables.OTHER_FIRST);
      for (int round = 0; round < 5; round++) {
        Future<?> first = activating.submit(() -> one.activate(1));
        Future<?> second = activating.submit(() -> two.activate(2));
        first.get();
        second.get();
        long rules = one.rules().ruling().orElseThrow();
        eventually(
            "both decide by " + rules,
            PATIENCE,
            () -> one.deciding() == rules && two.deciding() == rules);
      }
      assertThat(one.rules().history().activations()).hasSizeBetween(2, 11);
    }
  }

  @Test
  void aVersionThatIsNoTableHereNeverDecidesAndIsTold() throws Exception {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      // As a newer release might leave it.
      node.stores().versions().add(Tables.unchecked(Tables.BROKEN));
      assertThatThrownBy(() -> node.activate(2)).isInstanceOf(WorkbookRefusedException.class);
      assertThat(node.rules().ruling()).hasValue(1);

      node.stores().activations().activate(Tables.wish(2));
      eventually("the trouble is told", PATIENCE, () -> node.rules().state().trouble().isPresent());
      assertThat(node.deciding()).isEqualTo(1);
      assertThat(RuleText.history(node.rules().history(), node.rules().state()))
          .contains("*    2")
          .contains("not usable on this node")
          .contains("B2 \"maybe\"");
      assertThat(chosen(node)).isEqualTo("toy");
    }
    try (Node again = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      assertThat(again.deciding()).isEqualTo(1);
      assertThat(again.rules().state().trouble()).isPresent();
      again.activate(1);
      assertThat(again.rules().state().trouble()).isEmpty();
    }
  }

  @Test
  void decisionsOfThePastAreToldByTheTableThatDecided() throws Exception {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      Explanation before = select(node).explanation();
      node.made(Tables.OTHER_FIRST);
      node.activate(2);
      Explanation after = select(node).explanation();

      assertThat(told(node, before)).isEqualTo(before.toText());
      assertThat(told(node, after)).isEqualTo(after.toText());
      assertThat(before.tableVersion()).isEqualTo(1);
      assertThat(node.rules().typed().expand(before.toJson().replace("\"t\":1", "\"t\":77")))
          .isEmpty();
    }
  }

  private static String told(Node node, Explanation explanation) {
    return node.rules().typed().expand(explanation.toJson()).orElseThrow().toText();
  }

  private static String chosen(Node node) {
    return switch (select(node)) {
      case Selection.Selected selected -> selected.chosen().service().service();
      case Selection.Rejected rejected -> throw new AssertionError(rejected.text());
    };
  }

  private static Selection select(Node node) {
    Set<String> both = Set.of("toy", "other");
    RequestFacts facts =
        RequestFacts.of(RequestKind.STANDALONE_MESSAGE).withOctets(5).withMediaTypes("text/plain");
    return new InterworkingSelection(
            node.tables(),
            (_, recipient) ->
                new AddressValidity.AddressCheck.Valid(recipient.phone().orElseThrow()),
            SelectionSettings.DEFAULT)
        .select(SelectionRequest.of(facts, Recipient.ofPhone("+15551000001"), both, both));
  }
}
