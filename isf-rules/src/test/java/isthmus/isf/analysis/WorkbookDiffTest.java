package isthmus.isf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.analysis.SheetChange.CellChanged;
import isthmus.isf.analysis.SheetChange.ColumnAdded;
import isthmus.isf.analysis.SheetChange.ColumnMoved;
import isthmus.isf.analysis.SheetChange.ColumnRemoved;
import isthmus.isf.analysis.SheetChange.Line;
import isthmus.isf.analysis.SheetChange.LineAdded;
import isthmus.isf.analysis.SheetChange.LineMoved;
import isthmus.isf.analysis.SheetChange.LineRemoved;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WorkbookDiffTest {
  private static final String TABLE =
      """
      Name:|Routing
      # who may what
      |SMS|MMS|Email|Id
      Max size (bytes)|140|10000|1000000|size
      Picture ok|No|Yes|Yes|picture
      Text ok|Yes|Yes|Yes|text
      """;

  private static Worksheet sheet(String name, String text) {
    return new Worksheet(
        name, text.lines().map(line -> Arrays.asList(line.split("\\|", -1))).toList());
  }

  private static Workbook book(String text) {
    return new Workbook(List.of(sheet("Routing", text)));
  }

  private static List<SheetChange> changes(String before, String after) {
    WorkbookDiff diff = WorkbookDiff.of(book(before), book(after));
    assertThat(diff.apply(book(before))).isEqualTo(normal(book(after)));
    return diff.sheets().getFirst().changes();
  }

  private static Workbook normal(Workbook book) {
    return new Workbook(
        book.sheets().stream()
            .map(sheet -> new Worksheet(sheet.name(), Outline.trimmed(sheet.rows())))
            .toList());
  }

  @Test
  void aWorkbookDoesNotDifferFromItself() {
    WorkbookDiff diff = WorkbookDiff.of(book(TABLE), book(TABLE));

    assertThat(diff.same()).isTrue();
    assertThat(diff.toText()).isEqualTo("nothing differs\n");
  }

  @Test
  void blankCellsAtTheEndOfARowAreNoDifference() {
    assertThat(changes(TABLE, TABLE.replace("|size\n", "|size||\n") + "\n\n")).isEmpty();
  }

  @Test
  void anotherLimitIsOneChangedCell() {
    assertThat(changes(TABLE, TABLE.replace("|140|", "|160|")))
        .singleElement()
        .satisfies(
            change -> {
              CellChanged cell = (CellChanged) change;
              assertThat(cell.row()).isEqualTo("Max size (bytes)");
              assertThat(cell.column()).isEqualTo("SMS");
              assertThat(cell.before()).isEqualTo("140");
              assertThat(cell.after()).isEqualTo("160");
              assertThat(cell.spot()).isEqualTo(new SheetChange.Spot(4, 2, 4, 2));
            });
  }

  @Test
  void whatNobodySeesIsToldByItsNumber() {
    Workbook before = new Workbook(List.of(sheet("Routing", TABLE)));
    Workbook after =
        new Workbook(List.of(sheet("Routing", TABLE.replace("Picture ok", "Picture\u200b ok"))));
    assertThat(WorkbookDiff.of(before, after).toText()).contains("Picture<U+200B> ok");
  }

  @Test
  void anotherNameWithTheSameIdIsOneChangedCell() {
    assertThat(changes(TABLE, TABLE.replace("Picture ok", "Photographs")))
        .singleElement()
        .isInstanceOfSatisfying(
            CellChanged.class,
            cell -> {
              assertThat(cell.line()).isEqualTo(Line.ROW);
              assertThat(cell.before()).isEqualTo("Picture ok");
              assertThat(cell.after()).isEqualTo("Photographs");
            });
  }

  @Test
  void aRowWithoutIdAndWithAnotherNameIsFoundByItsCells() {
    String before = "|SMS|MMS|Email\nText ok|Yes|Yes|Yes\nPicture ok|No|Yes|No\n";

    assertThat(changes(before, before.replace("Picture ok", "Photo ok")))
        .singleElement()
        .isInstanceOf(CellChanged.class);
  }

  @Test
  void aRowThatStandsElsewhereMoved() {
    String after =
        """
        Name:|Routing
        # who may what
        |SMS|MMS|Email|Id
        Text ok|Yes|Yes|Yes|text
        Max size (bytes)|140|10000|1000000|size
        Picture ok|No|Yes|Yes|picture
        """;

    assertThat(changes(TABLE, after)).containsExactly(new LineMoved(Line.ROW, 6, 4, "Text ok"));
  }

  @Test
  void aRowThatMovedAndChangedIsBoth() {
    String after =
        """
        Name:|Routing
        # who may what
        |SMS|MMS|Email|Id
        Text ok|Yes|No|Yes|text
        Max size (bytes)|140|10000|1000000|size
        Picture ok|No|Yes|Yes|picture
        """;

    assertThat(changes(TABLE, after))
        .hasSize(2)
        .hasOnlyElementsOfTypes(LineMoved.class, CellChanged.class);
  }

  @Test
  void rowsAreAddedAndRemoved() {
    String after =
        TABLE.replace("Picture ok|No|Yes|Yes|picture\n", "") + "Group ok|No|No|Yes|group\n";

    assertThat(changes(TABLE, after))
        .containsExactly(
            new LineAdded(Line.ROW, 6, "Group ok", List.of("Group ok", "No", "No", "Yes", "group")),
            new LineRemoved(
                Line.ROW, 5, "Picture ok", List.of("Picture ok", "No", "Yes", "Yes", "picture")));
  }

  @Test
  void aColumnIsAddedOnceWithItsCells() {
    String after =
        """
        Name:|Routing
        # who may what
        |SMS|RCS|MMS|Email|Id
        Max size (bytes)|140|5|10000|1000000|size
        Picture ok|No||Yes|Yes|picture
        Text ok|Yes|No|Yes|Yes|text
        """;

    assertThat(changes(TABLE, after))
        .singleElement()
        .isInstanceOfSatisfying(
            ColumnAdded.class,
            column -> {
              assertThat(column.toColumn()).isEqualTo(3);
              assertThat(column.column()).isEqualTo("RCS");
              assertThat(column.cells()).containsOnlyKeys(3, 4, 6).containsEntry(6, "No");
            });
  }

  @Test
  void aColumnIsRemovedOrMoved() {
    String without =
        """
        Name:|Routing
        # who may what
        |SMS|MMS|Id
        Max size (bytes)|140|10000|size
        Picture ok|No|Yes|picture
        Text ok|Yes|Yes|text
        """;
    String moved =
        """
        Name:|Routing
        # who may what
        |Email|SMS|MMS|Id
        Max size (bytes)|1000000|140|10000|size
        Picture ok|Yes|No|Yes|picture
        Text ok|Yes|Yes|Yes|text
        """;

    assertThat(changes(TABLE, without)).singleElement().isInstanceOf(ColumnRemoved.class);
    assertThat(changes(TABLE, moved)).containsExactly(new ColumnMoved(4, 2, "Email"));
  }

  @Test
  void anotherHeadingAboveTheSameCellsIsOneChangedCell() {
    assertThat(changes(TABLE, TABLE.replace("|SMS|", "|Text message|")))
        .singleElement()
        .isInstanceOfSatisfying(
            CellChanged.class, cell -> assertThat(cell.line()).isEqualTo(Line.HEADINGS));
  }

  @Test
  void settingsAndCommentLinesAreCompared() {
    String after =
        TABLE.replace("Name:|Routing", "Name:|Way\nStrategy:|weights").replace("who", "Who");

    assertThat(changes(TABLE, after))
        .hasSize(3)
        .anySatisfy(
            change ->
                assertThat(change)
                    .isEqualTo(
                        new LineAdded(
                            Line.SETTING, 2, "Strategy:", List.of("Strategy:", "weights"))))
        .anySatisfy(
            change ->
                assertThat(change)
                    .isInstanceOfSatisfying(
                        CellChanged.class, cell -> assertThat(cell.line()).isEqualTo(Line.SETTING)))
        .anySatisfy(
            change ->
                assertThat(change)
                    .isInstanceOfSatisfying(
                        CellChanged.class, cell -> assertThat(cell.line()).isEqualTo(Line.REMARK)));
  }

  @Test
  void sheetsAreFoundByIdThenByNameWhereverTheyStand() {
    Workbook before =
        new Workbook(
            List.of(
                sheet("Routing", TABLE),
                sheet("Policy", "Id:|policy\nType:|policy\nName|To|Force\na|+49*|sms\n"),
                sheet("Old", "Type:|list\nAddress\n+1*\n")));
    Workbook after =
        new Workbook(
            List.of(
                sheet("Rules", "Id:|policy\nType:|policy\nName|To|Force\na|+49*|mms\n"),
                sheet("Routing", TABLE),
                sheet("New", "Type:|list\nAddress\n+1*\n")));
    WorkbookDiff diff = WorkbookDiff.of(before, after);

    assertThat(diff.apply(before)).isEqualTo(normal(after));
    assertThat(diff.sheets())
        .extracting(SheetDiff::name, SheetDiff::change, SheetDiff::moved)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Rules", SheetDiff.Change.CHANGED, true),
            org.assertj.core.groups.Tuple.tuple("Routing", SheetDiff.Change.SAME, false),
            org.assertj.core.groups.Tuple.tuple("New", SheetDiff.Change.ADDED, false),
            org.assertj.core.groups.Tuple.tuple("Old", SheetDiff.Change.REMOVED, false));
    assertThat(diff.toText())
        .isEqualTo(
            """
            Rules: was called Policy, moved from sheet 2 to 1, 1 change
              C4  "a", Force: "sms" -> "mms"
            New: sheet added, 3 rows
            Old: sheet removed, 3 rows
            """);
  }

  @Test
  void anEmptySheetAndAFullOneDiffer() {
    Workbook empty = new Workbook(List.of(new Worksheet("Routing", List.of())));
    WorkbookDiff there = WorkbookDiff.of(empty, book(TABLE));
    WorkbookDiff back = WorkbookDiff.of(book(TABLE), empty);

    assertThat(there.apply(empty)).isEqualTo(normal(book(TABLE)));
    assertThat(back.apply(book(TABLE))).isEqualTo(empty);
  }

  @Test
  void theChangesMadeInTheOneGiveTheOtherWhateverWasEdited() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<List<String>> grid = grid(random, 1 + random.nextInt(12), 1 + random.nextInt(6));
      Workbook before = new Workbook(List.of(new Worksheet("a", grid)));
      List<List<String>> edited = copy(grid);
      int edits = random.nextInt(8);
      for (int i = 0; i < edits; i++) {
        edit(edited, random);
      }
      Workbook after = new Workbook(List.of(new Worksheet("a", edited)));
      WorkbookDiff diff = WorkbookDiff.of(before, after);

      assertThat(diff.apply(before)).as("seed %d", seed).isEqualTo(normal(after));
      assertThat(diff.same()).as("seed %d", seed).isEqualTo(normal(before).equals(normal(after)));
      assertThat(diff.toText()).isNotEmpty();
    }
  }

  @Test
  void aThousandRowsOfAHundredColumnsAreComparedWithEveryRowMoved() {
    Random random = new Random(7);
    List<List<String>> grid = grid(random, 1_000, 100);
    List<List<String>> shuffled = copy(grid);
    java.util.Collections.shuffle(shuffled, random);
    for (List<String> row : shuffled) {
      row.set(0, row.get(0) + "'");
    }
    Workbook before = new Workbook(List.of(new Worksheet("a", grid)));
    Workbook after = new Workbook(List.of(new Worksheet("a", shuffled)));
    long start = System.nanoTime();
    WorkbookDiff diff = WorkbookDiff.of(before, after);
    System.out.printf("1,000 x 100 compared in %d ms%n", (System.nanoTime() - start) / 1_000_000);

    assertThat(diff.apply(before)).isEqualTo(normal(after));
  }

  private static List<List<String>> grid(Random random, int rows, int columns) {
    List<List<String>> grid = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      List<String> line = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        line.add(cell(random, column));
      }
      grid.add(line);
    }
    return grid;
  }

  private static String cell(Random random, int column) {
    String[] words = {"", "Yes", "No", "140", "Id", "x", "y", "#c", "Name:", "Id:", "a b"};
    return column == 0 && random.nextInt(3) > 0
        ? "row " + random.nextInt(40)
        : words[random.nextInt(words.length)];
  }

  private static List<List<String>> copy(List<List<String>> grid) {
    List<List<String>> copy = new ArrayList<>();
    grid.forEach(row -> copy.add(new ArrayList<>(row)));
    return copy;
  }

  private static void edit(List<List<String>> grid, Random random) {
    int row = random.nextInt(grid.size() + 1);
    int column = random.nextInt(6);
    switch (random.nextInt(7)) {
      case 0 -> grid.add(row, new ArrayList<>(List.of(cell(random, 0), "n", "Yes")));
      case 1 -> {
        if (row < grid.size()) {
          grid.remove(row);
        }
      }
      case 2 -> {
        if (row < grid.size()) {
          grid.add(random.nextInt(grid.size()), grid.remove(row));
        }
      }
      case 3 -> grid.forEach(line -> line.add(Math.min(column, line.size()), "c" + column));
      case 4 ->
          grid.forEach(
              line -> {
                if (column < line.size()) {
                  line.remove(column);
                }
              });
      case 5 ->
          grid.forEach(
              line -> {
                if (line.size() > 1) {
                  line.addFirst(line.removeLast());
                }
              });
      default -> {
        if (row < grid.size() && column < grid.get(row).size()) {
          grid.get(row).set(column, cell(random, column));
        }
      }
    }
  }
}
