package isthmus.isf;

import isthmus.isf.policy.RuleSet;

/** Makes an evaluator of a rule set. Slow (tenths of a second); never on a message's way. */
public interface RulesCompiler {

  /**
   * Compiles a rule set.
   *
   * @throws RulesRefusedException when it cannot be compiled; nothing is left behind
   */
  CompiledRules compile(RuleSet rules) throws RulesRefusedException;
}
