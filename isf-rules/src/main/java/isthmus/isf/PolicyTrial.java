package isthmus.isf;

import isthmus.isf.policy.Condition;
import isthmus.isf.policy.PolicyReading;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Asks a compiled policy table a spread of requests before it becomes active, and compares the
 * answers with the plain reading: for each row one that it fits and near misses of each condition,
 * then a number of mixtures. Their number is bounded, and always the same for the same table.
 */
final class PolicyTrial {
  private static final int MOST_MIXTURES = 1_500;
  private static final long MOST_LOOKS = 400_000;
  private static final int NEAR_MISSES = 3;
  private static final List<Stage> STAGES = List.of(Stage.values());

  private final CompiledRules compiled;
  private final PolicyReading reading;
  private final TrialValues values;
  private final List<PolicyRow> rows;
  private final List<UnaryOperator<PolicyRequest>> mixing = new ArrayList<>();

  PolicyTrial(RuleSet rules, CompiledRules compiled) {
    this.compiled = compiled;
    this.reading = new PolicyReading(rules);
    this.values = new TrialValues(rules);
    this.rows = rules.policy().map(PolicyTable::rows).orElse(List.of());
  }

  void run() throws RulesRefusedException {
    for (PolicyRow row : rows) {
      aimed(row);
    }
    Random random = new Random(rows.size());
    long mixtures = Math.min(MOST_MIXTURES, MOST_LOOKS / (rows.size() + 1));
    for (long i = 0; i < mixtures && !mixing.isEmpty(); i++) {
      PolicyRequest request = TrialValues.plain(STAGES.get(random.nextInt(STAGES.size())));
      for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
        request = mixing.get(random.nextInt(mixing.size())).apply(request);
      }
      compare(request);
    }
  }

  /** A request that the row fits, if one can be made of what it names, and near misses. */
  private void aimed(PolicyRow row) throws RulesRefusedException {
    PolicyRequest request = TrialValues.plain(row.stage());
    List<UnaryOperator<PolicyRequest>> misses = new ArrayList<>();
    for (Condition condition : row.conditions()) {
      List<UnaryOperator<PolicyRequest>> changes = values.of(condition);
      mixing.addAll(changes);
      boolean found = false;
      int missed = 0;
      for (UnaryOperator<PolicyRequest> change : changes) {
        PolicyRequest changed = change.apply(request);
        if (!reading.fits(condition, changed)) {
          if (missed++ < NEAR_MISSES) {
            misses.add(change);
          }
        } else if (!found) {
          request = changed;
          found = true;
        }
      }
    }
    compare(request);
    for (UnaryOperator<PolicyRequest> miss : misses) {
      compare(miss.apply(request));
    }
  }

  private void compare(PolicyRequest request) throws RulesRefusedException {
    if (!compiled.policy(request).equals(reading.first(request))) {
      throw new RulesRefusedException(
          "the compiled rules do not say what the policy table says, at stage "
              + request.stage().word()
              + " for "
              + request.facts());
    }
  }
}
