package isthmus.isf.analysis;

import isthmus.isf.book.Places;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RoutingTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is odd about a rule set.
 *
 * @param findings what matters most first
 */
public record Analysis(List<Finding> findings) {
  /** Copies the list. */
  public Analysis {
    findings = List.copyOf(findings);
  }

  /**
   * Analyses a rule set; takes seconds at most, on the calling thread.
   *
   * <p>Routing tables are asked about every request that they can tell apart: every set of contents
   * or streams, every span between two limits of each number, each varied independently of the
   * others, for users of whom nothing is known. Where that is too many, about a part of them, and a
   * finding says so. Policy rows are compared by what their conditions mean.
   *
   * @param places where its parts stand in the sheets
   * @param installation what the gateway has to carry the rules out
   * @param traffic recorded requests, against which rows are tried; may be {@link Traffic#NONE}
   */
  public static Analysis of(
      RuleSet rules, Places places, Installation installation, Traffic traffic) {
    Findings findings = new Findings(places);
    Set<String> installed = installation.services();
    new ColumnFindings(rules, installed, findings).find();
    Set<String> named = named(rules);
    for (RoutingTable table : rules.tables()) {
      if (table.columns().size() > TableModel.MAX_SERVICES) {
        findings.of(
            FindingCode.ANALYSIS_INCOMPLETE,
            table.id(),
            "tables of more than %d services are not analysed".formatted(TableModel.MAX_SERVICES));
      } else {
        new TableFindings(table, named, installed, findings).find();
      }
    }
    rules
        .policy()
        .ifPresent(policy -> new PolicyFindings(rules, policy, installation, findings).find());
    new NameFindings(rules, findings).find();
    if (!traffic.requests().isEmpty()) {
      new TrafficFindings(rules, traffic, findings).find();
    }
    return new Analysis(findings.all());
  }

  /** Services that the policy takes even where the table would prefer another one. */
  private static Set<String> named(RuleSet rules) {
    Set<String> named = new HashSet<>();
    for (PolicyRow row : rules.policy().map(policy -> policy.rows()).orElse(List.of())) {
      for (Action action : row.actions()) {
        if (action instanceof Action.Force(String service)) {
          named.add(service);
        } else if (action instanceof Action.Prefer(List<String> services)) {
          named.addAll(services);
        }
      }
    }
    return named;
  }

  /** A line for each finding. */
  public String toText() {
    if (findings.isEmpty()) {
      return "nothing found\n";
    }
    StringBuilder text = new StringBuilder();
    findings.forEach(finding -> text.append(finding.line()).append('\n'));
    return text.toString();
  }
}
