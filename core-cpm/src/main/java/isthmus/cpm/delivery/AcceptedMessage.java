package isthmus.cpm.delivery;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.message.MessageKey;
import isthmus.cpm.message.StandaloneMessage;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as it is kept.
 *
 * @param key its key
 * @param message what came
 * @param origin how it came
 * @param acceptedAt when
 * @param asWritten the addresses that it came with, when the message has others now
 */
public record AcceptedMessage(
    MessageKey key,
    StandaloneMessage message,
    Origin origin,
    Instant acceptedAt,
    Optional<AsWritten> asWritten) {
  /** Checks the components. */
  public AcceptedMessage {
    requireNonNull(key);
    requireNonNull(message);
    requireNonNull(origin);
    requireNonNull(acceptedAt);
    requireNonNull(asWritten);
  }

  /** A message whose addresses are those that it came with. */
  public AcceptedMessage(
      MessageKey key, StandaloneMessage message, Origin origin, Instant acceptedAt) {
    this(key, message, origin, acceptedAt, Optional.empty());
  }

  /** Who sent it, as far as what is told about it goes. */
  public Address sender() {
    return asWritten.map(AsWritten::originator).orElseGet(message::originator);
  }

  /** Whom its sender wrote to. */
  public Address addressee() {
    return asWritten.map(AsWritten::recipient).orElseGet(message::recipient);
  }

  /** The same with other addresses; what it came with is kept. */
  public AcceptedMessage readdressed(Address originator, Address recipient) {
    AsWritten before = new AsWritten(sender(), addressee());
    boolean same = originator.equals(message.originator()) && recipient.equals(message.recipient());
    return same
        ? this
        : new AcceptedMessage(
            key, message.between(originator, recipient), origin, acceptedAt, Optional.of(before));
  }
}
