package isthmus.isf;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.policy.Action;
import java.util.List;
import java.util.Optional;

/** What came of a selection. It always says why. */
public sealed interface Selection {

  /** Everything that was looked at. */
  Explanation explanation();

  /** The version of the rule set that decided, 0 when it was bypassed. */
  default long version() {
    return explanation().version();
  }

  /** Every service of the table, feasible ones first in their order, then the others by column. */
  default List<Candidate> candidates() {
    return explanation().candidates();
  }

  /**
   * A service that can take the request.
   *
   * @param service the service; with the instance when an accompanying identifier named one
   * @param address the recipient's address to be used for routing in it
   * @param from the originator's address in it when the policy rewrote that; else the originator's
   *     own counts
   */
  record Choice(ServiceIdentifier service, String address, Optional<String> from) {}

  /**
   * A service was selected.
   *
   * @param chosen the service to be used
   * @param remaining further services that could be tried after a failure, best first
   * @param treatment what else the policy says
   */
  record Selected(
      Choice chosen, List<Choice> remaining, Treatment treatment, Explanation explanation)
      implements Selection {
    public Selected {
      remaining = List.copyOf(remaining);
    }
  }

  /**
   * No service was selected; the request is to be rejected.
   *
   * @param text the reason for people
   * @param byPolicy the status and text that a row of the policy table wants, present exactly when
   *     the reason is {@link RejectionReason#POLICY}
   */
  record Rejected(
      RejectionReason reason,
      String text,
      Optional<Action.Reject> byPolicy,
      Explanation explanation)
      implements Selection {}
}
