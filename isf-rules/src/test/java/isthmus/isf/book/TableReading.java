package isthmus.isf.book;

import isthmus.isf.table.RoutingTable;
import java.util.List;
import java.util.stream.Collectors;

/** What came of reading a sheet: a whole table, or everything that is wrong with it. */
public sealed interface TableReading {

  /** The sheet holds a table. */
  record Good(RoutingTable table) implements TableReading {}

  /** The sheet holds no table; nothing of it is used. */
  record Bad(List<CellProblem> problems) implements TableReading {
    public Bad {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a refusal has a reason");
      }
    }

    /** All problems, one line each. */
    public String lines() {
      return problems.stream().map(CellProblem::line).collect(Collectors.joining("\n"));
    }
  }
}
