package isthmus.isf;

import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressChange;
import isthmus.isf.policy.AddressPattern;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that what a rule set's policy names is there, so that no message finds out. */
final class RuleReferences {
  private final RuleSet rules;

  RuleReferences(RuleSet rules) {
    this.rules = rules;
  }

  void check() throws RulesRefusedException {
    Set<String> ids = new HashSet<>();
    for (var table : rules.tables()) {
      if (!ids.add(table.id())) {
        throw new RulesRefusedException("two routing tables with id " + table.id());
      }
    }
    for (PolicyRow row : rules.policy().map(PolicyTable::rows).orElse(List.of())) {
      Optional<String> missing =
          row.conditions().stream()
              .map(this::missing)
              .flatMap(Optional::stream)
              .findFirst()
              .or(
                  () ->
                      row.actions().stream()
                          .map(this::missing)
                          .flatMap(Optional::stream)
                          .findFirst());
      if (missing.isPresent()) {
        throw new RulesRefusedException(
            "policy row " + row.id() + " names " + missing.get() + ", which is not there");
      }
    }
  }

  private Optional<String> missing(Condition condition) {
    return condition instanceof Condition.AddressIs address
        ? address.patterns().stream()
            .filter(AddressPattern.InList.class::isInstance)
            .map(pattern -> ((AddressPattern.InList) pattern).list())
            .filter(list -> rules.list(list).isEmpty())
            .findFirst()
            .map(list -> "the list " + list)
        : Optional.empty();
  }

  private Optional<String> missing(Action action) {
    return switch (action) {
      case Action.UseTable(String table) when rules.table(table).isEmpty() ->
          Optional.of("the routing table " + table);
      case Action.Rewrite(_, AddressChange.Mapped(String map)) when rules.map(map).isEmpty() ->
          Optional.of("the map " + map);
      case Action.UseTable _,
          Action.Rewrite _,
          Action.Force _,
          Action.Forbid _,
          Action.Prefer _,
          Action.Reject _,
          Action.Validity _,
          Action.Retry _,
          Action.Content _ ->
          Optional.empty();
    };
  }
}
