package isthmus.isf;

import isthmus.cpm.interworking.AddressCheck;
import isthmus.isf.Precedence.Standing;
import isthmus.isf.table.CellVerdict;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowVerdict;
import isthmus.isf.table.TableRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts together what the table and everything beside the table say about each service. */
final class Assessment {
  private final RoutingTable table;
  private final SelectionRequest request;
  private final AddressValidity addresses;
  private final SelectionSettings settings;
  private final RoutingAddresses routing;
  private final Precedence precedence;
  private final Optional<Directives.By<String>> forced;
  private final Map<String, String> forbidden;

  Assessment(
      RoutingTable table,
      SelectionRequest request,
      AddressValidity addresses,
      SelectionSettings settings,
      Directives directives,
      RoutingAddresses routing) {
    this.table = table;
    this.request = request;
    this.addresses = addresses;
    this.settings = settings;
    this.routing = routing;
    this.forced =
        directives.force().map(by -> new Directives.By<>(by.wanted().service(), by.row()));
    this.forbidden = directives.forbidden();
    this.precedence =
        new Precedence(
            request.identifier().map(named -> named.service()),
            directives.prefer(),
            table.strategy(),
            request.user().priorities());
  }

  /** A candidate, and how it is compared with others. */
  private record Ranked(Candidate candidate, Standing standing) {}

  /**
   * One candidate for each column, feasible ones first in their order, then the others by column.
   *
   * @param verdicts the rows that concern the request, top first
   * @param relaxed ids of rows that rule nothing out
   */
  List<Candidate> candidates(List<RowVerdict> verdicts, Set<String> relaxed) {
    List<Ranked> feasible = new ArrayList<>();
    List<Candidate> others = new ArrayList<>();
    for (int column = 0; column < table.columns().size(); column++) {
      Ranked ranked = ranked(column, verdicts, relaxed);
      if (ranked.candidate().feasible()) {
        feasible.add(ranked);
      } else {
        others.add(ranked.candidate());
      }
    }
    feasible.sort((a, b) -> precedence.compare(a.standing(), b.standing()));
    List<Candidate> all = new ArrayList<>(table.columns().size());
    feasible.forEach(ranked -> all.add(ranked.candidate()));
    all.addAll(others);
    return List.copyOf(all);
  }

  private Ranked ranked(int column, List<RowVerdict> verdicts, Set<String> relaxed) {
    String service = table.columns().get(column).service();
    boolean installed = request.installed().contains(service);
    // Nobody can say what a valid address is in a service that has no function.
    AddressCheck address =
        installed
            ? addresses.check(service, routing.recipient())
            : new AddressCheck.NotValid("no function is installed for it");
    Optional<AddressCheck> from =
        installed
            ? routing.from().map(by -> addresses.checkOriginator(service, by.wanted()))
            : Optional.empty();
    Optional<RuledOut> ruledOut =
        installed
            ? besideTheTable(service, address, from)
            : Optional.of(new RuledOut.NotInstalled());
    BitSet ranks = new BitSet();
    List<String> fulfilled = new ArrayList<>();
    long points = 0;
    for (RowVerdict verdict : verdicts) {
      CellVerdict cell = verdict.cells().get(column);
      TableRow row = verdict.row();
      switch (cell.outcome()) {
        case FAILED -> {
          if (ruledOut.isEmpty() && rulesOut(row, relaxed)) {
            ruledOut = Optional.of(new RuledOut.ByRow(row.id()));
          }
        }
        case FULFILLED -> {
          if (!rulesOut(row, relaxed)) {
            ranks.set(verdict.rank());
            fulfilled.add(row.id());
            points += row.weight();
          }
        }
        case NO_STATEMENT -> {}
      }
    }
    return new Ranked(
        new Candidate(
            service,
            ruledOut,
            valid(address),
            from.flatMap(Assessment::valid),
            points,
            List.copyOf(fulfilled),
            new RowChecks(verdicts, column)),
        new Standing(service, points, ranks, column));
  }

  private static Optional<String> valid(AddressCheck check) {
    return switch (check) {
      case AddressCheck.Valid(String address) -> Optional.of(address);
      case AddressCheck.NotValid _ -> Optional.empty();
    };
  }

  private static boolean rulesOut(TableRow row, Set<String> relaxed) {
    return switch (row.bearing()) {
      case MANDATORY -> true;
      case RELAXABLE -> !relaxed.contains(row.id());
      case SOFT -> false;
    };
  }

  private Optional<RuledOut> besideTheTable(
      String service, AddressCheck address, Optional<AddressCheck> from) {
    String failure = request.failed().get(service);
    if (failure != null) {
      return Optional.of(new RuledOut.AlreadyFailed(failure));
    }
    if (forced.isPresent() && !forced.get().wanted().equals(service)) {
      return Optional.of(new RuledOut.ByPolicy(forced.get().row()));
    }
    String forbids = forbidden.get(service);
    if (forbids != null) {
      return Optional.of(new RuledOut.ByPolicy(forbids));
    }
    Optional<RuledOut> originator = originator(service, from);
    return originator.isPresent()
        ? originator
        : switch (settings.invalidAddress()) {
          case REJECTS_REQUEST -> Optional.empty();
          case EXCLUDES_SERVICE -> routing.unreachable(address);
        };
  }

  /** The originator's own address, or the one that the policy assigns to him. */
  private Optional<RuledOut> originator(String service, Optional<AddressCheck> from) {
    if (from.isEmpty()) {
      return request.originatorServices().contains(service)
          ? Optional.empty()
          : Optional.of(new RuledOut.NoOriginatorAddress());
    }
    return switch (from.get()) {
      case AddressCheck.Valid _ -> Optional.empty();
      case AddressCheck.NotValid(String reason) ->
          Optional.of(
              new RuledOut.RewrittenOriginatorNotValid(routing.from().orElseThrow().row(), reason));
    };
  }
}
