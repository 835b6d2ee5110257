package isthmus.isf.table;

/** How feasible services are ordered; what remains equal is ordered by column, left first. */
public enum Strategy {
  /**
   * Soft rows from the top: the first row that one service fulfils and the other does not decides.
   */
  TOP_DOWN,
  /** The greater sum of the weights of fulfilled soft rows wins. */
  WEIGHTS
}
