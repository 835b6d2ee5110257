package isthmus.isf.table;

/** Where the value of a cell comes from. */
public enum Source {
  /** The cell itself. */
  TABLE,
  /** What the service provider's policy says about the user; the cell is the default. */
  USER_POLICY,
  /** What the user prefers; the cell is the default. */
  USER_PREFERENCE
}
