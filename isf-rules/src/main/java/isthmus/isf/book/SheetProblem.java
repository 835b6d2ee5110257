package isthmus.isf.book;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a workbook.
 *
 * @param sheet the name of the sheet; empty when the workbook as a whole is meant
 * @param problem what and where in the sheet
 */
public record SheetProblem(String sheet, CellProblem problem) {
  /** Checks the components. */
  public SheetProblem {
    requireNonNull(sheet);
    requireNonNull(problem);
  }

  /** The problem in one line: {@code Policy C4 "maybe": …}. */
  public String line() {
    return sheet.isEmpty() ? problem.line() : sheet + " " + problem.line();
  }
}
