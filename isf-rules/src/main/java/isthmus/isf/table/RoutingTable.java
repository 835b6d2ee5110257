package isthmus.isf.table;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A routing table as in CPM SD appendix D. The order of rows is their rank, top first; the order of
 * columns is the last tie-break, left first.
 *
 * @param id a name that stays: a-z, 0-9 and dashes
 * @param name the operator's words
 * @param strategy how feasible services are ordered
 * @param columns the services
 * @param rows the criteria
 */
public record RoutingTable(
    String id, String name, Strategy strategy, List<Column> columns, List<TableRow> rows) {

  /** Checks that rows fit the columns, and that none of either stands twice. */
  public RoutingTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    if (columns.isEmpty() || rows.isEmpty()) {
      throw new IllegalArgumentException("a table has at least one service and one row");
    }
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.service())) {
        throw new IllegalArgumentException("two columns for " + column.service());
      }
    }
    names.clear();
    for (TableRow row : rows) {
      if (!names.add(row.id())) {
        throw new IllegalArgumentException("two rows with id " + row.id());
      }
      if (row.cells().size() != columns.size()) {
        throw new IllegalArgumentException("row " + row.id() + " does not fit the columns");
      }
    }
  }

  /** The position of a service's column. */
  public OptionalInt column(String service) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).service().equals(service)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
