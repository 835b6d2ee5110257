package isthmus.isf.analysis;

import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressChange;
import isthmus.isf.policy.AddressPattern;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.ContentChange;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.Range;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is odd about the policy table. Used once. */
final class PolicyFindings {
  private final RuleSet rules;
  private final PolicyTable policy;
  private final Installation installation;
  private final Findings findings;
  private final Conditions conditions;
  private final ForcedServices forced;

  /** Rows that never come to decide; about them nothing else is said. */
  private final Set<String> dead = new HashSet<>();

  PolicyFindings(RuleSet rules, PolicyTable policy, Installation installation, Findings findings) {
    this.rules = rules;
    this.policy = policy;
    this.installation = installation;
    this.findings = findings;
    this.conditions = new Conditions(rules);
    this.forced = new ForcedServices(rules);
  }

  void find() {
    policy.rows().forEach(this::references);
    policy.rows().forEach(this::neverFits);
    for (Stage stage : Stage.values()) {
      List<PolicyRow> rows = policy.rows().stream().filter(r -> r.stage() == stage).toList();
      shadows(rows);
      List<PolicyRow> alive = rows.stream().filter(row -> !dead.contains(row.id())).toList();
      for (int at = 0; at < alive.size(); at++) {
        if (!needless(alive, at)) {
          overlaps(alive, at);
          infeasible(alive.get(at));
        }
      }
    }
  }

  private void row(FindingCode code, PolicyRow row, String text) {
    findings.ofRow(code, policy.id(), row.id(), text);
  }

  private void cell(FindingCode code, PolicyRow row, String heading, String text) {
    findings.ofCell(code, policy.id(), row.id(), heading, text);
  }

  private void references(PolicyRow row) {
    for (Action action : row.actions()) {
      switch (action) {
        case Action.Force(String service) -> service(row, "force", service);
        case Action.Forbid(Set<String> services) ->
            services.stream()
                .filter(service -> !isCpm(row, service))
                .sorted()
                .forEach(service -> service(row, "forbid", service));
        case Action.Prefer(List<String> services) ->
            services.forEach(service -> service(row, "prefer", service));
        case Action.UseTable(String table) -> {
          if (rules.table(table).isEmpty()) {
            unknown(row, "table", "routing table", table);
          }
        }
        case Action.Rewrite(Condition.Side side, AddressChange.Mapped(String map)) -> {
          if (rules.map(map).isEmpty()) {
            String heading = side == Condition.Side.FROM ? "rewrite from" : "rewrite to";
            unknown(row, heading, "map", map);
          }
        }
        case Action.Content(ContentChange.Link()) -> {
          if (!installation.offersLinks()) {
            cell(
                FindingCode.POLICY_LINK_NOT_OFFERED,
                row,
                "change content",
                "%s wants a link, and no address for links is configured (isf.link-base): every message that it fits is refused"
                    .formatted(Phrases.quoted(row.label())));
          }
        }
        case Action.Rewrite _,
            Action.Reject _,
            Action.Validity _,
            Action.Retry _,
            Action.Content _ -> {
          // They name nothing.
        }
      }
    }
    for (Condition condition : row.conditions()) {
      if (condition instanceof Condition.AddressIs is) {
        lists(is)
            .filter(list -> rules.list(list).isEmpty())
            .forEach(
                list ->
                    unknown(row, is.side() == Condition.Side.FROM ? "from" : "to", "list", list));
      }
    }
  }

  private static java.util.stream.Stream<String> lists(Condition.AddressIs is) {
    return is.patterns().stream()
        .filter(AddressPattern.InList.class::isInstance)
        .map(pattern -> ((AddressPattern.InList) pattern).list());
  }

  private void unknown(PolicyRow row, String heading, String kind, String name) {
    cell(
        FindingCode.POLICY_UNKNOWN_REFERENCE,
        row,
        heading,
        "%s names the %s %s, which is not there"
            .formatted(Phrases.quoted(row.label()), kind, Phrases.quoted(name)));
  }

  /** After a failure inside CPM a message may be told to leave it. */
  private static boolean isCpm(PolicyRow row, String service) {
    return row.stage() == Stage.FAILURE && service.equals(Circumstances.CPM);
  }

  private void service(PolicyRow row, String heading, String service) {
    if (rules.tables().stream().noneMatch(table -> table.column(service).isPresent())) {
      cell(
          FindingCode.POLICY_UNKNOWN_SERVICE,
          row,
          heading,
          "%s names %s, for which no routing table has a column"
              .formatted(Phrases.quoted(row.label()), service));
    } else if (!installation.services().contains(service) && !heading.equals("forbid")) {
      cell(
          FindingCode.POLICY_SERVICE_NOT_INSTALLED,
          row,
          heading,
          "%s names %s, for which no function is installed"
              .formatted(Phrases.quoted(row.label()), service));
    }
  }

  private void neverFits(PolicyRow row) {
    Optional<String> why =
        ofStage(row)
            .or(
                () ->
                    row.conditions().stream()
                        .filter(conditions::isNothing)
                        .findFirst()
                        .map(
                            c -> "its condition on " + ConditionWords.subject(c) + " fits nothing"))
            .or(() -> contradiction(row));
    why.ifPresent(
        text -> {
          dead.add(row.id());
          row(
              FindingCode.POLICY_ROW_NEVER_FITS,
              row,
              "%s never fits: %s".formatted(Phrases.quoted(row.label()), text));
        });
  }

