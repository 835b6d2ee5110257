package isthmus.gateway.config.value;

/**
 * A share between nothing and all, written {@code 0.2} or {@code 20%}.
 *
 * @param value 0.0 to 1.0
 */
public record Ratio(double value) implements Comparable<Ratio> {

  /** Refuses what is not between 0 and 1. */
  public Ratio {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("a ratio is between 0 and 1");
    }
  }

  /** Reads a ratio as it is written in a configuration. */
  public static Ratio parse(String text) {
    return text.endsWith("%")
        ? new Ratio(Double.parseDouble(text.substring(0, text.length() - 1)) / 100)
        : new Ratio(Double.parseDouble(text));
  }

  @Override
  public int compareTo(Ratio other) {
    return Double.compare(value, other.value);
  }
}
