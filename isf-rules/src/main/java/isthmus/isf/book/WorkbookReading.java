package isthmus.isf.book;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/** What came of reading a file: its sheets as text, or everything that is wrong with it. */
public sealed interface WorkbookReading {

  /** The file holds sheets. */
  record Good(Workbook workbook) implements WorkbookReading {
    /** Checks the workbook. */
    public Good {
      requireNonNull(workbook);
    }
  }

  /** The file holds none, or something that no sheet takes; nothing of it is used. */
  record Bad(List<SheetProblem> problems) implements WorkbookReading {
    /** Copies the problems. */
    public Bad {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a refusal has a reason");
      }
    }

    /** All problems, one line each. */
    public String lines() {
      return problems.stream().map(SheetProblem::line).collect(Collectors.joining("\n"));
    }
  }
}
