package isthmus.cpm.interworking;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.disposition.Disposition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A receipt about one part of a message that an interworking function submitted.
 *
 * @param peer the link or account that it came by, as in {@link ExternalPart#peer()}
 * @param candidates the identities under which the part may be stored, best first
 * @param disposition what it says; empty for an interim state that is only recorded
 * @param at when it came; the peer's own clock is not trusted
 * @param state the peer's word for the state, such as {@code DELIVRD}
 * @param error the peer's error code, if any
 */
public record LegacyReceipt(
    String peer,
    List<String> candidates,
    Optional<Disposition> disposition,
    Instant at,
    String state,
    Optional<String> error) {
  /** Checks the components and copies the list. */
  public LegacyReceipt {
    requireNonNull(peer);
    candidates = List.copyOf(candidates);
    requireNonNull(disposition);
    requireNonNull(at);
    requireNonNull(state);
    requireNonNull(error);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("a receipt needs at least one candidate identity");
    }
  }
}
