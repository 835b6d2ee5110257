package isthmus.cpm.delivery;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was laid down for a delivery when its service was selected, for all attempts and all nodes
 * (CPM SD §5.3.1.2 "service provider policies").
 *
 * @param recipient whom to reach outside CPM, when it is not the message's recipient: an address
 *     that the target's preferences or the provider's policy put in its place
 * @param originator whom the service sees as originator, when it is not the message's
 * @param retry pauses between attempts in the place of the back-off; after the last the failure is
 *     for good. Empty for the back-off
 * @param alterations what is done with the content before it is submitted, in this order
 */
public record Treatment(
    Optional<Address> recipient,
    Optional<Address> originator,
    Optional<List<Duration>> retry,
    List<Alteration> alterations) {
  /** Nothing out of the ordinary. */
  public static final Treatment NONE =
      new Treatment(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  /** Checks the components and copies the lists. */
  public Treatment {
    requireNonNull(recipient);
    requireNonNull(originator);
    retry = retry.map(List::copyOf);
    alterations = List.copyOf(alterations);
  }

  /** The same with other pauses. */
  public Treatment withRetry(List<Duration> pauses) {
    return new Treatment(recipient, originator, Optional.of(pauses), alterations);
  }

  /** The same with other alterations. */
  public Treatment withAlterations(List<Alteration> changed) {
    return new Treatment(recipient, originator, retry, changed);
  }

  /** The same for another recipient. */
  public Treatment to(Address other) {
    return new Treatment(Optional.of(other), originator, retry, alterations);
  }
}
