package isthmus.isf.analysis;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A failed attempt that was recorded.
 *
 * @param attempt 1 for the first of the message
 * @param at when it ended
 * @param service the service that failed, {@code cpm} inside CPM; empty when that is not recorded
 * @param code the failure's code in words, such as {@code bad-recipient}
 * @param next where the message went then: a service, which may be the same one; empty when it
 *     ended
 */
public record RecordedFailure(
    int attempt, Instant at, Optional<String> service, String code, Optional<String> next) {
  /** Checks the components. */
  public RecordedFailure {
    requireNonNull(at);
    requireNonNull(service);
    requireNonNull(code);
    requireNonNull(next);
  }

  /** Whether the service was not tried again. */
  boolean gaveUp() {
    return !next.equals(service);
  }
}
