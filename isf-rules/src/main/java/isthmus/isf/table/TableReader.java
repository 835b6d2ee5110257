package isthmus.isf.table;

import java.util.List;

/**
 * Reads a routing table from a file, CSV or XLSX by its content. Appendix D's own layout is enough:
 * a row of services, then rows of a label and one entry for each service. Headings {@code Id},
 * {@code Kind}, {@code Criterion}, {@code Mandatory}, {@code Weight}, {@code Source} and {@code
 * Comment} are columns about the row instead of services; rows above the services whose first cell
 * is {@code Name:}, {@code Id:} or {@code Strategy:} are about the table; rows that begin with #
 * are comments.
 */
public final class TableReader {
  private final SheetLimits limits;
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
    this.limits = limits;
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
    if (file.length > limits.maxFileBytes()) {
      return bad(TableProblem.ofFile("the file is too big", limits.maxFileBytes() + " bytes"));
    }
    try {
      return new TableAssembly(id, strategy).assemble(sheet(file));
    } catch (SheetException e) {
      return bad(e.problem());
    }
  }

  private Sheet sheet(byte[] file) throws SheetException {
    if (file.length >= 4 && file[0] == 'P' && file[1] == 'K' && file[2] == 3 && file[3] == 4) {
      return XlsxSheet.read(file, limits);
    }
    if (file.length >= 4 && (file[0] & 0xFF) == 0xD0 && (file[1] & 0xFF) == 0xCF) {
      throw new SheetException(
          TableProblem.ofFile("an old or encrypted Excel file", "CSV, or XLSX without a password"));
    }
    return CsvSheet.read(file, limits);
  }

  private static TableReading bad(TableProblem problem) {
    return new TableReading.Bad(List.of(problem));
  }
}
