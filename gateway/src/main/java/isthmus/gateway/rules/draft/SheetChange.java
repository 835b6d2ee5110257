package isthmus.gateway.rules.draft;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.rules.draft.DraftRefusal.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes rows, columns and cells of one sheet; each change comes with the one that undoes it. */
final class SheetChange {
  private final DraftSheet sheet;
  private final DraftLimits limits;

  SheetChange(DraftSheet sheet, DraftLimits limits) {
    this.sheet = requireNonNull(sheet);
    this.limits = requireNonNull(limits);
  }

  /** The sheet afterwards, and what undoes the change. */
  record Changed(DraftSheet sheet, DraftOp undo) {}

  Changed cell(DraftOp.SetCell op) throws DraftRefusal {
    int row = sheet.row(op.row());
    int column = sheet.column(op.column());
    if (row < 0 || column < 0) {
      throw DraftRefusal.missing(
          Place.cell(op, Optional.empty()),
          row < 0
              ? "there is no row " + op.row() + " in sheet " + sheet.name()
              : "there is no column " + op.column() + " in sheet " + sheet.name());
    }
    limits.text(sheet.key(), op.now());
    String stands = sheet.rows().get(row).cells().get(column);
    if (!stands.equals(op.was()) && !stands.equals(op.now())) {
      throw DraftRefusal.conflict(
          Place.cell(op, Optional.of(stands)), "another text stands in this cell by now");
    }
    List<DraftRow> rows = new ArrayList<>(sheet.rows());
    rows.set(row, rows.get(row).with(column, op.now()));
    return new Changed(
        sheet.withRows(rows),
        new DraftOp.SetCell(op.sheet(), op.row(), op.column(), op.now(), stands));
  }

  Changed insert(DraftOp.InsertRow op) throws DraftRefusal {
    if (sheet.row(op.row()) >= 0) {
      throw DraftRefusal.wrong(sheet.key(), "there is a row " + op.row() + " already");
    }
    List<String> cells = new ArrayList<>();
    for (String column : sheet.columns()) {
      cells.add(text(op.cells().getOrDefault(column, "")));
    }
    for (String column : op.cells().keySet()) {
      if (sheet.column(column) < 0) {
        throw noColumn(column);
      }
    }
    List<DraftRow> rows = new ArrayList<>(sheet.rows());
    rows.add(placeOfRow(op.after()), new DraftRow(op.row(), cells));
    return changed(sheet.withRows(rows), new DraftOp.DeleteRow(op.sheet(), op.row()));
  }

  Changed move(DraftOp.MoveRow op) throws DraftRefusal {
    int from = rowOf(op.row());
    if (op.after().equals(Optional.of(op.row()))) {
      throw DraftRefusal.wrong(sheet.key(), "a row cannot follow itself");
    }
    Optional<String> before = keyAbove(from);
    List<DraftRow> rows = new ArrayList<>(sheet.rows());
    DraftRow row = rows.remove(from);
    rows.add(new SheetChange(sheet.withRows(rows), limits).placeOfRow(op.after()), row);
    return new Changed(sheet.withRows(rows), new DraftOp.MoveRow(op.sheet(), op.row(), before));
  }

  Changed delete(DraftOp.DeleteRow op) throws DraftRefusal {
    int at = rowOf(op.row());
    Map<String, String> cells = new LinkedHashMap<>();
    for (int column = 0; column < sheet.columns().size(); column++) {
      putText(cells, sheet.columns().get(column), sheet.rows().get(at).cells().get(column));
    }
    List<DraftRow> rows = new ArrayList<>(sheet.rows());
    rows.remove(at);
    return new Changed(
        sheet.withRows(rows), new DraftOp.InsertRow(op.sheet(), keyAbove(at), op.row(), cells));
  }

