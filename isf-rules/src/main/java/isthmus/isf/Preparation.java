package isthmus.isf;

/** What came of compiling and trying a table. */
public sealed interface Preparation {

  /** The table can be used; whoever holds it activates or closes it. */
  record Ready(PreparedTable prepared) implements Preparation {}

  /**
   * The table cannot be used.
   *
   * @param why for an operator
   */
  record Refused(String why) implements Preparation {}
}
