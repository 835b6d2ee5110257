package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.rules.draft.DraftLimits;
import isthmus.isf.IsfRules;
import isthmus.isf.Preparation;
import isthmus.isf.PreparedRules;
import isthmus.isf.book.CellProblem;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.SheetProblem;
import isthmus.isf.book.Workbook;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.Strategy;
import java.util.List;
import java.util.Optional;

/** A workbook that was read, compiled and tried. */
public sealed interface CheckedRules {
  /** The workbook can decide; whoever holds it activates or closes what was prepared. */
  record Usable(Workbook book, RuleSet rules, PreparedRules prepared) implements CheckedRules {
    /** Checks the components. */
    public Usable {
      requireNonNull(book);
      requireNonNull(rules);
      requireNonNull(prepared);
    }
  }

  /** The workbook cannot decide, for all these reasons. */
  record Unusable(String name, List<SheetProblem> problems) implements CheckedRules {
    /** Copies the list. */
    public Unusable {
      requireNonNull(name);
      problems = List.copyOf(problems);
    }

    /** Each problem on a line of its own, after the name of the file or draft. */
    public String lines() {
      return WorkbookRefusedException.lines(name, problems);
    }

    WorkbookRefusedException refused() {
      return new WorkbookRefusedException(name, problems);
    }
  }

  /**
   * The same as {@link #of} for a workbook that becomes a version: it must be one that can be
   * edited.
   *
   * @param name of its file or draft
   * @param strategy how ties are broken by sheets that do not say
   */
  static CheckedRules ofNew(String name, Workbook book, Strategy strategy, IsfRules tables) {
    // Files within their bounds may add up, one after another, to what nobody could edit any more.
    Optional<String> tooLarge = DraftLimits.DEFAULT.tooLarge(book);
    if (tooLarge.isPresent()) {
      return new Unusable(
          name,
          List.of(
              new SheetProblem(
                  "", CellProblem.ofFile(tooLarge.get(), DraftLimits.DEFAULT.allowed()))));
    }
    return of(name, book, strategy, tables);
  }

  /**
   * Reads, compiles and tries a workbook; takes tenths of a second, seconds the first time.
   *
   * @param name of its file or draft
   * @param strategy how ties are broken by sheets that do not say
   */
  static CheckedRules of(String name, Workbook book, Strategy strategy, IsfRules tables) {
    return switch (Books.rules(book, strategy)) {
      case RuleSetReading.Bad(List<SheetProblem> problems) -> new Unusable(name, problems);
      case RuleSetReading.Good(RuleSet rules, var _) ->
          switch (tables.prepare(rules)) {
            case Preparation.Ready(PreparedRules prepared) -> new Usable(book, rules, prepared);
            case Preparation.Refused(String why) -> new Unusable(name, List.of(problem(why)));
          };
    };
  }

  private static SheetProblem problem(String why) {
    return new SheetProblem("", new CellProblem(0, 0, "", why, ""));
  }

  /** Frees what was prepared. */
  default void discard() {
    switch (this) {
      case Usable usable -> usable.prepared().close();
      case Unusable _ -> {
        // Nothing was prepared.
      }
    }
  }
}
