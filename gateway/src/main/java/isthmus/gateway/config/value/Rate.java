package isthmus.gateway.config.value;

/**
 * A cap on messages per second, written {@code 100} or {@code 0.5}; {@code none} or {@code 0} is no
 * cap.
 *
 * @param perSecond messages per second; 0 for no cap
 */
public record Rate(double perSecond) implements Comparable<Rate> {
  /** No cap. */
  public static final Rate NONE = new Rate(0);

  /** Refuses a negative or endless rate. */
  public Rate {
    if (!(perSecond >= 0 && perSecond <= 1_000_000)) {
      throw new IllegalArgumentException("a rate is between 0 and 1000000");
    }
  }

  /** Reads a rate as it is written in a configuration. */
  public static Rate parse(String text) {
    return text.equals("none") ? NONE : new Rate(Double.parseDouble(text));
  }

  /** Whether there is a cap at all. */
  public boolean isCapped() {
    return perSecond > 0;
  }

  @Override
  public int compareTo(Rate other) {
    return Double.compare(perSecond, other.perSecond);
  }
}
