package isthmus.isf;

/** A table that cannot become active; the message says why, for an operator. */
public final class TableRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public TableRefusedException(String why) {
    super(why);
  }
}
