package isthmus.isf.analysis;

import isthmus.isf.analysis.SheetChange.CellChanged;
import isthmus.isf.analysis.SheetChange.ColumnAdded;
import isthmus.isf.analysis.SheetChange.ColumnMoved;
import isthmus.isf.analysis.SheetChange.ColumnRemoved;
import isthmus.isf.analysis.SheetChange.LineAdded;
import isthmus.isf.analysis.SheetChange.LineMoved;
import isthmus.isf.analysis.SheetChange.LineRemoved;
import isthmus.isf.analysis.SheetChange.Spot;
import isthmus.isf.book.Worksheet;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares two sheets, cell by cell. Used once. */
final class SheetComparison {
  private final Outline before;
  private final Outline after;
  private final Alignment lines;
  private final Alignment columns;
  private final List<SheetChange> changes = new ArrayList<>();

  private SheetComparison(Outline before, Outline after) {
    this.before = before;
    this.after = after;
    LineMatching matching = new LineMatching(before, after);
    this.lines = matching.lines();
    this.columns = matching.columns(lines);
  }

  /** Columns first, then lines in the order of the sheet after, then lines that are gone. */
  static List<SheetChange> of(Worksheet before, Worksheet after) {
    if (before.rows().equals(after.rows())) {
      return List.of();
    }
    SheetComparison comparison = new SheetComparison(Outline.of(before), Outline.of(after));
    comparison.columns();
    comparison.lines();
    return comparison.changes;
  }

  private void columns() {
    boolean[] moved = columns.moved();
    for (int to = 0; to < after.width(); to++) {
      if (columns.added(to)) {
        changes.add(new ColumnAdded(to + 1, after.heading(to), addedCells(to)));
      } else if (moved[to]) {
        changes.add(new ColumnMoved(columns.source(to) + 1, to + 1, after.heading(to)));
      }
    }
    for (int from = 0; from < before.width(); from++) {
      if (columns.removed(from)) {
        changes.add(new ColumnRemoved(from + 1, before.heading(from), removedCells(from)));
      }
    }
  }

  private SortedMap<Integer, String> addedCells(int column) {
    SortedMap<Integer, String> cells = new TreeMap<>();
    for (int at = 0; at < after.size(); at++) {
      if (Outline.isGrid(after.kind(at)) && !lines.added(at) && !after.cell(at, column).isEmpty()) {
        cells.put(at + 1, after.cell(at, column));
      }
    }
    return cells;
  }

  private SortedMap<Integer, String> removedCells(int column) {
    SortedMap<Integer, String> cells = new TreeMap<>();
    for (int at = 0; at < before.size(); at++) {
      if (Outline.isGrid(before.kind(at)) && !before.cell(at, column).isEmpty()) {
        cells.put(at + 1, before.cell(at, column));
      }
    }
    return cells;
  }

  private void lines() {
    boolean[] moved = lines.moved();
    for (int to = 0; to < after.size(); to++) {
      if (lines.added(to)) {
        changes.add(new LineAdded(after.kind(to), to + 1, after.label(to), after.line(to)));
        continue;
      }
      int from = lines.source(to);
      if (moved[to]) {
        changes.add(new LineMoved(after.kind(to), from + 1, to + 1, after.label(to)));
      }
      if (Outline.isGrid(after.kind(to))) {
        gridCells(from, to);
      } else {
        plainCells(from, to);
      }
    }
    for (int from = 0; from < before.size(); from++) {
      if (lines.removed(from)) {
        changes.add(
            new LineRemoved(before.kind(from), from + 1, before.label(from), before.line(from)));
      }
    }
  }

  private void gridCells(int from, int to) {
    for (int column = 0; column < after.width(); column++) {
      if (!columns.added(column)) {
        cell(from, columns.source(column), to, column, after.heading(column));
      }
    }
  }

  /** Settings and remarks do not move with the columns below them. */
  private void plainCells(int from, int to) {
    int width = Math.max(before.line(from).size(), after.line(to).size());
    for (int column = 0; column < width; column++) {
      cell(from, column, to, column, "");
    }
  }

  private void cell(int from, int fromColumn, int to, int toColumn, String heading) {
    String was = before.cell(from, fromColumn);
    String is = after.cell(to, toColumn);
    if (!was.equals(is)) {
      Spot spot = new Spot(from + 1, fromColumn + 1, to + 1, toColumn + 1);
      changes.add(new CellChanged(after.kind(to), spot, after.label(to), heading, was, is));
    }
  }
}
