package isthmus.isf.book;

import isthmus.isf.table.TableRow;
import isthmus.isf.table.Words;
import java.util.HashMap;
import java.util.Map;

/** Gives the rows of a sheet their ids: written ones, or made of their labels. Used once. */
final class RowIds {
  /** Stands for an id that was refused. */
  static final String REFUSED = "row";

  private final SheetScan scan;
  private final String twice;
  private final Map<String, Integer> taken = new HashMap<>();

  /**
   * The ids of a sheet.
   *
   * @param twice what is told of a second row with an id, before the number of the first
   */
  RowIds(SheetScan scan, String twice) {
    this.scan = scan;
    this.twice = twice;
  }

  /** The id of a row; {@code index} is the position of column Id, 0 when there is none. */
  String id(SheetScan.Line line, int index, String label) {
    String written = index == 0 ? "" : line.cell(index);
    String slug = Words.slug(label);
    String id = written.isEmpty() ? slug.substring(0, Math.min(48, slug.length())) : written;
    int column = written.isEmpty() ? 0 : index;
    if (!TableRow.ID.matcher(id).matches()) {
      scan.problem(
          line,
          column,
          written.isEmpty() ? label : written,
          written.isEmpty() ? "no id can be made of this name" : "not an id",
          "a-z, 0-9 and dashes in a column Id");
      return REFUSED;
    }
    Integer first = taken.putIfAbsent(id, line.number());
    if (first != null) {
      scan.problem(
          line,
          column,
          written.isEmpty() ? label : written,
          twice + first,
          "one row for each name or id");
    }
    return id;
  }
}
