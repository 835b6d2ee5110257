package isthmus.gateway.rules;

import isthmus.isf.book.SheetProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A workbook that cannot decide; nothing was changed. */
public final class WorkbookRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<SheetProblem> problems;

  WorkbookRefusedException(String name, List<SheetProblem> problems) {
    super(lines(name, problems));
    this.problems = List.copyOf(FirstProblems.of(problems));
  }

  /** What is wrong with it: the first problems, when there are very many. */
  public List<SheetProblem> problems() {
    return problems;
  }

  /** Each problem on a line of its own, after the name of the file or draft. */
  public String lines() {
    return String.valueOf(getMessage());
  }

  static String lines(String name, List<SheetProblem> problems) {
    return FirstProblems.of(problems).stream()
        .map(problem -> name + ": " + problem.line())
        .collect(Collectors.joining("\n"));
  }
}
