package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.rules.draft.DraftGrid;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.SheetProblem;
import isthmus.isf.table.Strategy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A draft at one revision. What is wrong with it is found out when somebody asks, once for all who
 * do. Safe for any thread.
 */
final class DraftReading {
  private final long revision;
  private final DraftGrid grid;
  private final Strategy strategy;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<List<DraftProblem>> problems = Optional.empty();

  /**
   * A draft that nobody asked about yet.
   *
   * @param strategy how ties are broken by sheets that do not say
   */
  DraftReading(long revision, DraftGrid grid, Strategy strategy) {
    this.revision = revision;
    this.grid = requireNonNull(grid);
    this.strategy = requireNonNull(strategy);
  }

  long revision() {
    return revision;
  }

  DraftGrid grid() {
    return grid;
  }

  /** What is wrong with it, read as rules; waits for whoever is finding it out. */
  List<DraftProblem> problems() {
    lock.lock();
    try {
      List<DraftProblem> found = problems.orElseGet(this::read);
      problems = Optional.of(found);
      return found;
    } finally {
      lock.unlock();
    }
  }

  private List<DraftProblem> read() {
    return switch (Books.rules(grid.workbook(), strategy)) {
      case RuleSetReading.Good _ -> List.of();
      case RuleSetReading.Bad(List<SheetProblem> wrong) ->
          DraftProblem.of(FirstProblems.of(wrong), grid);
    };
  }
}
