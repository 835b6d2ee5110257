package isthmus.isf.policy;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.DeliveryTarget;
import java.time.Instant;
import java.util.Optional;

/**
 * What the policy table looks at besides the facts of a request.
 *
 * @param from the originator
 * @param to the recipient
 * @param at when
 * @param failure after a failure its code in words, such as {@code bad-recipient}
 * @param failedService after a failure the service that failed, {@link #CPM} when it was CPM itself
 * @param tries attempts made so far, inside CPM and over all services; 0 before the first
 */
public record Circumstances(
    Party from,
    Party to,
    Instant at,
    Optional<String> failure,
    Optional<String> failedService,
    int tries) {
  /** What stands for the CPM user's clients and the core where services are named. */
  public static final String CPM = DeliveryTarget.CPM;

  /** Checks the components. */
  public Circumstances {
    requireNonNull(from);
    requireNonNull(to);
    requireNonNull(at);
    requireNonNull(failure);
    requireNonNull(failedService);
  }

  /** Before anything was tried. */
  public static Circumstances of(Party from, Party to, Instant at) {
    return new Circumstances(from, to, at, Optional.empty(), Optional.empty(), 0);
  }
}