  private static Optional<String> ofStage(PolicyRow row) {
    for (Condition condition : row.conditions()) {
      boolean impossible =
          switch (condition) {
            case Condition.FailureIs(Condition.Sense sense, var _) ->
                row.stage() != Stage.FAILURE && sense == Condition.Sense.IS;
            case Condition.FailedServiceIs(Condition.Sense sense, Set<String> services) ->
                row.stage() != Stage.FAILURE
                    && sense == Condition.Sense.IS
                    && !services.isEmpty()
                    && !services.contains("none");
            case Condition.AttemptsWithin(Range attempts) ->
                row.stage() == Stage.FAILURE ? attempts.most() < 1 : attempts.least() > 0;
            case Condition.KindIs _,
                Condition.AddressIs _,
                Condition.ServiceIs _,
                Condition.ContentHas _,
                Condition.SizeWithin _,
                Condition.CharactersWithin _,
                Condition.TimeWithin _,
                Condition.ClassIs _ ->
                false;
          };
      if (impossible) {
        return Optional.of(
            row.stage() == Stage.FAILURE
                ? "after a failure at least one attempt was made"
                : "nothing has failed at stage " + row.stage().word());
      }
    }
    return Optional.empty();
  }

  private Optional<String> contradiction(PolicyRow row) {
    List<Condition> all = row.conditions();
    for (int a = 0; a < all.size(); a++) {
      for (int b = a + 1; b < all.size(); b++) {
        if (conditions.excludes(all.get(a), all.get(b))) {
          return Optional.of(
              "its conditions on " + ConditionWords.subject(all.get(a)) + " exclude each other");
        }
      }
    }
    return Optional.empty();
  }

  private void shadows(List<PolicyRow> rows) {
    for (int at = 1; at < rows.size(); at++) {
      PolicyRow row = rows.get(at);
      if (dead.contains(row.id())) {
        continue;
      }
      for (PolicyRow above : rows.subList(0, at)) {
        if (!dead.contains(above.id()) && conditions.covers(above, row)) {
          dead.add(row.id());
          row(
              FindingCode.POLICY_ROW_UNREACHABLE,
              row,
              "%s is never reached: %s%s above it fits all that it fits, and the first row that"
                      .formatted(
                          Phrases.quoted(row.label()), Phrases.quoted(above.label()), place(above))
                  + " fits decides");
          break;
        }
      }
    }
  }

  private String place(PolicyRow row) {
    return findings.row(policy.id(), row.id());
  }

  /** Whether the rows below do the same for all that a row fits; tells so. */
  private boolean needless(List<PolicyRow> rows, int at) {
    PolicyRow row = rows.get(at);
    for (PolicyRow below : rows.subList(at + 1, rows.size())) {
      if (conditions.excludes(row, below)) {
        continue;
      }
      if (!same(row.actions(), below.actions())) {
        return false;
      }
      if (conditions.covers(below, row)) {
        row(
            FindingCode.POLICY_ROW_CHANGES_NOTHING,
            row,
            "without %s nothing would change: %s%s below it does the same"
                .formatted(
                    Phrases.quoted(row.label()), Phrases.quoted(below.label()), place(below)));
        return true;
      }
    }
    if (row.actions().isEmpty()) {
      row(
          FindingCode.POLICY_ROW_CHANGES_NOTHING,
          row,
          "without %s nothing would change: it does nothing, and no row below it would do anything for what it fits"
              .formatted(Phrases.quoted(row.label())));
      return true;
    }
    return false;
  }

  private static boolean same(List<Action> one, List<Action> other) {
    return one.size() == other.size() && new HashSet<>(one).equals(new HashSet<>(other));
  }

  /** Says of a row that it shares requests with rows above it that say the opposite. */
  private void overlaps(List<PolicyRow> rows, int at) {
    PolicyRow row = rows.get(at);
    Set<String> others = new LinkedHashSet<>();
    Optional<String> first = Optional.empty();
    for (PolicyRow above : rows.subList(0, at)) {
      Optional<String> contradiction =
          Contradictions.between(above.actions(), row.actions())
              .filter(_ -> !conditions.excludes(above, row) && !conditions.covers(row, above));
      if (contradiction.isPresent()) {
        others.add(Phrases.quoted(above.label()) + place(above));
        first = first.or(() -> contradiction);
      }
    }
    if (first.isPresent()) {
      List<String> told = new ArrayList<>(others.stream().limit(3).toList());
      if (others.size() > told.size()) {
        told.add("%d more".formatted(others.size() - told.size()));
      }
      row(
          FindingCode.POLICY_ROWS_OVERLAP,
          row,
          "%s shares requests with %s (%s); for those the upper row decides"
              .formatted(Phrases.quoted(row.label()), Phrases.list(told, "and"), first.get()));
    }
  }

  private void infeasible(PolicyRow row) {
    for (Action action : row.actions()) {
      if (action instanceof Action.Force(String service) && forced.infeasible(row, service)) {
        cell(
            FindingCode.POLICY_FORCES_INFEASIBLE,
            row,
            "force",
            "%s forces %s, which the routing table rules out for all that the row fits; it only rejects"
                .formatted(Phrases.quoted(row.label()), service));
      }
    }
  }
}
