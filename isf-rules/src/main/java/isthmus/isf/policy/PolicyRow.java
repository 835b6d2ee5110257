package isthmus.isf.policy;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One rule.
 *
 * @param id a-z, 0-9 and dashes; stays when the label changes
 * @param label the operator's words
 * @param conditions all of them have to fit; none fits everything
 * @param actions at least one, at most one of each kind and side; none at all means: stop here and
 *     do nothing ({@code pass})
 * @param comment the operator's note, may be empty
 */
public record PolicyRow(
    String id,
    String label,
    Stage stage,
    List<Condition> conditions,
    List<Action> actions,
    String comment) {
  /** Copies the lists. */
  public PolicyRow {
    requireNonNull(id);
    requireNonNull(label);
    requireNonNull(stage);
    conditions = List.copyOf(conditions);
    actions = List.copyOf(actions);
    requireNonNull(comment);
  }
}
