package isthmus.isf;

import isthmus.isf.Candidate.RowCheck;
import isthmus.isf.Explanation.DecisiveCell;
import isthmus.isf.Precedence.Ground;
import isthmus.isf.Precedence.Standing;
import isthmus.isf.policy.Action;
import isthmus.isf.table.Bearing;
import isthmus.isf.table.CellVerdict.Outcome;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.Strategy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the cells that decided a selection. */
final class Decisive {
  private Decisive() {}

  static List<DecisiveCell> cells(Explanation explanation, RoutingTable table) {
    Set<DecisiveCell> cells = new LinkedHashSet<>();
    List<Candidate> feasible = new ArrayList<>();
    for (Candidate candidate : explanation.candidates()) {
      if (candidate.feasible()) {
        feasible.add(candidate);
      } else {
        rulingOut(explanation, candidate, cells);
      }
    }
    Precedence precedence = precedence(explanation, table);
    for (int i = 0; i + 1 < feasible.size(); i++) {
      between(feasible.get(i), feasible.get(i + 1), precedence, cells);
    }
    return List.copyOf(cells);
  }

  /** Every cell that is enough to rule the service out. */
  private static void rulingOut(
      Explanation explanation, Candidate candidate, Set<DecisiveCell> cells) {
    for (RowCheck check : candidate.rows()) {
      boolean strict =
          switch (check.row().bearing()) {
            case MANDATORY -> true;
            case RELAXABLE -> !explanation.relaxed().contains(check.row().id());
            case SOFT -> false;
          };
      if (strict && check.verdict().outcome() == Outcome.FAILED) {
        cells.add(cell(candidate, check));
      }
    }
  }

  /** Where soft rows decided: the first one that differs, or all that carry points. */
  private static void between(
      Candidate first, Candidate next, Precedence precedence, Set<DecisiveCell> cells) {
    Standing ahead = standing(first, 0);
    Standing behind = standing(next, 1);
    if (precedence.ground(ahead, behind) != Ground.ROWS) {
      return;
    }
    if (precedence.strategy() == Strategy.TOP_DOWN) {
      int row = Precedence.firstDifference(ahead.fulfilled(), behind.fulfilled());
      cells.add(cell(first, first.rows().get(row)));
      cells.add(cell(next, next.rows().get(row)));
      return;
    }
    points(first, ahead, cells);
    points(next, behind, cells);
  }

  private static void points(Candidate candidate, Standing standing, Set<DecisiveCell> cells) {
    standing.fulfilled().stream()
        .mapToObj(candidate.rows()::get)
        .filter(check -> check.row().weight() > 0)
        .forEach(check -> cells.add(cell(candidate, check)));
  }

  private static DecisiveCell cell(Candidate candidate, RowCheck check) {
    return new DecisiveCell(candidate.service(), check.row().id(), check.verdict());
  }

  /** As it was compared, with positions among the rows that concern the request. */
  private static Standing standing(Candidate candidate, int column) {
    BitSet fulfilled = new BitSet();
    for (int row = 0; row < candidate.rows().size(); row++) {
      RowCheck check = candidate.rows().get(row);
      if (check.row().bearing() != Bearing.MANDATORY
          && candidate.fulfilled().contains(check.row().id())) {
        fulfilled.set(row);
      }
    }
    return new Standing(candidate.service(), candidate.points(), fulfilled, column);
  }

  private static Precedence precedence(Explanation explanation, RoutingTable table) {
    List<String> preferred =
        explanation.matches().stream()
            .flatMap(match -> match.action(Action.Prefer.class).stream())
            .findFirst()
            .map(Action.Prefer::services)
            .orElse(List.of());
    return new Precedence(
        explanation.identifier().map(named -> named.service()),
        preferred,
        table.strategy(),
        explanation.user().priorities());
  }
}
