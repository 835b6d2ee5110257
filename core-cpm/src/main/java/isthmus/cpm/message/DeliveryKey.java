package isthmus.cpm.message;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * Isthmus' own key of a delivery: a time-ordered UUID, so that storage can be partitioned by it.
 *
 * @param value RFC 9562 §5.7, version 7
 */
public record DeliveryKey(UUID value) implements Comparable<DeliveryKey> {
  /** Checks the value. */
  public DeliveryKey {
    requireNonNull(value);
  }

  @Override
  public int compareTo(DeliveryKey other) {
    int high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
