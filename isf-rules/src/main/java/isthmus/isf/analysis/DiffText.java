package isthmus.isf.analysis;

import isthmus.isf.analysis.SheetChange.CellChanged;
import isthmus.isf.analysis.SheetChange.ColumnAdded;
import isthmus.isf.analysis.SheetChange.ColumnMoved;
import isthmus.isf.analysis.SheetChange.ColumnRemoved;
import isthmus.isf.analysis.SheetChange.Line;
import isthmus.isf.analysis.SheetChange.LineAdded;
import isthmus.isf.analysis.SheetChange.LineMoved;
import isthmus.isf.analysis.SheetChange.LineRemoved;
import isthmus.isf.table.PlainText;
import java.util.List;
import java.util.stream.Collectors;

/** A comparison as lines for a shell. */
final class DiffText {
  private static final int MAX_CELL = 60;

  private DiffText() {}

  static String of(WorkbookDiff diff) {
    return diff.same()
        ? "nothing differs\n"
        : diff.sheets().stream().map(DiffText::sheet).collect(Collectors.joining());
  }

  private static String sheet(SheetDiff sheet) {
    return switch (sheet.change()) {
      case SAME -> "";
      case ADDED -> sheet.name() + ": sheet added, " + rows(sheet) + "\n";
      case REMOVED -> sheet.name() + ": sheet removed, " + rows(sheet) + "\n";
      case CHANGED -> changed(sheet);
    };
  }

  private static String rows(SheetDiff sheet) {
    return counted(sheet.whole().map(whole -> whole.rows().size()).orElse(0), "row");
  }

  private static String changed(SheetDiff sheet) {
    StringBuilder text = new StringBuilder(sheet.name()).append(':');
    sheet.was().ifPresent(was -> text.append(" was called ").append(was).append(','));
    if (sheet.moved()) {
      text.append(" moved from sheet %d to %d,".formatted(sheet.from(), sheet.to()));
    }
    text.append(' ').append(counted(sheet.changes().size(), "change")).append('\n');
    sheet.changes().forEach(change -> text.append("  ").append(line(change)).append('\n'));
    return text.toString();
  }

  private static String counted(int count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }

  /** One change in one line. */
  static String line(SheetChange change) {
    return switch (change) {
      case CellChanged cell -> cell(cell);
      case LineAdded(Line line, int to, String _, List<String> cells) ->
          "row %d %sadded: %s".formatted(to, word(line), cells(cells));
      case LineRemoved(Line line, int from, String _, List<String> cells) ->
          "row %d %sremoved: %s".formatted(from, word(line), cells(cells));
      case LineMoved(Line line, int from, int to, String row) ->
          "row %d %smoved to %d: %s".formatted(from, word(line), to, quoted(row));
      case ColumnAdded added ->
          "column %s added: %s".formatted(letters(added.toColumn()), quoted(added.column()));
      case ColumnRemoved removed ->
          "column %s removed: %s"
              .formatted(letters(removed.fromColumn()), quoted(removed.column()));
      case ColumnMoved moved ->
          "column %s moved to %s: %s"
              .formatted(
                  letters(moved.fromColumn()), letters(moved.toColumn()), quoted(moved.column()));
    };
  }

  private static String cell(CellChanged cell) {
    String what =
        switch (cell.line()) {
          case ROW -> quoted(cell.row()) + (cell.column().isEmpty() ? "" : ", " + cell.column());
          case HEADINGS -> "heading";
          case SETTING -> "setting " + cell.row();
          case REMARK -> "comment line";
        };
    return "%s%d  %s: %s -> %s"
        .formatted(
            letters(cell.spot().toColumn()),
            cell.spot().toRow(),
            what,
            quoted(cell.before()),
            quoted(cell.after()));
  }

  private static String word(Line line) {
    return switch (line) {
      case SETTING -> "(setting) ";
      case REMARK -> "(comment) ";
      case HEADINGS -> "(headings) ";
      case ROW -> "";
    };
  }

  private static String cells(List<String> cells) {
    return cells.stream().map(DiffText::shortened).collect(Collectors.joining(" | "));
  }

  private static String quoted(String text) {
    return "\"" + shortened(text) + "\"";
  }

  private static String shortened(String text) {
    return PlainText.visible(
        text.length() <= MAX_CELL ? text : text.substring(0, MAX_CELL - 1) + "…");
  }

  /** A column number as in a spreadsheet. */
  static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int left = column; left > 0; left = (left - 1) / 26) {
      letters.insert(0, (char) ('A' + (left - 1) % 26));
    }
    return letters.toString();
  }
}
