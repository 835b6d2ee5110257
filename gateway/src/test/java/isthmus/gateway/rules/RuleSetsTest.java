package isthmus.gateway.rules;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import isthmus.cpm.interworking.AddressCheck;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.store.DatabaseSource;
import isthmus.gateway.store.PostgresActivations.Activated;
import isthmus.gateway.store.PostgresRuleSets.Version;
import isthmus.gateway.store.TestDatabase;
import isthmus.isf.Explanation;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.RecipientAddresses;
import isthmus.isf.Selection;
import isthmus.isf.SelectionRequest;
import isthmus.isf.SelectionSettings;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
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
  void filesDoNotAddUpToAWorkbookThatNobodyCouldEdit() throws Exception {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      RuleSets rules = node.rules();
      for (int number = 1; number < 4; number++) {
        long version =
            rules
                .importFile(Tables.file("list.csv", longList(number)), false, "", "me", _ -> {})
                .version();
        node.activate(version);
      }
      assertThatThrownBy(
              () ->
                  rules.importFile(Tables.file("list.csv", longList(4)), false, "", "me", _ -> {}))
          .isInstanceOf(WorkbookRefusedException.class)
          .hasMessageContainingAll("all sheets together have", "at most 50 sheets");
      assertThat(node.deciding()).isEqualTo(4);
    }
  }

  /** A list of nearly a million and a half characters. */
  private static String longList(int number) {
    StringBuilder sheet =
        new StringBuilder("Type:,list\nId:,list%d\nAddress,Comment\n".formatted(number));
    String comment = "x".repeat(900);
    for (int row = 0; row < 1_600; row++) {
      sheet.append("+49155500%06d,%s\n".formatted(row, comment));
    }
    return sheet.toString();
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
        .hasMessageContaining("routing.csv: routing B2 \"maybe\"")
        .hasMessageContaining("routing.csv: routing B3 \"-1\"");
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
      assertThat(before.version()).isEqualTo(1);
      assertThat(node.rules().typed().expand(before.toJson().replace("\"t\":1", "\"t\":77")))
          .isEmpty();
    }
  }

  private static RuleSets.Settings named(String node, boolean approval) {
    return new RuleSets.Settings(node, Strategy.TOP_DOWN, approval);
  }

  private static RuleSets.Ruling rollBack(Node node) throws Exception {
    return node.rules().rollBack(OptionalLong.empty(), "", "me", _ -> {});
  }

  @Test
  void aStepBackLeadsToWhatRuledBeforeAndASecondOneForwardAgain() throws Exception {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      assertThatThrownBy(() -> rollBack(node)).hasMessageContaining("nothing ruled before");
      node.made(Tables.OTHER_FIRST);
      node.activate(2);
      assertThat(rollBack(node)).isEqualTo(new RuleSets.Ruling(1, OptionalLong.of(2)));
      assertThat(node.deciding()).isEqualTo(1);
      assertThat(rollBack(node)).isEqualTo(new RuleSets.Ruling(2, OptionalLong.of(1)));
      assertThat(node.rules().history().activations().getLast().why()).isEqualTo("rolled back");
    }
  }

  @Test
  void withTheDatabaseAwayNothingChanges() throws Exception {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      node.made(Tables.OTHER_FIRST);
      node.cut();
      assertThatThrownBy(() -> node.activate(2)).isInstanceOf(StoreUnavailableException.class);
      assertThat(node.deciding()).isEqualTo(1);
      assertThat(chosen(node)).isEqualTo("toy");
    }
    try (Node again = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      assertThat(again.activate(2).before()).hasValue(1);
    }
  }

  @Test
  void activatingTwiceIsDoneOnce() throws Exception {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      node.made(Tables.OTHER_FIRST);
      node.activate(2);
      assertThat(node.activate(2).before()).hasValue(2);
      assertThat(node.rules().history().activations()).hasSize(2);
    }
  }

  @Test
  void whoSawAnotherVersionRuleIsRefused() throws Exception {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      node.made(Tables.OTHER_FIRST);
      assertThatThrownBy(() -> node.rules().activate(2, OptionalLong.of(7), "", "me", _ -> {}))
          .hasMessage("another version rules by now: 1");
      assertThat(node.deciding()).isEqualTo(1);
      assertThat(node.rules().activate(2, OptionalLong.of(1), "", "me", _ -> {}).before())
          .hasValue(1);
    }
  }

  @Test
  void approvalIsByAnotherUserAndRefusalIsForGood() throws Exception {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST), named("n", true))) {
      node.made(Tables.OTHER_FIRST);
      assertThatThrownBy(() -> node.activate(2)).hasMessageContaining("has to be approved");
      assertThatThrownBy(() -> node.rules().approve(2, "", "me"))
          .hasMessageContaining("also your work");
      assertThatThrownBy(() -> node.rules().approve(9, "", "you"))
          .hasMessageContaining("no version 9");
      assertThatThrownBy(
              () ->
                  node.rules()
                      .schedule(2, Instant.now().plusSeconds(60), OptionalLong.empty(), "", "me"))
          .hasMessageContaining("has to be approved");
      node.rules().approve(2, "looks good", "you");
      assertThat(node.activate(2).before()).hasValue(1);
      assertThatThrownBy(() -> node.rules().refuse(2, "", "you")).hasMessageContaining("rules");

      node.made(Tables.TOY_FIRST);
      node.rules().approve(3, "", "you");
      node.rules().schedule(3, Instant.now().plusSeconds(600), OptionalLong.empty(), "", "me");
      node.rules().refuse(3, "on second thoughts", "you");
      assertThat(node.rules().state().scheduled()).isEmpty();
      assertThatThrownBy(() -> node.activate(3)).hasMessageContaining("was refused by you");
      assertThatThrownBy(() -> node.rules().approve(3, "", "he"))
          .hasMessageContaining("was refused");
      assertThat(rollBack(node).version()).isEqualTo(1);
    }
  }

  @Test
  void whatIsScheduledIsMadeOnceByOneOfTheNodes() throws Exception {
    try (Node one = Node.started(server, Tables.file(Tables.TOY_FIRST), named("one", false));
        Node two = Node.started(server, Tables.file(Tables.TOY_FIRST), named("two", false))) {
      one.made(Tables.OTHER_FIRST);
      assertThatThrownBy(
              () ->
                  one.rules()
                      .schedule(2, Instant.now().minusSeconds(9), OptionalLong.empty(), "", "me"))
          .hasMessageContaining("at must be in the future");
      one.rules().schedule(2, Instant.now().plusMillis(500), OptionalLong.of(1), "tonight", "me");
      eventually("both follow", PATIENCE, () -> one.deciding() == 2 && two.deciding() == 2);
      assertThat(one.rules().state().scheduled()).isEmpty();
      assertThat(one.rules().history().activations())
          .extracting(Activated::version, Activated::who, Activated::why)
          .containsExactly(
              tuple(1L, "the test", "imported at the first start"), tuple(2L, "me", "tonight"));
    }
  }

  @Test
  void aScheduleThatExpectsWhatWasRolledBackFailsAndSaysSo() throws Exception {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      node.made(Tables.OTHER_FIRST);
      node.made(Tables.TOY_FIRST);
      node.activate(2);
      long id =
          node.rules().schedule(3, Instant.now().plusSeconds(2), OptionalLong.of(2), "", "me");
      rollBack(node);
      eventually("it failed", PATIENCE, () -> !node.rules().state().failed().isEmpty());
      assertThat(node.rules().state().failed().getFirst().id()).isEqualTo(id);
      assertThat(node.rules().state().failed().getFirst().detail()).contains("another version");
      assertThat(node.deciding()).isEqualTo(1);
      node.rules().cancel(id, "me");
      assertThat(node.rules().state().failed()).isEmpty();
      assertThatThrownBy(() -> node.rules().cancel(id, "me"))
          .isInstanceOf(NotPossibleException.class);
    }
  }

  @Test
  void whatIsScheduledSurvivesARestart() throws Exception {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      node.made(Tables.OTHER_FIRST);
      node.rules().schedule(2, Instant.now().plusMillis(1_500), OptionalLong.empty(), "", "me");
    }
    try (Node again = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      eventually("it is made", PATIENCE, () -> again.deciding() == 2);
    }
  }

  @Test
  void cancellingLeavesNothingToMake() throws Exception {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      node.made(Tables.OTHER_FIRST);
      long id =
          node.rules().schedule(2, Instant.now().plusSeconds(600), OptionalLong.empty(), "", "me");
      node.rules().cancel(id, "me");
      assertThat(node.rules().state().scheduled()).isEmpty();
      assertThatThrownBy(() -> node.rules().cancel(id, "me")).hasMessageContaining("nothing waits");
    }
  }

  @Test
  void everyNodeHasReadyWhatMayComeAndSaysSo() throws Exception {
    try (Node one = Node.started(server, Tables.file(Tables.TOY_FIRST), named("one", false));
        Node two = Node.started(server, Tables.file(Tables.TOY_FIRST), named("two", false))) {
      one.made(Tables.OTHER_FIRST);
      eventually(
          "both have it ready",
          PATIENCE,
          () ->
              two.rules().state().nodes().stream()
                      .filter(node -> node.prepared().contains(2L))
                      .count()
                  == 2);
      two.activate(2);
      eventually(
          "both say that they follow",
          PATIENCE,
          () ->
              one.rules().state().nodes().stream()
                  .allMatch(node -> node.version().equals(OptionalLong.of(2))));
      eventually(
          "a step back is ready",
          PATIENCE,
          () ->
              one.rules().state().nodes().stream().allMatch(node -> node.prepared().contains(1L)));
    }
  }

  @Test
  void sheetsOfAFileTakeThePlaceOfThoseOfTheVersionThatRules() throws Exception {
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      long second =
          node.rules()
              .importFile(Tables.file("policy.csv", Tables.POLICY), false, "", "me", _ -> {})
              .version();
      assertThat(node.rules().workbook(new BookSource.Version(second)).sheets())
          .extracting(sheet -> sheet.name())
          .containsExactly("routing", "policy");
      node.activate(second);
      assertThat(node.tables().rules().orElseThrow().policy()).isPresent();
      RuleSets.Made third =
          node.rules()
              .importFile(Tables.file("routing.csv", Tables.OTHER_FIRST), false, "", "me", _ -> {});
      assertThat(third.merged().book().sheets()).hasSize(2);
      assertThatThrownBy(
              () -> node.rules().importFile(Tables.file(Tables.POLICY), true, "", "me", _ -> {}))
          .isInstanceOf(WorkbookRefusedException.class)
          .hasMessageContaining("no routing table");
    }
  }

  @Test
  void filesOfTheReleaseBeforeStillRule() throws Exception {
    Node.started(server, Tables.file(Tables.TOY_FIRST)).close();
    Tables.asBefore(server, Tables.OTHER_FIRST);
    try (Node node = Node.started(server, Tables.file(Tables.TOY_FIRST))) {
      assertThat(node.deciding()).isEqualTo(2);
      assertThat(chosen(node)).isEqualTo("other");
      assertThat(node.rules().history().versions().getLast().authors()).containsExactly("before");
      assertThat(node.rules().workbook(new BookSource.Active()).sheets()).hasSize(1);
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
            (_, recipient) -> new AddressCheck.Valid(recipient.phone().orElseThrow()),
            SelectionSettings.DEFAULT)
        .select(SelectionRequest.of(facts, RecipientAddresses.ofPhone("+15551000001"), both, both));
  }
}
