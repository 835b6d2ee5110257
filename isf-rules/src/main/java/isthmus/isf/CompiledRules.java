package isthmus.isf;

import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowVerdict;
import isthmus.isf.table.UserAnswers;
import java.util.List;
import java.util.Optional;

/** A rule set ready to be asked, by any number of threads at once. */
public interface CompiledRules extends AutoCloseable {

  /** The first row of the policy table that fits at the request's stage. */
  Optional<PolicyRow> policy(PolicyRequest request);

  /**
   * The rows of a routing table that concern the request with what each cell said, top row first.
   *
   * @param table one of the rule set's
   */
  List<RowVerdict> evaluate(RoutingTable table, RequestFacts request, UserAnswers user);

  /** Frees what the rules hold. Called once, when nobody is asking any more. */
  @Override
  void close();
}
