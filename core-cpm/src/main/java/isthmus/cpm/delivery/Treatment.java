package isthmus.cpm.delivery;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was laid down for a delivery when its service was selected, for all attempts and all nodes
 * (CPM SD §5.3.1.2 "service provider policies").
 *
 * @param recipient whom to reach outside CPM, when it is not the message's recipient: an address
 *     that the target's preferences put in its place
 * @param only the only service that may take it
 * @param retry pauses between attempts in the place of the back-off; after the last the failure is
 *     for good. Empty for the back-off
 * @param since attempts that had been made when {@code retry} began to count
 * @param until not after this instant, when that is before the delivery's own end
 * @param alterations what is done with the content before it is submitted, in this order
 */
public record Treatment(
    Optional<Address> recipient,
    Optional<String> only,
    Optional<List<Duration>> retry,
    int since,
    Optional<Instant> until,
    List<Alteration> alterations) {
  /** Nothing out of the ordinary. */
  public static final Treatment NONE =
      new Treatment(
          Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty(), List.of());

  /** Checks the components and copies the lists. */
  public Treatment {
    requireNonNull(recipient);
    requireNonNull(only);
    requireNonNull(until);
    retry = retry.map(List::copyOf);
    alterations = List.copyOf(alterations);
    if (since < 0) {
      throw new IllegalArgumentException("attempts count from 0: " + since);
    }
  }

  /** The same with pauses that count from an attempt on. */
  public Treatment withRetry(Optional<List<Duration>> pauses, int attempt) {
    return new Treatment(
        recipient, only, pauses, pauses.isPresent() ? attempt : 0, until, alterations);
  }

  /** The same with an end. */
  public Treatment endingAt(Instant end) {
    return new Treatment(recipient, only, retry, since, Optional.of(end), alterations);
  }

  /** The end of a delivery that is so treated. */
  public Instant end(Instant expires) {
    return until.filter(end -> end.isBefore(expires)).orElse(expires);
  }

  /** The same with other alterations. */
  public Treatment withAlterations(List<Alteration> changed) {
    return new Treatment(recipient, only, retry, since, until, changed);
  }

  /** The pause laid down after an attempt; empty after the last, or when none are laid down. */
  public Optional<Duration> pauseAfter(int attempt) {
    int index = attempt - since - 1;
    return retry
        .filter(pauses -> index >= 0 && index < pauses.size())
        .map(pauses -> pauses.get(index));
  }
}
