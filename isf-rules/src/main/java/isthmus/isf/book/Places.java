package isthmus.isf.book;

import java.util.Map;
import java.util.Optional;

/**
 * Where in a workbook the parts of a rule set stand, so that findings and explanations can be drawn
 * in the grid.
 *
 * @param sheets names of sheets, by the id of the table, list or map that was read from them
 * @param rows row numbers, 1 at the top, by {@code id of the table/id of the row}
 * @param columns column numbers, 1 at the left, by {@code id of the table/service or heading}, the
 *     heading in lower case
 */
public record Places(
    Map<String, String> sheets, Map<String, Integer> rows, Map<String, Integer> columns) {
  /** Copies the maps. */
  public Places {
    sheets = Map.copyOf(sheets);
    rows = Map.copyOf(rows);
    columns = Map.copyOf(columns);
  }

  /** The name of the sheet that a table, list or map was read from. */
  public Optional<String> sheet(String table) {
    return Optional.ofNullable(sheets.get(table));
  }

  /** The row number of a row; 0 when it is not known. */
  public int row(String table, String row) {
    return rows.getOrDefault(table + '/' + row, 0);
  }

  /** The column number of a service or heading; 0 when it is not known. */
  public int column(String table, String heading) {
    return columns.getOrDefault(table + '/' + heading, 0);
  }
}
