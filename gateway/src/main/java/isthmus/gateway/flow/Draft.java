package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.participating.Recipient;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A message before it is accepted.
 *
 * @param message the message with the key that it will have
 * @param recipient what is known of its recipient
 * @param expires when its validity ends
 * @param requestKey what makes two requests the same one
 * @param ruling what the policy table said to it
 * @param reply how its sender is answered
 */
public record Draft(
    AcceptedMessage message,
    Recipient recipient,
    Instant expires,
    Optional<UUID> requestKey,
    Ruling ruling,
    Reply reply) {
  /** Checks the components. */
  public Draft {
    requireNonNull(message);
    requireNonNull(recipient);
    requireNonNull(expires);
    requireNonNull(requestKey);
    requireNonNull(ruling);
    requireNonNull(reply);
  }
}
