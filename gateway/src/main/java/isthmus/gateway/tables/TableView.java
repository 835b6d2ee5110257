package isthmus.gateway.tables;

import isthmus.gateway.store.PostgresRoutingTables.Version;
import isthmus.isf.table.Bearing;
import isthmus.isf.table.Cell;
import isthmus.isf.table.Column;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowKind;
import isthmus.isf.table.Source;
import isthmus.isf.table.Strategy;
import isthmus.isf.table.TableRow;
import java.util.List;
import java.util.OptionalLong;

/**
 * A version and its table, as JSON shows it.
 *
 * @param rules whether it is the one that rules
 */
record TableView(
    Version version,
    boolean rules,
    String name,
    Strategy strategy,
    List<Column> services,
    List<Row> rows) {

  /**
   * A row.
   *
   * @param cells as an operator writes them, in the order of the services
   */
  record Row(
      String id,
      String label,
      RowKind kind,
      String criterion,
      Bearing bearing,
      int weight,
      Source source,
      List<String> cells,
      String comment) {
    private static Row of(TableRow row) {
      return new Row(
          row.id(),
          row.label(),
          row.kind(),
          row.criterion().text(),
          row.bearing(),
          row.weight(),
          row.source(),
          row.cells().stream().map(Cell::text).toList(),
          row.comment());
    }
  }

  static TableView of(Version version, OptionalLong active, RoutingTable table) {
    return new TableView(
        version,
        active.equals(OptionalLong.of(version.version())),
        table.name(),
        table.strategy(),
        table.columns(),
        table.rows().stream().map(Row::of).toList());
  }
}
