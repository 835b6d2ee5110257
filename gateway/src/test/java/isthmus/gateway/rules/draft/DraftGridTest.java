package isthmus.gateway.rules.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations on drafts, alone and merged. */
class DraftGridTest {
  private static final DraftGrid GRID =
      DraftGrid.of(
          new Workbook(
              List.of(
                  new Worksheet(
                      "routing",
                      List.of(
                          List.of("", "SMS", "MMS"),
                          List.of("Text ok", "Yes", "Yes"),
                          List.of("Max segments", "10"))),
                  new Worksheet(
                      "friends", List.of(List.of("Type:", "list"), List.of("Address"))))));

  private static DraftGrid apply(DraftGrid grid, DraftOp op) throws DraftRefusal {
    return grid.apply(op, DraftLimits.DEFAULT).grid();
  }

  private static DraftOp.SetCell cell(String row, String column, String was, String now) {
    return new DraftOp.SetCell("s1", row, column, was, now);
  }

  /** An operation that fits what is there. */
  private static Optional<DraftOp> some(DraftGrid grid, Random random, int number) {
    if (grid.sheets().isEmpty()) {
      return Optional.of(
          new DraftOp.InsertSheet(
              "n" + number, Optional.empty(), "new " + number, List.of(), List.of()));
    }
    DraftSheet sheet = grid.sheets().get(random.nextInt(grid.sheets().size()));
    Optional<String> row = one(sheet.rows().stream().map(DraftRow::key).toList(), random);
    Optional<String> column = one(sheet.columns(), random);
    Optional<String> other = one(grid.sheets().stream().map(DraftSheet::key).toList(), random);
    String text = "text " + random.nextInt(5);
    return switch (random.nextInt(11)) {
      case 0, 1, 2 -> row.flatMap(r -> column.map(c -> set(sheet, r, c, text)));
      case 3 ->
          Optional.of(
              new DraftOp.InsertRow(
                  sheet.key(),
                  row,
                  "n" + number,
                  column.map(c -> Map.of(c, text)).orElse(Map.of())));
      case 4 -> row.map(r -> new DraftOp.DeleteRow(sheet.key(), r));
      case 5 ->
          row.map(
              r ->
                  new DraftOp.MoveRow(
                      sheet.key(),
                      r,
                      one(sheet.rows().stream().map(DraftRow::key).toList(), random)
                          .filter(after -> !after.equals(r))));
      case 6 ->
          Optional.of(
              new DraftOp.InsertColumn(
                  sheet.key(),
                  column,
                  "n" + number,
                  row.map(r -> Map.of(r, text)).orElse(Map.of())));
      case 7 -> column.map(c -> new DraftOp.DeleteColumn(sheet.key(), c));
      case 8 ->
          column.map(
              c ->
                  new DraftOp.MoveColumn(
                      sheet.key(), c, one(sheet.columns(), random).filter(a -> !a.equals(c))));
      case 9 ->
          Optional.of(new DraftOp.RenameSheet(sheet.key(), sheet.name(), "renamed " + number));
      default ->
          random.nextBoolean()
              ? Optional.of(new DraftOp.DeleteSheet(sheet.key()))
              : Optional.of(
                  new DraftOp.MoveSheet(
                      sheet.key(), other.filter(after -> !after.equals(sheet.key()))));
    };
  }

  private static DraftOp set(DraftSheet sheet, String row, String column, String text) {
    String was = sheet.rows().get(sheet.row(row)).cells().get(sheet.column(column));
    return new DraftOp.SetCell(sheet.key(), row, column, was, text);
  }

  private static Optional<String> one(List<String> keys, Random random) {
    return keys.isEmpty() || random.nextInt(8) == 0
        ? Optional.empty()
        : Optional.of(keys.get(random.nextInt(keys.size())));
  }

  @Property(tries = 300)
  void undoingEverythingLeadsBack(@ForAll long seed) throws DraftRefusal {
    Random random = new Random(seed);
    DraftGrid grid = GRID;
    Deque<DraftOp> undo = new ArrayDeque<>();
    for (int number = 0; number < 40; number++) {
      Optional<DraftOp> op = some(grid, random, number);
      if (op.isPresent()) {
        // As it comes back from the database.
        DraftOp stored = DraftJson.ops(DraftJson.write(List.of(op.get()))).getFirst();
        assertThat(stored).isEqualTo(op.get());
        DraftGrid.Applied applied = grid.apply(stored, DraftLimits.DEFAULT);
        grid = applied.grid();
        undo.push(applied.undo());
        grid.sheets().forEach(DraftSheet::checked);
        assertThat(DraftJson.grid(DraftJson.write(grid))).isEqualTo(grid);
      }
    }
    while (!undo.isEmpty()) {
      grid = apply(grid, undo.pop());
    }
    assertThat(grid).isEqualTo(GRID);
  }

