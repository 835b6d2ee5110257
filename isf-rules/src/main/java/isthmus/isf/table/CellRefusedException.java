package isthmus.isf.table;

/** Why a cell was refused, and what it might hold instead. */
public final class CellRefusedException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String wrong;
  private final String allowed;

  /**
   * A refusal.
   *
   * @param wrong what is wrong with the cell
   * @param allowed what could stand there
   */
  public CellRefusedException(String wrong, String allowed) {
    super(wrong);
    this.wrong = wrong;
    this.allowed = allowed;
  }

  /** What is wrong with the cell. */
  public String wrong() {
    return wrong;
  }

  /** What could stand there. */
  public String allowed() {
    return allowed;
  }
}
