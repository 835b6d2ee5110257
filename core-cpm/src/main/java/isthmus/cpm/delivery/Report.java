package isthmus.cpm.delivery;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.disposition.Disposition;
import java.time.Instant;
import java.util.Optional;

/**
 * The payload of a notification delivery.
 *
 * @param disposition what happened to the message
 * @param at when it happened
 * @param service the service that took the message, when it is told that it left CPM
 */
public record Report(Disposition disposition, Instant at, Optional<String> service) {
  /** Checks the components. */
  public Report {
    requireNonNull(disposition);
    requireNonNull(at);
    requireNonNull(service);
  }

  /** A report that names no service. */
  public Report(Disposition disposition, Instant at) {
    this(disposition, at, Optional.empty());
  }
}
