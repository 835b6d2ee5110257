package isthmus.isf.table;

/** A file that is no sheet, or more than a sheet may be. */
final class SheetException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient TableProblem problem;

  SheetException(TableProblem problem) {
    super(problem.line());
    this.problem = problem;
  }

  TableProblem problem() {
    return problem;
  }
}
