package isthmus.isf;

import isthmus.isf.policy.PolicyReading;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.PlainReading;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowVerdict;
import isthmus.isf.table.UserAnswers;
import java.util.List;
import java.util.Optional;

/**
 * A rule set read plainly: nothing is compiled, and the answers are those of the compiled rules,
 * which were compared with them before they became active.
 */
final class PlainRules implements CompiledRules {
  private final PolicyReading policy;

  PlainRules(RuleSet rules) {
    this.policy = new PolicyReading(rules);
  }

  @Override
  public Optional<PolicyRow> policy(PolicyRequest request) {
    return policy.first(request);
  }

  @Override
  public List<RowVerdict> evaluate(RoutingTable table, RequestFacts request, UserAnswers user) {
    return PlainReading.evaluate(table, request, user);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
