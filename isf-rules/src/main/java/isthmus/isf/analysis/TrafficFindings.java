package isthmus.isf.analysis;

import isthmus.isf.policy.PolicyReading;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.TableRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows without which every recorded request would have come out the same. Used once. */
final class TrafficFindings {
  private final RuleSet rules;
  private final Traffic traffic;
  private final Findings findings;
  private final List<Replay.Outcome> outcomes;

  TrafficFindings(RuleSet rules, Traffic traffic, Findings findings) {
    this.rules = rules;
    this.traffic = traffic;
    this.findings = findings;
    Replay replay = new Replay(rules, traffic.addresses(), traffic.settings());
    this.outcomes = traffic.requests().stream().map(replay::of).toList();
  }

  void find() {
    for (int table = 0; table < rules.tables().size(); table++) {
      rows(table);
    }
    rules.policy().ifPresent(this::policy);
  }

  private void rows(int at) {
    RoutingTable table = rules.tables().get(at);
    List<RecordedRequest> asked = new ArrayList<>();
    List<Replay.Outcome> before = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (decided(outcomes.get(i), table.id())) {
        asked.add(traffic.requests().get(i));
        before.add(outcomes.get(i));
      }
    }
    if (asked.isEmpty() || table.rows().size() < 2) {
      return;
    }
    for (TableRow row : table.rows()) {
      if (!findings.has(FindingCode.ROW_CHANGES_NOTHING, table.id(), row.id())
          && same(without(at, row), asked, before)) {
        findings.ofRow(
            FindingCode.ROW_CHANGES_NO_TRAFFIC,
            table.id(),
            row.id(),
            "without %s the last %d requests that this table decided would have come out the same"
                .formatted(Phrases.quoted(row.label()), asked.size()));
      }
    }
  }

  private static boolean decided(Replay.Outcome outcome, String table) {
    return outcome
        .selection()
        .flatMap(selection -> selection.explanation().table())
        .filter(decided -> decided.id().equals(table))
        .isPresent();
  }

  private boolean same(RuleSet changed, List<RecordedRequest> asked, List<Replay.Outcome> before) {
    Replay replay = new Replay(changed, traffic.addresses(), traffic.settings());
    for (int i = 0; i < asked.size(); i++) {
      if (!replay.of(asked.get(i)).same(before.get(i))) {
        return false;
      }
    }
    return true;
  }

  private RuleSet without(int at, TableRow row) {
    RoutingTable table = rules.tables().get(at);
    List<RoutingTable> tables = new ArrayList<>(rules.tables());
    tables.set(
        at,
        new RoutingTable(
            table.id(),
            table.name(),
            table.strategy(),
            table.columns(),
            table.rows().stream().filter(other -> !other.id().equals(row.id())).toList()));
    return new RuleSet(tables, rules.policy(), rules.lists(), rules.maps());
  }

  private void policy(PolicyTable policy) {
    Map<String, List<Integer>> matched = new HashMap<>();
    PolicyReading reading = new PolicyReading(rules);
    for (int i = 0; i < outcomes.size(); i++) {
      for (Stage stage : List.of(Stage.DECISION, Stage.SELECTION)) {
        int request = i;
        reading
            .first(asked(stage, traffic.requests().get(i)))
            .ifPresent(
                row -> matched.computeIfAbsent(row.id(), _ -> new ArrayList<>()).add(request));
      }
    }
    for (PolicyRow row : policy.rows()) {
      boolean replayed = row.stage() == Stage.DECISION || row.stage() == Stage.SELECTION;
      if (!replayed || told(policy, row)) {
        continue;
      }
      Optional<List<Integer>> fitted = Optional.ofNullable(matched.get(row.id()));
      if (fitted.isEmpty()) {
        note(policy, row, "%s decided none of the last %d requests");
      } else if (same(without(policy, row), fitted.get())) {
        note(policy, row, "without %s the last %d requests would have come out the same");
      }
    }
  }

  private static PolicyRequest asked(Stage stage, RecordedRequest recorded) {
    return new PolicyRequest(
        stage,
        recorded.request().facts(),
        recorded.request().identifier().map(named -> named.service()),
        recorded.request().circumstances());
  }

  private boolean told(PolicyTable policy, PolicyRow row) {
    return List.of(
            FindingCode.POLICY_ROW_UNREACHABLE,
            FindingCode.POLICY_ROW_NEVER_FITS,
            FindingCode.POLICY_ROW_CHANGES_NOTHING)
        .stream()
        .anyMatch(code -> findings.has(code, policy.id(), row.id()));
  }

  private void note(PolicyTable policy, PolicyRow row, String text) {
    findings.ofRow(
        FindingCode.POLICY_ROW_CHANGES_NO_TRAFFIC,
        policy.id(),
        row.id(),
        text.formatted(Phrases.quoted(row.label()), outcomes.size()));
  }

  private boolean same(RuleSet changed, List<Integer> requests) {
    return same(
        changed,
        requests.stream().map(traffic.requests()::get).toList(),
        requests.stream().map(outcomes::get).toList());
  }

  private RuleSet without(PolicyTable policy, PolicyRow row) {
    List<PolicyRow> rows =
        policy.rows().stream().filter(other -> !other.id().equals(row.id())).toList();
    return new RuleSet(
        rules.tables(),
        Optional.of(new PolicyTable(policy.id(), policy.name(), rows)),
        rules.lists(),
        rules.maps());
  }
}
