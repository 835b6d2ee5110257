package isthmus.isf;

import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressChange;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RoutingTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rows of the policy table that fitted want of a selection. An earlier match is stronger:
 * a later one adds what the earlier does not say, and whatever either forbids is forbidden.
 *
 * @param matches the rows, the strongest first
 */
record Directives(List<PolicyMatch> matches) {
  static final Directives NONE = new Directives(List.of());

  /** An action and the row that wants it. */
  record By<T>(T wanted, String row) {}

  /** The strongest action of a kind, with its row. */
  private <A extends Action> Optional<By<A>> first(Class<A> kind) {
    for (PolicyMatch match : matches) {
      Optional<A> action = match.action(kind);
      if (action.isPresent()) {
        return Optional.of(new By<>(action.get(), match.rowId()));
      }
    }
    return Optional.empty();
  }

  Optional<By<Action.Reject>> reject() {
    return first(Action.Reject.class);
  }

  Optional<By<Action.Force>> force() {
    return first(Action.Force.class);
  }

  /** The routing table that decides. */
  RoutingTable table(RuleSet rules) {
    return first(Action.UseTable.class)
        .flatMap(by -> rules.table(by.wanted().table()))
        .orElseGet(rules::first);
  }

  /** Services to be taken first, in this order. */
  List<String> prefer() {
    return first(Action.Prefer.class).map(by -> by.wanted().services()).orElse(List.of());
  }

  /** The row that forbids it, by service. */
  Map<String, String> forbidden() {
    Map<String, String> rows = new HashMap<>();
    for (PolicyMatch match : matches) {
      match
          .action(Action.Forbid.class)
          .ifPresent(
              forbid ->
                  forbid.services().forEach(service -> rows.putIfAbsent(service, match.rowId())));
    }
    return rows;
  }

  Optional<By<AddressChange>> rewrite(Side side) {
    for (PolicyMatch match : matches) {
      for (Action action : match.actions()) {
        if (action instanceof Action.Rewrite(Side whose, AddressChange change) && whose == side) {
          return Optional.of(new By<>(change, match.rowId()));
        }
      }
    }
    return Optional.empty();
  }

  Treatment treatment(Optional<String> from) {
    return matches.isEmpty() && from.isEmpty()
        ? Treatment.NONE
        : new Treatment(
            first(Action.Validity.class).map(by -> by.wanted().period()),
            first(Action.Retry.class).map(by -> by.wanted().pauses()),
            first(Action.Content.class).map(by -> List.of(by.wanted().change())).orElse(List.of()),
            from);
  }
}
