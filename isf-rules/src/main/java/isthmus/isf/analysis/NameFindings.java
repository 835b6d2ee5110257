package isthmus.isf.analysis;

import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressChange;
import isthmus.isf.policy.AddressGrammar;
import isthmus.isf.policy.AddressList;
import isthmus.isf.policy.AddressMap;
import isthmus.isf.policy.AddressPattern;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RoutingTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Tables, lists and maps that nothing names, and entries of them that do nothing. */
final class NameFindings {
  /** More of one kind in one sheet are counted only. */
  private static final int MAX_ENTRIES = 20;

  private final RuleSet rules;
  private final Findings findings;
  private final Set<String> tables = new HashSet<>();
  private final Set<String> lists = new HashSet<>();
  private final Set<String> maps = new HashSet<>();

  NameFindings(RuleSet rules, Findings findings) {
    this.rules = rules;
    this.findings = findings;
    tables.add(rules.first().id());
    rules.policy().ifPresent(policy -> policy.rows().forEach(this::names));
  }

  private void names(PolicyRow row) {
    for (Condition condition : row.conditions()) {
      if (condition instanceof Condition.AddressIs is) {
        for (AddressPattern pattern : is.patterns()) {
          if (pattern instanceof AddressPattern.InList(String list)) {
            lists.add(list);
          }
        }
      }
    }
    for (Action action : row.actions()) {
      if (action instanceof Action.UseTable(String table)) {
        tables.add(table);
      } else if (action instanceof Action.Rewrite(var _, AddressChange.Mapped(String map))) {
        maps.add(map);
      }
    }
  }

  void find() {
    for (RoutingTable table : rules.tables()) {
      if (!tables.contains(table.id())) {
        findings.of(
            FindingCode.TABLE_NEVER_USED,
            table.id(),
            "no policy row uses this table; only the first table decides of itself");
      }
    }
    for (AddressList list : rules.lists()) {
      if (!lists.contains(list.id())) {
        findings.of(
            FindingCode.LIST_NEVER_USED, list.id(), "no policy row names the list " + list.id());
      }
      covered(list);
    }
    for (AddressMap map : rules.maps()) {
      if (!maps.contains(map.id())) {
        findings.of(
            FindingCode.MAP_NEVER_USED, map.id(), "no policy row names the map " + map.id());
      }
      chains(map);
    }
  }

  private void covered(AddressList list) {
    PatternSet all = new PatternSet(list.entries());
    Map<AddressPattern, Integer> first = new HashMap<>();
    int found = 0;
    for (int at = 0; at < list.entries().size(); at++) {
      AddressPattern entry = list.entries().get(at);
      Integer before = first.putIfAbsent(entry, at);
      Optional<AddressPattern> wider = before != null ? Optional.of(entry) : all.wider(entry);
      if (wider.isPresent() && ++found <= MAX_ENTRIES) {
        String text = AddressGrammar.text(entry);
        findings.ofRow(
            FindingCode.LIST_ENTRY_COVERED,
            list.id(),
            text,
            before != null
                ? text + " stands in the list twice"
                : "%s is in the list already, by %s"
                    .formatted(text, AddressGrammar.text(wider.get())));
      }
    }
    if (found > MAX_ENTRIES) {
      findings.of(
          FindingCode.LIST_ENTRY_COVERED,
          list.id(),
          "%d further entries are in the list already".formatted(found - MAX_ENTRIES));
    }
  }

  private void chains(AddressMap map) {
    Set<String> circles = new HashSet<>();
    int found = 0;
    for (Map.Entry<String, String> entry : new TreeMap<>(map.entries()).entrySet()) {
      String from = entry.getKey();
      String to = entry.getValue();
      if (!map.entries().containsKey(to)) {
        continue;
      }
      List<String> circle = circle(map, from);
      if (!circle.isEmpty()) {
        if (circles.addAll(circle)) {
          findings.ofRow(
              FindingCode.MAP_CYCLE,
              map.id(),
              from,
              circle.size() == 1
                  ? from + " is mapped to itself"
                  : "these addresses are mapped to each other in a circle: "
                      + String.join(", ", circle));
        }
      } else if (++found <= MAX_ENTRIES) {
        findings.ofRow(
            FindingCode.MAP_CHAIN,
            map.id(),
            from,
            "%s is mapped to %s, which is mapped itself; an address is mapped only once"
                .formatted(from, to));
      }
    }
  }

  /** The addresses from one back to itself, empty when it does not come back. */
  private static List<String> circle(AddressMap map, String from) {
    Set<String> seen = new LinkedHashSet<>();
    Optional<String> at = Optional.of(from);
    while (at.isPresent() && seen.add(at.get())) {
      at = Optional.ofNullable(map.entries().get(at.get()));
    }
    return at.filter(from::equals).isPresent() ? List.copyOf(seen) : List.of();
  }
}
