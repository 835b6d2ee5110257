package isthmus.cpm.message;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Makes time-ordered keys (RFC 9562 §5.7): 48 bits of milliseconds, a 12-bit counter that keeps
 * keys of one source in order within a millisecond, 62 random bits. Safe for use by several
 * threads.
 */
public final class KeySource {
  private static final long COUNTER_MASK = 0xFFF;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private long last;

  /** A source that reads this clock. */
  public KeySource(InstantSource clock) {
    this.clock = clock;
  }

  /** The next key of a message. */
  public MessageKey nextMessage() {
    return new MessageKey(next());
  }

  /** The next key of a delivery. */
  public DeliveryKey nextDelivery() {
    return new DeliveryKey(next());
  }

  /** The lowest key that a source can make at this instant; bounds of partitions and searches. */
  public static UUID floor(Instant instant) {
    return new UUID((instant.toEpochMilli() << 16) | 0x7000L, 0x8000_0000_0000_0000L);
  }

  /** The instant that a key was made at, in milliseconds. */
  public static Instant instantOf(UUID key) {
    return Instant.ofEpochMilli(key.getMostSignificantBits() >>> 16);
  }

  private synchronized UUID next() {
    // One number of milliseconds and counter; running ahead of the clock keeps the order when a
    // millisecond is full or the clock steps back.
    long now = clock.millis() << 12;
    last = Math.max(last + 1, now);
    long high = ((last >>> 12) << 16) | 0x7000L | (last & COUNTER_MASK);
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
