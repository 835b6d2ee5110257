package isthmus.isf;

import isthmus.isf.policy.RuleSet;
import java.util.Optional;

/**
 * Where rule sets of earlier versions are found, for messages that were selected by them and are
 * still under way. Called on a message's way: what was used of late is to be at hand.
 */
@FunctionalInterface
public interface VersionSource {
  /** No earlier version is known; the one that rules decides. */
  VersionSource NONE = _ -> Optional.empty();

  /** The rule set of a version; empty when there is none, or when it cannot be read any more. */
  Optional<RuleSet> rules(long version);
}
