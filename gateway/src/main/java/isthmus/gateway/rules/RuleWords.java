package isthmus.gateway.rules;

import isthmus.isf.PolicyMatch;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.PolicyTexts;
import java.util.List;
import java.util.Locale;

/** What a row of the policy table does, in words. */
final class RuleWords {
  private RuleWords() {}

  static String of(PolicyMatch match) {
    List<String> actions = actions(match);
    return "policy row \"%s\" says: %s"
        .formatted(
            match.label().isEmpty() ? match.rowId() : match.label(),
            actions.isEmpty() ? "pass" : String.join(", ", actions));
  }

  static List<String> actions(PolicyMatch match) {
    return match.actions().stream().map(RuleWords::of).toList();
  }

  private static String of(Action action) {
    return PolicyTexts.heading(action).heading().toLowerCase(Locale.ROOT)
        + " "
        + PolicyTexts.text(action);
  }
}