  Changed insert(DraftOp.InsertColumn op) throws DraftRefusal {
    if (sheet.column(op.column()) >= 0) {
      throw DraftRefusal.wrong(sheet.key(), "there is a column " + op.column() + " already");
    }
    for (String row : op.cells().keySet()) {
      rowOf(row);
    }
    int at = placeOfColumn(sheet.columns(), op.after());
    List<String> columns = new ArrayList<>(sheet.columns());
    columns.add(at, op.column());
    List<DraftRow> rows = new ArrayList<>();
    for (DraftRow row : sheet.rows()) {
      rows.add(row.inserted(at, text(op.cells().getOrDefault(row.key(), ""))));
    }
    return changed(
        new DraftSheet(sheet.key(), sheet.name(), columns, rows),
        new DraftOp.DeleteColumn(op.sheet(), op.column()));
  }

  Changed move(DraftOp.MoveColumn op) throws DraftRefusal {
    int from = columnOf(op.column());
    if (op.after().equals(Optional.of(op.column()))) {
      throw DraftRefusal.wrong(sheet.key(), "a column cannot follow itself");
    }
    Optional<String> before = keyLeftOf(from);
    List<String> columns = new ArrayList<>(sheet.columns());
    String moved = columns.remove(from);
    int to = placeOfColumn(columns, op.after());
    columns.add(to, moved);
    List<DraftRow> rows = sheet.rows().stream().map(row -> row.moved(from, to)).toList();
    return new Changed(
        new DraftSheet(sheet.key(), sheet.name(), columns, rows),
        new DraftOp.MoveColumn(op.sheet(), op.column(), before));
  }

  Changed delete(DraftOp.DeleteColumn op) throws DraftRefusal {
    int at = columnOf(op.column());
    Map<String, String> cells = new LinkedHashMap<>();
    sheet.rows().forEach(row -> putText(cells, row.key(), row.cells().get(at)));
    List<String> columns = new ArrayList<>(sheet.columns());
    columns.remove(at);
    List<DraftRow> rows = sheet.rows().stream().map(row -> row.without(at)).toList();
    return new Changed(
        new DraftSheet(sheet.key(), sheet.name(), columns, rows),
        new DraftOp.InsertColumn(op.sheet(), keyLeftOf(at), op.column(), cells));
  }

  private Changed changed(DraftSheet changed, DraftOp undo) throws DraftRefusal {
    limits.rectangle(changed);
    return new Changed(changed, undo);
  }

  private String text(String text) throws DraftRefusal {
    String stripped = text.strip();
    limits.text(sheet.key(), stripped);
    return stripped;
  }

  private static void putText(Map<String, String> cells, String key, String text) {
    if (!text.isEmpty()) {
      cells.put(key, text);
    }
  }

  private int rowOf(String row) throws DraftRefusal {
    int at = sheet.row(row);
    if (at < 0) {
      throw DraftRefusal.missing(
          Place.row(sheet.key(), row), "there is no row " + row + " in sheet " + sheet.name());
    }
    return at;
  }

  private int columnOf(String column) throws DraftRefusal {
    int at = sheet.column(column);
    if (at < 0) {
      throw noColumn(column);
    }
    return at;
  }

  private DraftRefusal noColumn(String column) {
    return DraftRefusal.missing(
        Place.column(sheet.key(), column),
        "there is no column " + column + " in sheet " + sheet.name());
  }

  private int placeOfRow(Optional<String> after) throws DraftRefusal {
    return after.isEmpty() ? 0 : rowOf(after.get()) + 1;
  }

  private int placeOfColumn(List<String> columns, Optional<String> after) throws DraftRefusal {
    if (after.isEmpty()) {
      return 0;
    }
    int at = columns.indexOf(after.get());
    if (at < 0) {
      throw noColumn(after.get());
    }
    return at + 1;
  }

  private Optional<String> keyAbove(int row) {
    return row == 0 ? Optional.empty() : Optional.of(sheet.rows().get(row - 1).key());
  }

  private Optional<String> keyLeftOf(int column) {
    return column == 0 ? Optional.empty() : Optional.of(sheet.columns().get(column - 1));
  }
}
