package isthmus.cpm.message;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * Isthmus' own key of a message: a time-ordered UUID, so that storage can be partitioned by it.
 *
 * @param value RFC 9562 §5.7, version 7
 */
public record MessageKey(UUID value) implements Comparable<MessageKey> {
  /** Checks the value. */
  public MessageKey {
    requireNonNull(value);
  }

  @Override
  public int compareTo(MessageKey other) {
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
