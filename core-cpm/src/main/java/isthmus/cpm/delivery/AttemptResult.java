package isthmus.cpm.delivery;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.failure.Failure;
import isthmus.cpm.interworking.ExternalPart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an attempt changes in a delivery; written by {@link isthmus.cpm.store.MessageStore#record}.
 *
 * @param delivery the delivery as it was before the attempt
 * @param fence the fencing number under which its shard was held when the attempt began
 * @param at when the attempt ended
 * @param state the state that it leaves
 * @param attempt attempts made, this one included
 * @param due when it is due again, for {@link DeliveryState#QUEUED}
 * @param target the way that it takes from now on
 * @param parts every part that is through
 * @param tried services that have refused it for good
 * @param why the decision and the selection, changed when another service was chosen
 * @param treatment what is laid down from now on
 * @param failure what went wrong, if anything did
 * @param peer the peer that was tried, for people
 * @param notification a notification to the originator that is to be delivered in consequence;
 *     written only when the change is
 */
public record AttemptResult(
    Delivery delivery,
    long fence,
    Instant at,
    DeliveryState state,
    int attempt,
    Instant due,
    DeliveryTarget target,
    List<ExternalPart> parts,
    List<String> tried,
    String why,
    Treatment treatment,
    Optional<Failure> failure,
    String peer,
    Optional<Delivery> notification) {
  /** Checks the components and copies the lists. */
  public AttemptResult {
    requireNonNull(delivery);
    requireNonNull(at);
    requireNonNull(state);
    requireNonNull(due);
    requireNonNull(target);
    parts = List.copyOf(parts);
    tried = List.copyOf(tried);
    requireNonNull(why);
    requireNonNull(treatment);
    requireNonNull(failure);
    requireNonNull(peer);
    requireNonNull(notification);
  }
}
