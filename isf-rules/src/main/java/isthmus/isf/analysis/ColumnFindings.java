package isthmus.isf.analysis;

import isthmus.isf.book.RoutingHeading;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.Column;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.Words;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Columns of routing tables for whose services no function is installed, and what was meant. */
final class ColumnFindings {
  private final RuleSet rules;
  private final Set<String> installed;
  private final Findings findings;

  ColumnFindings(RuleSet rules, Set<String> installed, Findings findings) {
    this.rules = rules;
    this.installed = installed;
    this.findings = findings;
  }

  void find() {
    for (RoutingTable table : rules.tables()) {
      for (Column column : table.columns()) {
        if (!installed.contains(column.service())) {
          withoutFunction(table, column);
        }
      }
    }
  }

  private void withoutFunction(RoutingTable table, Column column) {
    String label = column.label();
    if (!Words.isSpelled(label)) {
      column(
          FindingCode.SERVICE_MISSPELT,
          table,
          column,
          "%s is read as the service %s, since only a-z and 0-9 count; no function is installed for it"
              .formatted(label, column.service()));
      return;
    }
    Optional<RoutingHeading> heading = RoutingHeading.slip(label);
    if (heading.isPresent()) {
      column(
          FindingCode.HEADING_MISSPELT,
          table,
          column,
          "%s is read as a service, for which no function is installed; perhaps the heading %s is meant"
              .formatted(label, heading.get().heading()));
      return;
    }
    Optional<String> service = Words.slipOf(column.service(), others(table));
    if (service.isPresent()) {
      column(
          FindingCode.SERVICE_MISSPELT,
          table,
          column,
          "no function is installed for %s; perhaps %s is meant".formatted(label, service.get()));
      return;
    }
    column(
        FindingCode.SERVICE_NOT_INSTALLED,
        table,
        column,
        "no function is installed for %s; until then it is never chosen".formatted(label));
  }

  /** Services that are known elsewhere and have no column here. */
  private Set<String> others(RoutingTable table) {
    Set<String> others = new TreeSet<>(installed);
    for (RoutingTable other : rules.tables()) {
      other.columns().forEach(column -> others.add(column.service()));
    }
    table.columns().forEach(column -> others.remove(column.service()));
    return others;
  }

  private void column(FindingCode code, RoutingTable table, Column column, String text) {
    findings.ofColumn(code, table.id(), column.service(), text);
  }
}
