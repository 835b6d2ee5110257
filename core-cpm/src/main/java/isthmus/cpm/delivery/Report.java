package isthmus.cpm.delivery;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.disposition.Disposition;
import java.time.Instant;

/**
 * The payload of a notification delivery.
 *
 * @param disposition what happened to the message
 * @param at when it happened
 */
public record Report(Disposition disposition, Instant at) {
  /** Checks the components. */
  public Report {
    requireNonNull(disposition);
    requireNonNull(at);
  }
}
