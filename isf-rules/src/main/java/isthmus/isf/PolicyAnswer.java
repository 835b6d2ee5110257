package isthmus.isf;

import isthmus.isf.policy.Action;
import java.util.Optional;

/**
 * What the policy table says to a request at one stage.
 *
 * @param version the rule set that was asked
 * @param match the row that fitted first; empty when none did
 * @param from the originator's address when the row rewrites it: a number with its plus sign, the
 *     digits of a local number, or a URI
 * @param to the recipient's address when the row rewrites it, in the same forms
 */
public record PolicyAnswer(
    long version, Optional<PolicyMatch> match, Optional<String> from, Optional<String> to) {

  static PolicyAnswer silent(long version) {
    return new PolicyAnswer(version, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The row's action of one kind. */
  public <A extends Action> Optional<A> action(Class<A> kind) {
    return match.flatMap(row -> row.action(kind));
  }
}
