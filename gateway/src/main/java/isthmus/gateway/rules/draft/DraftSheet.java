package isthmus.gateway.rules.draft;

import static java.util.Objects.requireNonNull;

import isthmus.isf.book.Worksheet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A sheet of a draft: a rectangle of text.
 *
 * @param key stays when the sheet is renamed
 * @param name the tab's name
 * @param columns keys of the columns from the left
 * @param rows rows from the top, each as wide as there are columns
 */
public record DraftSheet(String key, String name, List<String> columns, List<DraftRow> rows) {
  /** Copies the lists. */
  public DraftSheet {
    DraftKeys.checked(key);
    requireNonNull(name);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The same when its keys are distinct and it is a rectangle; too slow for each small change. */
  DraftSheet checked() {
    columns.forEach(DraftKeys::checked);
    DraftKeys.distinct(columns);
    DraftKeys.distinct(rows.stream().map(DraftRow::key).toList());
    for (DraftRow row : rows) {
      if (row.cells().size() != columns.size()) {
        throw new IllegalArgumentException(
            "row %s has %d cells for %d columns"
                .formatted(row.key(), row.cells().size(), columns.size()));
      }
    }
    return this;
  }

  /** A worksheet with keys {@code c1…} and {@code r1…}. */
  static DraftSheet of(String key, Worksheet sheet) {
    int width = sheet.rows().stream().mapToInt(List::size).max().orElse(0);
    List<String> columns = IntStream.rangeClosed(1, width).mapToObj(i -> "c" + i).toList();
    List<DraftRow> rows = new ArrayList<>();
    for (int row = 0; row < sheet.rows().size(); row++) {
      int at = row;
      rows.add(
          new DraftRow(
              "r" + (row + 1),
              IntStream.range(0, width).mapToObj(column -> sheet.cell(at, column)).toList()));
    }
    return new DraftSheet(key, sheet.name(), columns, rows);
  }

  /** Without keys, and without blank cells at the ends. */
  Worksheet worksheet() {
    return new Worksheet(name, rows.stream().map(DraftRow::cells).toList());
  }

  /** The position of a row, -1 when there is none of this key. */
  public int row(String row) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).key().equals(row)) {
        return i;
      }
    }
    return -1;
  }

  /** The position of a column, -1 when there is none of this key. */
  public int column(String column) {
    return columns.indexOf(column);
  }

  DraftSheet named(String other) {
    return new DraftSheet(key, other, columns, rows);
  }

  DraftSheet withRows(List<DraftRow> others) {
    return new DraftSheet(key, name, columns, others);
  }
}
