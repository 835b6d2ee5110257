package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Party;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.UserAnswers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request that might come, asked about before it does.
 *
 * @param from who would send it
 * @param to whom it would be for
 * @param service the service identifier that would accompany the recipient
 * @param facts what the routing table looks at
 * @param user what was known about the user for user-specific rows; empty for what is known now
 * @param failed services that would have failed for good before
 * @param surroundings what the policy table looks at besides
 */
public record Inquiry(
    Address from,
    Address to,
    Optional<ServiceIdentifier> service,
    RequestFacts facts,
    Optional<UserAnswers> user,
    List<String> failed,
    Surroundings surroundings) {
  /** Checks the components and copies the list. */
  public Inquiry {
    requireNonNull(from);
    requireNonNull(to);
    requireNonNull(service);
    requireNonNull(facts);
    requireNonNull(user);
    failed = List.copyOf(failed);
    requireNonNull(surroundings);
  }

  /**
   * What the policy table looks at besides addresses and facts.
   *
   * @param fromClass the originator's service class
   * @param toClass the recipient's service class
   * @param at when it comes
   * @param failure the code of a failure before, in words
   */
  public record Surroundings(
      Optional<String> fromClass, Optional<String> toClass, Instant at, Optional<String> failure) {
    /** Checks the components. */
    public Surroundings {
      requireNonNull(fromClass);
      requireNonNull(toClass);
      requireNonNull(at);
      requireNonNull(failure);
    }
  }

  /** What the policy table sees of it, given what is known of those who take part. */
  Circumstances circumstances(Circumstances known) {
    return new Circumstances(
        inClass(known.from(), surroundings.fromClass()),
        inClass(known.to(), surroundings.toClass()),
        surroundings.at(),
        surroundings.failure(),
        failed.isEmpty() ? Optional.empty() : Optional.of(failed.getLast()),
        failed.size());
  }

  private static Party inClass(Party known, Optional<String> asked) {
    return asked.isEmpty() ? known : new Party(known.uri(), known.number(), known.domain(), asked);
  }
}
