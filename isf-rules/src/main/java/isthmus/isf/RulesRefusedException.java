package isthmus.isf;

/** A rule set that cannot become active; the message says why, for an operator. */
public final class RulesRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A refusal with its reason, a line for each thing that is wrong. */
  public RulesRefusedException(String why) {
    super(why);
  }
}
