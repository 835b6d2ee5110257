package isthmus.cpm.codec;

/** What is wrong with something that came in, in words, and on which line. */
public abstract class FaultException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String detail;

  /** A fault on a line counted from 1; 0 when it has no line. */
  protected FaultException(int line, String detail) {
    super(line > 0 ? "line " + line + ": " + detail : detail);
    this.line = line;
    this.detail = detail;
  }

  /** The line of the fault, counted from 1; 0 when it has none. */
  public final int line() {
    return line;
  }

  /** The fault in words, without its place. */
  public final String detail() {
    return detail;
  }
}
