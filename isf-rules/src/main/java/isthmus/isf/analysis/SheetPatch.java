package isthmus.isf.analysis;

import isthmus.isf.analysis.SheetChange.CellChanged;
import isthmus.isf.analysis.SheetChange.ColumnAdded;
import isthmus.isf.analysis.SheetChange.ColumnMoved;
import isthmus.isf.analysis.SheetChange.ColumnRemoved;
import isthmus.isf.analysis.SheetChange.LineAdded;
import isthmus.isf.analysis.SheetChange.LineMoved;
import isthmus.isf.analysis.SheetChange.LineRemoved;
import isthmus.isf.book.Worksheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes the changes of a comparison in the sheet before. Used once. */
final class SheetPatch {
  private final Map<Integer, LineAdded> addedLines = new TreeMap<>();
  private final Set<Integer> removedLines = new HashSet<>();
  private final Map<Integer, Integer> movedLines = new TreeMap<>();
  private final Map<Integer, ColumnAdded> addedColumns = new TreeMap<>();
  private final Set<Integer> removedColumns = new HashSet<>();
  private final Map<Integer, Integer> movedColumns = new TreeMap<>();
  private final List<CellChanged> cells = new ArrayList<>();

  private SheetPatch(List<SheetChange> changes) {
    for (SheetChange change : changes) {
      switch (change) {
        case CellChanged cell -> cells.add(cell);
        case LineAdded added -> addedLines.put(added.toRow(), added);
        case LineRemoved removed -> removedLines.add(removed.fromRow());
        case LineMoved moved -> movedLines.put(moved.toRow(), moved.fromRow());
        case ColumnAdded added -> addedColumns.put(added.toColumn(), added);
        case ColumnRemoved removed -> removedColumns.add(removed.fromColumn());
        case ColumnMoved moved -> movedColumns.put(moved.toColumn(), moved.fromColumn());
      }
    }
  }

  static Worksheet apply(Worksheet before, String name, List<SheetChange> changes) {
    return new Worksheet(name, new SheetPatch(changes).apply(Outline.of(before)));
  }

  private List<List<String>> apply(Outline before) {
    int[] rows = order(before.size(), addedLines.keySet(), removedLines, movedLines);
    int[] columns = order(before.width(), addedColumns.keySet(), removedColumns, movedColumns);
    List<List<String>> made = new ArrayList<>();
    for (int to = 1; to <= rows.length; to++) {
      LineAdded added = addedLines.get(to);
      made.add(
          added != null ? new ArrayList<>(added.cells()) : kept(before, rows[to - 1] - 1, columns));
    }
    addedColumns.forEach(
        (to, column) -> column.cells().forEach((row, text) -> put(made, row, to, text)));
    cells.forEach(cell -> put(made, cell.spot().toRow(), cell.spot().toColumn(), cell.after()));
    return Outline.trimmed(made);
  }

  /** For each place after the place before, 0 for what is new. */
  private static int[] order(
      int before, Set<Integer> added, Set<Integer> removed, Map<Integer, Integer> moved) {
    int[] order = new int[before - removed.size() + added.size()];
    moved.forEach((to, from) -> order[to - 1] = from);
    Set<Integer> movedFrom = new HashSet<>(moved.values());
    int from = 1;
    for (int to = 1; to <= order.length; to++) {
      if (order[to - 1] != 0 || added.contains(to)) {
        continue;
      }
      while (removed.contains(from) || movedFrom.contains(from)) {
        from++;
      }
      order[to - 1] = from++;
    }
    return order;
  }

  private static List<String> kept(Outline before, int at, int[] columns) {
    if (!Outline.isGrid(before.kind(at))) {
      return new ArrayList<>(before.line(at));
    }
    List<String> line = new ArrayList<>(columns.length);
    Arrays.stream(columns).forEach(from -> line.add(from == 0 ? "" : before.cell(at, from - 1)));
    return line;
  }

  private static void put(List<List<String>> rows, int row, int column, String text) {
    List<String> line = rows.get(row - 1);
    while (line.size() < column) {
      line.add("");
    }
    line.set(column - 1, text);
  }
}
