package isthmus.isf.book;

import java.util.List;

/** A file that is no workbook, or more than a workbook may be. */
final class SheetException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<SheetProblem> problems;

  SheetException(List<SheetProblem> problems) {
    super(problems.getFirst().line());
    this.problems = List.copyOf(problems);
  }

  SheetException(String sheet, CellProblem problem) {
    this(List.of(new SheetProblem(sheet, problem)));
  }

  /** One that concerns the file as a whole. */
  static SheetException ofFile(String wrong, String allowed) {
    return new SheetException("", CellProblem.ofFile(wrong, allowed));
  }

  List<SheetProblem> problems() {
    return problems;
  }
}