  /**
   * Two editors look at the draft now and then and send what they see fit; whatever was taken stays
   * until somebody who saw it changes it.
   */
  @Property(tries = 300)
  void twoEditorsLoseNothingThatWasTaken(@ForAll long seed) {
    Random random = new Random(seed);
    DraftMerge merge = new DraftMerge(DraftLimits.DEFAULT);
    DraftGrid grid = GRID;
    List<DraftEdit> log = new ArrayList<>();
    Map<String, DraftGrid> seen = new HashMap<>(Map.of("ann", GRID, "bob", GRID));
    Map<String, Long> revisions = new HashMap<>(Map.of("ann", 0L, "bob", 0L));
    for (int number = 0; number < 40; number++) {
      String who = random.nextBoolean() ? "ann" : "bob";
      Optional<DraftOp> op = some(seen.get(who), random, number);
      if (op.isEmpty()) {
        continue;
      }
      DraftMerge.Outcome outcome = merge.merge(grid, log, revisions.get(who), List.of(op.get()));
      if (outcome instanceof DraftMerge.Outcome.Merged(DraftGrid merged)) {
        if (op.get() instanceof DraftOp.SetCell cell) {
          assertThat(text(merged, cell)).isEqualTo(cell.now());
          assertThat(text(grid, cell)).isIn(cell.was(), cell.now());
        }
        refuseUnseenLosses(grid, merged, op.get(), log, revisions.get(who));
        grid = merged;
        log.add(new DraftEdit(log.size() + 1, who, Instant.EPOCH, List.of(op.get())));
      }
      if (random.nextInt(3) > 0) {
        seen.put(who, grid);
        revisions.put(who, (long) log.size());
      }
    }
  }

  private static String text(DraftGrid grid, DraftOp.SetCell cell) {
    DraftSheet sheet = grid.sheet(cell.sheet()).orElseThrow();
    return sheet.rows().get(sheet.row(cell.row())).cells().get(sheet.column(cell.column()));
  }

  /** What an operation took away was not written by an edit that its author had not seen. */
  private static void refuseUnseenLosses(
      DraftGrid before, DraftGrid after, DraftOp op, List<DraftEdit> log, long seen) {
    for (DraftEdit edit : log) {
      for (DraftOp done : edit.ops()) {
        if (edit.revision() > seen && done instanceof DraftOp.SetCell cell && there(before, cell)) {
          assertThat(there(after, cell)).as("%s after %s", op, cell).isTrue();
        }
      }
    }
  }

  private static boolean there(DraftGrid grid, DraftOp.SetCell cell) {
    return grid.sheet(cell.sheet())
        .filter(sheet -> sheet.row(cell.row()) >= 0 && sheet.column(cell.column()) >= 0)
        .isPresent();
  }

  @Test
  void aCellThatSomebodyElseChangedIsAConflictThatSaysWhatStandsThere() throws DraftRefusal {
    DraftGrid changed = apply(GRID, cell("r2", "c2", "Yes", "No"));
    assertThatThrownBy(() -> apply(changed, cell("r2", "c2", "Yes", "")))
        .asInstanceOf(type(DraftRefusal.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(DraftRefusal.Kind.CONFLICT);
              assertThat(refusal.place().now()).contains("No");
            });
    // The same change twice is none.
    assertThat(apply(changed, cell("r2", "c2", "Yes", "No"))).isEqualTo(changed);
  }

  @Test
  void aRowThatSomebodyEditedUnseenIsNotDeleted() {
    DraftMerge merge = new DraftMerge(DraftLimits.DEFAULT);
    DraftEdit edit = new DraftEdit(1, "ann", Instant.EPOCH, List.of(cell("r2", "c2", "Yes", "No")));
    List<DraftOp> delete = List.of(new DraftOp.DeleteRow("s1", "r2"));
    assertThat(merge.merge(GRID, List.of(edit), 0, delete))
        .asInstanceOf(type(DraftMerge.Outcome.Refused.class))
        .satisfies(
            refused -> {
              assertThat(refused.conflict()).isTrue();
              assertThat(refused.by().orElseThrow().who()).isEqualTo("ann");
            });
    assertThat(merge.merge(GRID, List.of(edit), 1, delete))
        .isInstanceOf(DraftMerge.Outcome.Merged.class);
  }

  @Test
  void operationsAreDoneTogetherOrNotAtAll() {
    DraftMerge merge = new DraftMerge(DraftLimits.DEFAULT);
    assertThat(
            merge.merge(
                GRID,
                List.of(),
                0,
                List.of(cell("r2", "c2", "Yes", "No"), cell("r9", "c2", "", "x"))))
        .asInstanceOf(type(DraftMerge.Outcome.Refused.class))
        .satisfies(
            refused -> {
              assertThat(refused.index()).isEqualTo(1);
              assertThat(refused.conflict()).isFalse();
            });
  }

  @Test
  void whatIsTooBigIsRefused() {
    assertThatThrownBy(() -> apply(GRID, cell("r2", "c2", "Yes", "x".repeat(1_000_000))))
        .hasMessage("a cell holds at most 1000 characters, not 1000000");
    assertThatThrownBy(() -> apply(GRID, cell("r2", "c2", "Yes", "half \ud83d")))
        .hasMessageContaining("half characters");
    assertThatThrownBy(
            () -> {
              DraftGrid grid = GRID;
              for (int i = 0; i < 1_000; i++) {
                grid =
                    apply(
                        grid,
                        new DraftOp.InsertSheet(
                            "x" + i, Optional.empty(), "x" + i, List.of(), List.of()));
              }
            })
        .hasMessage("a workbook has at most 50 sheets");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Routing", "a/b", "history", "a name that is longer than 31 letters"})
  void aSheetHasANameThatSpreadsheetsTake(String name) {
    assertThatThrownBy(() -> apply(GRID, new DraftOp.RenameSheet("s2", "friends", name)))
        .isInstanceOf(DraftRefusal.class);
  }
}
