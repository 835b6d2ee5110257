package isthmus.gateway.tables;

import isthmus.isf.table.TableProblem;
import java.util.List;

/** A file that cannot decide; nothing was changed. */
public final class TableRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient CheckedTable.Unusable table;

  TableRefusedException(CheckedTable.Unusable table) {
    super(table.lines());
    this.table = table;
  }

  /** Everything that is wrong with it. */
  public List<TableProblem> problems() {
    return table.problems();
  }

  /** Each problem on a line of its own, after the name of the file. */
  public String lines() {
    return table.lines();
  }
}
