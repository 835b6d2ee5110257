package isthmus.gateway.tables;

import isthmus.isf.book.SheetProblem;
import isthmus.isf.book.Workbook;
import java.util.List;

/** What came of reading a file: a workbook, or everything that is wrong with it. */
sealed interface BookReading {
  /** The file holds a workbook. */
  record Good(Workbook book) implements BookReading {}

  /** The file holds none. */
  record Bad(List<SheetProblem> problems) implements BookReading {
    /** Copies the problems. */
    public Bad {
      problems = List.copyOf(problems);
    }
  }
}
