package isthmus.cpm.delivery;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.message.MessageKey;
import isthmus.cpm.message.StandaloneMessage;
import java.time.Instant;

/**
 * A message as it is kept.
 *
 * @param key its key
 * @param message what came
 * @param origin how it came
 * @param acceptedAt when
 */
public record AcceptedMessage(
    MessageKey key, StandaloneMessage message, Origin origin, Instant acceptedAt) {
  /** Checks the components. */
  public AcceptedMessage {
    requireNonNull(key);
    requireNonNull(message);
    requireNonNull(origin);
    requireNonNull(acceptedAt);
  }
}
