package isthmus.isf;

import isthmus.isf.policy.RuleSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A compiled rule set with a count of those who use it. It is closed when it was retired and the
 * last user is done, by whoever comes last.
 */
final class ActiveRules {
  private final long version;
  private final RuleSet rules;
  private final CompiledRules compiled;

  /** One for not being retired, one for each user. Never leaves zero again. */
  private final AtomicInteger holds = new AtomicInteger(1);

  ActiveRules(long version, RuleSet rules, CompiledRules compiled) {
    this.version = version;
    this.rules = rules;
    this.compiled = compiled;
  }

  long version() {
    return version;
  }

  RuleSet rules() {
    return rules;
  }

  CompiledRules compiled() {
    return compiled;
  }

  /** Begins a use; false when the rules are closed already. */
  boolean enter() {
    int seen = holds.get();
    while (seen > 0) {
      if (holds.compareAndSet(seen, seen + 1)) {
        return true;
      }
      seen = holds.get();
    }
    return false;
  }

  /** Ends a use. */
  void leave() {
    if (holds.decrementAndGet() == 0) {
      compiled.close();
    }
  }

  /** Ends the rule set's time. Called once. */
  void retire() {
    leave();
  }
}
