package isthmus.gateway.flow;

import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressMap;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import java.util.List;
import java.util.Optional;

/** Rows of a policy table, and worlds that they decide in. */
final class PolicyRows {
  private PolicyRows() {}

  /** A row that is called by its stage. */
  static PolicyRow row(Stage stage, List<Condition> conditions, Action... actions) {
    return new PolicyRow(
        stage.word() + "-row", stage.word(), stage, conditions, List.of(actions), "");
  }

  /** A world of SMS and MMS. */
  static World world(List<AddressMap> maps, PolicyRow... rows) {
    return new World(
        new RuleSet(
            List.of(World.TABLE_OF_TWO),
            Optional.of(new PolicyTable("policy", "Policy", List.of(rows))),
            List.of(),
            maps));
  }
}
