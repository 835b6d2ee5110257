package isthmus.isf.book;

import isthmus.isf.table.RoutingTable;

/** Writes one routing table as CSV that {@link TableReader} reads back into the same table. */
public final class TableCsv {
  private TableCsv() {}

  /** The whole table, everything written out that a sheet may leave to its defaults. */
  public static String write(RoutingTable table) {
    return WorksheetCsv.write(
        RuleSetWorkbook.sheet(SheetName.of(table.id(), java.util.List.of()), table));
  }
}
