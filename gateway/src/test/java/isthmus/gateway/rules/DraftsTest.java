package isthmus.gateway.rules;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import isthmus.gateway.store.DatabaseSource;
import isthmus.gateway.store.PostgresDrafts.Edit;
import isthmus.gateway.store.PostgresDrafts.State;
import isthmus.gateway.store.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drafts over the real database, by two nodes. */
class DraftsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Node one;
  private Node two;
  private long draft;

  @BeforeEach
  void open() throws Exception {
    DatabaseSource.Server server = TestDatabase.fresh();
    one = Node.started(server, Tables.file(Tables.TOY_FIRST));
    two = Node.started(server, Tables.file(Tables.TOY_FIRST));
    draft = one.drafts().open("weekend", new BookSource.Active(), "ann").draft().id();
  }

  @AfterEach
  void close() {
    two.close();
    one.close();
  }

  private static JsonNode ops(String json) throws Exception {
    return new ObjectMapper().readTree(json.replace('\'', '"'));
  }

  private static String cell(String row, String column, String was, String now) {
    return "{'op':'cell','sheet':'s1','row':'%s','column':'%s','was':'%s','now':'%s'}"
        .formatted(row, column, was, now);
  }

  private Drafts.Edited edit(Node node, long seen, String who, String... operations)
      throws Exception {
    return node.drafts()
        .edit(draft, seen, ops("[" + String.join(",", operations) + "]"), who, _ -> {});
  }

  @Test
  void editsOfDifferentCellsMergeWhateverTheirAuthorsSaw() throws Exception {
    assertThat(edit(one, 0, "ann", cell("r2", "c2", "1000", "2000")).revision()).isEqualTo(1);
    assertThat(edit(two, 0, "bob", cell("r3", "c3", "Yes", "No")).revision()).isEqualTo(2);
    Drafts.Shown shown = one.drafts().show(draft);
    assertThat(shown.grid().sheets().getFirst().rows().get(1).cells().get(1)).isEqualTo("2000");
    assertThat(shown.grid().sheets().getFirst().rows().get(2).cells().get(2)).isEqualTo("No");
    assertThat(shown.draft().authors()).containsExactly("ann", "bob");
  }

  @Test
  void twoEditorsOnOneCellCollideAndTheSecondIsToldByWhom() throws Exception {
    edit(one, 0, "ann", cell("r2", "c2", "1000", "2000"));
    assertThatThrownBy(() -> edit(two, 0, "bob", cell("r2", "c2", "1000", "3000")))
        .asInstanceOf(type(EditRefusedException.class))
        .satisfies(
            refused -> {
              assertThat(refused.conflict()).isTrue();
              assertThat(refused.by().orElseThrow().who()).isEqualTo("ann");
              assertThat(refused.refusal().place().now()).contains("2000");
              assertThat(refused.revision()).isEqualTo(1);
            });
  }

  @Test
  void aRowThatIsGoneIsAConflictWithWhoeverDeletedIt() throws Exception {
    edit(one, 0, "ann", "{'op':'row-delete','sheet':'s1','row':'r2'}");
    assertThatThrownBy(() -> edit(two, 0, "bob", cell("r2", "c2", "1000", "3000")))
        .asInstanceOf(type(EditRefusedException.class))
        .satisfies(refused -> assertThat(refused.by().orElseThrow().who()).isEqualTo("ann"));
    assertThatThrownBy(() -> edit(two, 0, "bob", cell("r77", "c2", "", "3000")))
        .asInstanceOf(type(EditRefusedException.class))
        .satisfies(refused -> assertThat(refused.conflict()).isFalse());
  }

  @Test
  void manyEditorsAtOnceLoseNothing() throws Exception {
    List<Future<?>> editing = new ArrayList<>();
    try (ExecutorService editors = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        String row =
            "{'op':'row-insert','sheet':'s1','after':'r3','row':'x%d','cells':['# %d']}"
                .formatted(i, i);
        Node node = i % 2 == 0 ? one : two;
        editing.add(editors.submit(() -> edit(node, 0, "ann", row)));
      }
    }
    for (Future<?> done : editing) {
      done.get();
    }
    Drafts.Shown shown = two.drafts().show(draft);
    assertThat(shown.draft().revision()).isEqualTo(20);
    assertThat(shown.grid().sheets().getFirst().rows()).hasSize(23);
    assertThat(shown.problems()).isEmpty();
  }

  @Test
  void manyDraftsAreEditedByTurnsAndNoneIsTakenForAnother() throws Exception {
    List<Long> drafts = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      drafts.add(one.drafts().open("d" + i, new BookSource.Active(), "ann").draft().id());
    }
    for (int turn = 0; turn < 3; turn++) {
      for (int i = 0; i < drafts.size(); i++) {
        String was = turn == 0 ? "1000" : i + "00" + (turn - 1);
        Node node = (turn + i) % 2 == 0 ? one : two;
        JsonNode ops = ops("[" + cell("r2", "c2", was, i + "00" + turn) + "]");
        assertThat(node.drafts().edit(drafts.get(i), turn, ops, "ann", _ -> {}).problems())
            .isEmpty();
      }
    }
    for (int i = 0; i < drafts.size(); i++) {
      for (Node node : List.of(one, two)) {
        Drafts.Shown shown = node.drafts().show(drafts.get(i));
        assertThat(shown.draft().revision()).isEqualTo(3);
        assertThat(shown.grid().sheets().getFirst().rows().get(1).cells().get(1))
            .isEqualTo(i + "002");
      }
    }
  }

  @Test
  void problemsStandAtTheirCells() throws Exception {
    Drafts.Edited edited = edit(one, 0, "ann", cell("r3", "c2", "Yes", "maybe"));
    assertThat(edited.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.sheet()).contains("s1");
              assertThat(problem.row()).contains("r3");
              assertThat(problem.column()).contains("c2");
              assertThat(problem.place()).isEqualTo("B3");
            });
    assertThatThrownBy(() -> one.drafts().submit(draft, "", "ann", _ -> {}))
        .isInstanceOf(WorkbookRefusedException.class);
    assertThat(one.drafts().show(draft).draft().state()).isEqualTo(State.OPEN);
    assertThat(edit(one, 1, "ann", cell("r3", "c2", "maybe", "Yes")).problems()).isEmpty();
  }

  @Test
  void aSubmittedDraftIsAVersionOfAllItsAuthorsAndNotEditedAnyMore() throws Exception {
    edit(two, 0, "bob", cell("r2", "c2", "1000", "2000"));
    long version = one.drafts().submit(draft, "bigger", "cleo", _ -> {});
    assertThat(one.rules().find(version).orElseThrow().version().authors())
        .containsExactly("ann", "bob", "cleo");
    assertThatThrownBy(() -> one.rules().approve(version, "", "bob"))
        .hasMessageContaining("also your work");
    assertThatThrownBy(() -> edit(two, 1, "bob", cell("r2", "c2", "2000", "1000")))
        .hasMessageContaining("was submitted as version 2");
    assertThatThrownBy(() -> one.drafts().submit(draft, "", "ann", _ -> {}))
        .hasMessageContaining("was submitted");
    assertThatThrownBy(() -> one.drafts().discard(draft, "ann"))
        .hasMessageContaining("was submitted");
    one.activate(version);
    assertThat(one.deciding()).isEqualTo(version);
  }

  @Test
  void aRevisionThatIsNotThereYetIsRefused() throws Exception {
    for (long seen : new long[] {1, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> edit(one, seen, "ann", cell("r2", "c2", "1000", "2000")))
          .isInstanceOf(NotPossibleException.class)
          .hasMessage("the draft is at revision 0, not further");
    }
  }

  @Test
  void whoFollowsADraftIsToldOfEditsByOthers() throws Exception {
    try (ExecutorService following = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Drafts.Changes> changes =
          following.submit(() -> two.drafts().changes(draft, 0, Duration.ofSeconds(20)));
      edit(one, 0, "ann", cell("r2", "c2", "1000", "2000"));
      assertThat(changes.get().edits()).extracting(Edit::who).containsExactly("ann");
      Future<Drafts.Changes> end =
          following.submit(() -> two.drafts().changes(draft, 1, Duration.ofSeconds(20)));
      one.drafts().discard(draft, "ann");
      assertThat(end.get().draft().state()).isEqualTo(State.DISCARDED);
    }
  }

  @Test
  void aFileTakesThePlaceOfASheetAndWhatItIsNotAboutStays() throws Exception {
    one.drafts().importFile(draft, Tables.file("policy.csv", Tables.POLICY), false, "ann", _ -> {});
    Drafts.Shown shown = one.drafts().show(draft);
    assertThat(shown.grid().sheets())
        .extracting(sheet -> sheet.name())
        .containsExactly("routing", "policy");
    Drafts.Edited again =
        one.drafts()
            .importFile(draft, Tables.file("policy.csv", Tables.POLICY), false, "ann", _ -> {});
    assertThat(again.revision()).isEqualTo(shown.draft().revision());
    assertThatThrownBy(
            () ->
                one.drafts()
                    .importFile(
                        draft, Tables.file("x.xlsx", "PK\u0003\u0004"), false, "a", _ -> {}))
        .isInstanceOf(WorkbookRefusedException.class);
  }

  @Test
  void tooManyOperationsAreRefusedBeforeTheyAreRead() throws Exception {
    String[] many =
        IntStream.range(0, 10_000).mapToObj(_ -> cell("r2", "c2", "1", "2")).toArray(String[]::new);
    assertThatThrownBy(() -> edit(one, 0, "ann", many))
        .hasMessage("at most 5000 operations at once, not 10000");
  }

  /** Who wrote something cannot approve it because a colleague made a copy. */
  @Test
  void aCopyOfWhatNobodyApprovedIsTheWorkOfItsAuthorsToo() throws Exception {
    edit(one, 0, "ann", cell("r2", "c2", "1000", "2000"));
    assertThat(authors(new BookSource.Draft(draft))).containsExactly("bob", "ann");
    long version = one.drafts().submit(draft, "", "ann", _ -> {});
    assertThat(authors(new BookSource.Version(version))).containsExactly("bob", "ann");
    assertThat(authors(new BookSource.Draft(draft))).containsExactly("bob", "ann");
    assertThat(authors(new BookSource.Active())).containsExactly("bob");
    assertThat(authors(new BookSource.Version(1))).containsExactly("bob");
    one.rules().approve(version, "", "cid");
    assertThat(authors(new BookSource.Version(version))).containsExactly("bob");
    assertThat(authors(new BookSource.Draft(draft))).containsExactly("bob");
  }

  private List<String> authors(BookSource from) throws Exception {
    return one.drafts().open("copy", from, "bob").draft().authors();
  }

  @Test
  void aDraftDoesNotGrowWithoutBound() throws Exception {
    String wide = ",".repeat(99) + "x\n";
    String file = "Type:,notes\nName:,%d\n" + wide.repeat(2_000);
    one.drafts().importFile(draft, Tables.file("a.csv", file.formatted(1)), false, "ann", _ -> {});
    one.drafts().importFile(draft, Tables.file("b.csv", file.formatted(2)), false, "ann", _ -> {});
    long before = one.drafts().show(draft).draft().revision();
    assertThatThrownBy(
            () ->
                one.drafts()
                    .importFile(
                        draft, Tables.file("c.csv", file.formatted(3)), false, "ann", _ -> {}))
        .hasMessageContaining("a draft holds at most 500,000 cells");
    assertThat(one.drafts().show(draft).draft().revision()).isEqualTo(before);
  }

  @Test
  void ofVeryManyProblemsTheFirstAreTold() throws Exception {
    String wrong = ",Toy,Other\n" + "Text ok,maybe,perhaps\n".repeat(900);
    Drafts.Edited edited = one.drafts().importFile(draft, Tables.file(wrong), true, "ann", _ -> {});
    assertThat(edited.problems()).hasSize(501);
    assertThat(edited.problems().getLast().text()).contains("more problems are not listed");
    assertThat(one.drafts().changes(draft, 0, Duration.ZERO).problems())
        .isEqualTo(edited.problems());
    assertThatThrownBy(() -> one.rules().importFile(Tables.file(wrong), true, "", "ann", _ -> {}))
        .isInstanceOf(WorkbookRefusedException.class)
        .hasMessageContaining("more problems are not listed");
  }

  @Test
  void cellsInTheOrderOfColumnsAreRefusedWhenSomebodyChangedTheColumns() throws Exception {
    edit(one, 0, "ann", "{'op':'column-insert','sheet':'s1','after':'c1','column':'new'}");
    assertThatThrownBy(
            () ->
                edit(
                    two,
                    0,
                    "bob",
                    "{'op':'row-insert','sheet':'s1','after':null,'row':'x','cells':['a','b']}"))
        .hasMessageContaining("changed the columns");
    edit(two, 0, "bob", "{'op':'row-insert','sheet':'s1','row':'x','cells':{'c1':'# a'}}");
    eventually("the row is there", PATIENCE, () -> one.drafts().open().getFirst().revision() == 2);
  }
}
