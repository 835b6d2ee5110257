package isthmus.isf.book;

import static java.util.Objects.requireNonNull;

import isthmus.isf.policy.RuleSet;
import java.util.List;

/** What came of reading a workbook: a rule set, or everything that is wrong with it. */
public sealed interface RuleSetReading {

  /** The workbook holds a rule set. */
  record Good(RuleSet rules, Places places) implements RuleSetReading {
    /** Checks the components. */
    public Good {
      requireNonNull(rules);
      requireNonNull(places);
    }
  }

  /** The workbook holds none; nothing of it is used. */
  record Bad(List<SheetProblem> problems) implements RuleSetReading {
    /** Copies the problems. */
    public Bad {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a refusal has a reason");
      }
    }
  }
}
