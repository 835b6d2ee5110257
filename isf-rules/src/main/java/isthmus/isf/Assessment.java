package isthmus.isf;

import isthmus.isf.AddressValidity.AddressCheck;
import isthmus.isf.Candidate.RowCheck;
import isthmus.isf.table.CellVerdict;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowVerdict;
import isthmus.isf.table.Strategy;
import isthmus.isf.table.TableRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts together what the table and everything beside the table say about each service. */
final class Assessment {
  private final RoutingTable table;
  private final SelectionRequest request;
  private final AddressValidity addresses;
  private final SelectionSettings settings;
  private final List<RowVerdict> verdicts;

  Assessment(
      RoutingTable table,
      SelectionRequest request,
      AddressValidity addresses,
      SelectionSettings settings,
      List<RowVerdict> verdicts) {
    this.table = table;
    this.request = request;
    this.addresses = addresses;
    this.settings = settings;
    this.verdicts = verdicts;
  }

  /**
   * One candidate for each column, feasible ones first in their order, then the others by column.
   */
  List<Candidate> candidates(Set<String> relaxed) {
    List<Ranked> feasible = new ArrayList<>();
    List<Candidate> others = new ArrayList<>();
    for (int column = 0; column < table.columns().size(); column++) {
      Ranked ranked = candidate(column, relaxed);
      if (ranked.candidate().feasible()) {
        feasible.add(ranked);
      } else {
        others.add(ranked.candidate());
      }
    }
    // The sort is stable: what stays equal keeps the order of columns.
    feasible.sort(this::order);
    List<Candidate> all = new ArrayList<>(table.columns().size());
    feasible.forEach(ranked -> all.add(ranked.candidate()));
    all.addAll(others);
    return List.copyOf(all);
  }

  /** A candidate with the ranks of the soft rows it fulfils, top first. */
  private record Ranked(Candidate candidate, List<Integer> fulfilled) {}

  private int order(Ranked a, Ranked b) {
    if (request.identifier().isPresent()) {
      String named = request.identifier().get().service();
      boolean aNamed = a.candidate().service().equals(named);
      if (aNamed != b.candidate().service().equals(named)) {
        return aNamed ? -1 : 1;
      }
    }
    return table.strategy() == Strategy.WEIGHTS
        ? Long.compare(b.candidate().points(), a.candidate().points())
        : topDown(a.fulfilled(), b.fulfilled());
  }

  /** The first soft row that one of them fulfils and the other does not decides. */
  private static int topDown(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < a.size() && i < b.size(); i++) {
      int difference = Integer.compare(a.get(i), b.get(i));
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(b.size(), a.size());
  }

  private Ranked candidate(int column, Set<String> relaxed) {
    String service = table.columns().get(column).service();
    boolean installed = request.installed().contains(service);
    // Nobody can say what a valid address is in a service that has no function.
    AddressCheck address =
        installed
            ? addresses.check(service, request.recipient())
            : new AddressCheck.Invalid("no function is installed for it");
    Optional<RuledOut> ruledOut =
        installed ? besideTheTable(service, address) : Optional.of(new RuledOut.NotInstalled());
    List<RowCheck> rows = new ArrayList<>(verdicts.size());
    List<Integer> ranks = new ArrayList<>();
    List<String> fulfilled = new ArrayList<>();
    long points = 0;
    for (RowVerdict verdict : verdicts) {
      TableRow row = verdict.row();
      CellVerdict cell = verdict.cells().get(column);
      rows.add(new RowCheck(row, cell));
      switch (cell.outcome()) {
        case FAILED -> {
          if (ruledOut.isEmpty() && rulesOut(row, relaxed)) {
            ruledOut = Optional.of(new RuledOut.ByRow(row.id()));
          }
        }
        case FULFILLED -> {
          if (!rulesOut(row, relaxed)) {
            ranks.add(verdict.rank());
            fulfilled.add(row.id());
            points += row.weight();
          }
        }
        case NO_STATEMENT -> {}
      }
    }
    Optional<String> routing =
        address instanceof AddressCheck.Valid(String valid) ? Optional.of(valid) : Optional.empty();
    return new Ranked(
        new Candidate(
            service, ruledOut, routing, points, List.copyOf(fulfilled), List.copyOf(rows)),
        ranks);
  }

  private static boolean rulesOut(TableRow row, Set<String> relaxed) {
    return switch (row.bearing()) {
      case MANDATORY -> true;
      case RELAXABLE -> !relaxed.contains(row.id());
      case SOFT -> false;
    };
  }

  private Optional<RuledOut> besideTheTable(String service, AddressCheck address) {
    String failure = request.failed().get(service);
    if (failure != null) {
      return Optional.of(new RuledOut.AlreadyFailed(failure));
    }
    if (!request.originatorServices().contains(service)) {
      return Optional.of(new RuledOut.NoOriginatorAddress());
    }
    return switch (settings.recipientAddress()) {
      case REJECTS_REQUEST -> Optional.empty();
      case EXCLUDES_SERVICE ->
          address instanceof AddressCheck.Invalid(String reason)
              ? Optional.of(new RuledOut.AddressNotValid(reason))
              : Optional.empty();
    };
  }
}
