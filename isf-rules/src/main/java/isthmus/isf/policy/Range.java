package isthmus.isf.policy;

/**
 * Whole numbers from one to another, both included. The unit is that of the condition: octets,
 * characters, attempts.
 *
 * @param least 0 when there is no lower bound
 * @param most Long.MAX_VALUE when there is no upper bound
 */
public record Range(long least, long most) {
  /** Checks the order. */
  public Range {
    if (least < 0 || most < least) {
      throw new IllegalArgumentException("not a range: " + least + " to " + most);
    }
  }

  /** Whether a number lies within. */
  public boolean contains(long number) {
    return number >= least && number <= most;
  }
}
