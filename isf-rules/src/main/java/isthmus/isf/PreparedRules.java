package isthmus.isf;

import isthmus.isf.policy.RuleSet;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A rule set that was compiled and tried, and may become active at once. It is activated once or
 * closed. Safe for any thread.
 */
public final class PreparedRules implements AutoCloseable {
  private final RuleSet rules;
  private final CompiledRules compiled;
  private final Duration took;
  private final AtomicBoolean spent = new AtomicBoolean();

  PreparedRules(RuleSet rules, CompiledRules compiled, Duration took) {
    this.rules = rules;
    this.compiled = compiled;
    this.took = took;
  }

  /** The rule set as it was read. */
  public RuleSet rules() {
    return rules;
  }

  /** How long compiling and trying took. */
  Duration took() {
    return took;
  }

  /** The compiled rules, for its new owner. */
  CompiledRules handOver() {
    if (!spent.compareAndSet(false, true)) {
      throw new IllegalStateException("a prepared rule set is activated once, and not when closed");
    }
    return compiled;
  }

  /** Frees the compiled rules, unless it was activated. */
  @Override
  public void close() {
    if (spent.compareAndSet(false, true)) {
      compiled.close();
    }
  }
}
