package isthmus.isf;

import isthmus.isf.policy.Action;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.Stage;
import java.util.List;
import java.util.Optional;

/**
 * The row of the policy table that fitted first at a stage.
 *
 * @param stage the stage
 * @param rowId the row's id
 * @param label the operator's words for it
 * @param actions what it does; none: it lets the request pass
 */
public record PolicyMatch(Stage stage, String rowId, String label, List<Action> actions) {
  /** Copies the list. */
  public PolicyMatch {
    actions = List.copyOf(actions);
  }

  static PolicyMatch of(PolicyRow row) {
    return new PolicyMatch(row.stage(), row.id(), row.label(), row.actions());
  }

  /** The row's action of one kind. */
  public <A extends Action> Optional<A> action(Class<A> kind) {
    for (Action action : actions) {
      if (kind.isInstance(action)) {
        return Optional.of(kind.cast(action));
      }
    }
    return Optional.empty();
  }
}
