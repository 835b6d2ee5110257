package isthmus.gateway.whatif;

import isthmus.isf.analysis.SheetChange;
import isthmus.isf.analysis.SheetChange.CellChanged;
import isthmus.isf.analysis.SheetChange.ColumnAdded;
import isthmus.isf.analysis.SheetChange.ColumnMoved;
import isthmus.isf.analysis.SheetChange.ColumnRemoved;
import isthmus.isf.analysis.SheetChange.Line;
import isthmus.isf.analysis.SheetChange.LineAdded;
import isthmus.isf.analysis.SheetChange.LineMoved;
import isthmus.isf.analysis.SheetChange.LineRemoved;
import isthmus.isf.analysis.SheetDiff;
import isthmus.isf.analysis.WorkbookDiff;
import isthmus.isf.book.Worksheet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A comparison as the console shows it.
 *
 * @param text the same for people
 */
record DiffView(List<Sheet> sheets, boolean same, String text) {

  /**
   * A sheet.
   *
   * @param was its name before, when it has another now
   * @param from its place among the sheets before, 1 for the first, 0 for none
   * @param to its place among the sheets after
   * @param rows all of them when the sheet was added or removed
   */
  record Sheet(
      String name,
      Optional<String> was,
      SheetDiff.Change change,
      int from,
      int to,
      boolean moved,
      List<Change> changes,
      List<List<String>> rows) {}

  /**
   * A change. Numbers of rows and columns are 1 for the first and 0 where there is none.
   *
   * @param row the row's name
   * @param column the heading
   * @param cells of a row that was added or removed
   * @param byRow cells of a column that was added or removed, by row number
   */
  record Change(
      String kind,
      String row,
      String column,
      String before,
      String after,
      int fromRow,
      int toRow,
      int fromColumn,
      int toColumn,
      List<String> cells,
      Map<Integer, String> byRow) {}

  static DiffView of(WorkbookDiff diff) {
    return new DiffView(
        diff.sheets().stream().map(DiffView::sheet).toList(), diff.same(), diff.toText());
  }

  private static Sheet sheet(SheetDiff sheet) {
    return new Sheet(
        sheet.name(),
        sheet.was(),
        sheet.change(),
        sheet.from(),
        sheet.to(),
        sheet.moved(),
        sheet.changes().stream().map(DiffView::change).toList(),
        sheet.whole().map(Worksheet::rows).orElse(List.of()));
  }

  private static Change change(SheetChange change) {
    return switch (change) {
      case CellChanged(
              Line line,
              SheetChange.Spot spot,
              String row,
              String column,
              String before,
              String after) ->
          new Change(
              kind(line, "cell"),
              row,
              column,
              before,
              after,
              spot.fromRow(),
              spot.toRow(),
              spot.fromColumn(),
              spot.toColumn(),
              List.of(),
              Map.of());
      case LineAdded(Line line, int to, String row, List<String> cells) ->
          line(kind(line, "row-added"), row, "", told(line, cells), 0, to, cells);
      case LineRemoved(Line line, int from, String row, List<String> cells) ->
          line(kind(line, "row-removed"), row, told(line, cells), "", from, 0, cells);
      case LineMoved(Line line, int from, int to, String row) ->
          line(kind(line, "row-moved"), row, "", "", from, to, List.of());
      case ColumnAdded(int to, String column, Map<Integer, String> cells) ->
          column("column-added", column, 0, to, cells);
      case ColumnRemoved(int from, String column, Map<Integer, String> cells) ->
          column("column-removed", column, from, 0, cells);
      case ColumnMoved(int from, int to, String column) ->
          column("column-moved", column, from, to, Map.of());
    };
  }

  /** Settings and comment lines have one kind, whatever became of them. */
  private static String kind(Line line, String otherwise) {
    return switch (line) {
      case SETTING -> "setting";
      case REMARK -> "comment-line";
      case HEADINGS, ROW -> otherwise;
    };
  }

  /** What a setting says, and the text of a comment line. */
  private static String told(Line line, List<String> cells) {
    return switch (line) {
      case SETTING -> cells.size() > 1 ? cells.get(1) : "";
      case REMARK -> cells.isEmpty() ? "" : cells.getFirst();
      case HEADINGS, ROW -> "";
    };
  }

  private static Change line(
      String kind, String row, String before, String after, int from, int to, List<String> cells) {
    return new Change(kind, row, "", before, after, from, to, 0, 0, cells, Map.of());
  }

  private static Change column(
      String kind, String column, int from, int to, Map<Integer, String> cells) {
    return new Change(kind, "", column, "", "", 0, 0, from, to, List.of(), cells);
  }
}
