package isthmus.isf.book;

import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.Strategy;
import java.util.List;
import java.util.Optional;

/**
 * Reads one routing table from a file: the first visible sheet, as {@link WorkbookReader} and
 * {@link RuleSetReader} read it. Appendix D's own layout is enough: a row of services, then rows of
 * a label and one entry for each service.
 */
public final class TableReader {
  private final WorkbookReader files;
  private final Strategy strategy;

  /** A reader for which a sheet that names no strategy is read from the top. */
  public TableReader(SheetLimits limits) {
    this(limits, Strategy.TOP_DOWN);
  }

  /**
   * A reader.
   *
   * @param strategy the strategy of a sheet that names none
   */
  public TableReader(SheetLimits limits, Strategy strategy) {
    this.files = new WorkbookReader(limits);
    this.strategy = strategy;
  }

  /**
   * Reads a table.
   *
   * @param id the table's id unless the sheet names one: a-z, 0-9 and dashes
   * @param file the bytes of the file
   * @return the table, or everything that is wrong
   */
  public TableReading read(String id, byte[] file) {
    return switch (files.read(id, file)) {
      case WorkbookReading.Bad(List<SheetProblem> problems) ->
          new TableReading.Bad(problems.stream().map(SheetProblem::problem).toList());
      case WorkbookReading.Good(Workbook workbook) -> read(id, workbook.sheets().getFirst());
    };
  }

  private TableReading read(String id, Worksheet sheet) {
    SheetScan scan = SheetScan.of(sheet);
    Optional<RoutingTable> table = Optional.empty();
    if (scan.clean()) {
      SheetType type = scan.typeOrProblem();
      if (type == SheetType.ROUTING) {
        scan.checkSettings(type);
        SheetIdentity identity = SheetIdentity.of(scan, id, id);
        table = new RoutingSheet(scan, identity, new PlacesBuilder()).read(strategy);
      } else if (scan.problemCount() == 0) {
        scan.sheetProblem("the first sheet is not a routing table", "Type: routing, or none");
      }
    }
    return table
        .<TableReading>map(TableReading.Good::new)
        .orElseGet(() -> new TableReading.Bad(scan.problems()));
  }
}
