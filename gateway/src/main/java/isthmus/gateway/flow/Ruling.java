package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.isf.PolicyMatch;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.ContentChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the policy table says to a message that comes in, before the interworking decision or from a
 * service.
 *
 * @param version the rule set that was asked
 * @param match the row that fitted; empty when none did
 * @param from another originator
 * @param to another recipient
 */
public record Ruling(
    long version, Optional<PolicyMatch> match, Optional<Address> from, Optional<Address> to) {
  /** Nothing. */
  public static final Ruling NONE =
      new Ruling(0, Optional.empty(), Optional.empty(), Optional.empty());

  /** Checks the components. */
  public Ruling {
    requireNonNull(match);
    requireNonNull(from);
    requireNonNull(to);
  }

  private <A extends Action> Optional<A> action(Class<A> kind) {
    return match.flatMap(row -> row.action(kind));
  }

  Optional<Action.Reject> reject() {
    return action(Action.Reject.class);
  }

  Optional<String> force() {
    return action(Action.Force.class).map(Action.Force::service);
  }

  Optional<ContentChange> content() {
    return action(Action.Content.class).map(Action.Content::change);
  }

  private Optional<Duration> validity() {
    return action(Action.Validity.class).map(Action.Validity::period);
  }

  /** When the message's time is over. */
  Instant expiry(Instant wanted, Instant now) {
    return validity().map(now::plus).filter(end -> end.isBefore(wanted)).orElse(wanted);
  }

  /** The row in a clause for people. */
  String words() {
    return match.map(row -> words(row, version)).orElse("");
  }

  /** A row of a rule set in a clause for people. */
  static String words(PolicyMatch row, long version) {
    return "row %s of the policy table, version %d, at %s: %s"
        .formatted(
            row.rowId(),
            version,
            row.stage().word(),
            row.actions().isEmpty()
                ? "pass"
                : String.join(", ", row.actions().stream().map(Action::words).toList()));
  }
}
