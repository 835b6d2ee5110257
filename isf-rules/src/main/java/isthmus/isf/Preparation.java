package isthmus.isf;

/** What came of compiling and trying a rule set. */
public sealed interface Preparation {

  /** The rule set can be used; whoever holds it activates or closes it. */
  record Ready(PreparedRules prepared) implements Preparation {}

  /**
   * The rule set cannot be used.
   *
   * @param why for an operator
   */
  record Refused(String why) implements Preparation {}
}
