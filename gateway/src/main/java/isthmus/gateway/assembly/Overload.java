package isthmus.gateway.assembly;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.sip.Admission;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Refuses new requests at the door, before they cost anything, while the database is away or too
 * much waits for it.
 */
final class Overload implements Admission {
  private final BooleanSupplier suspended;
  private final BooleanSupplier nearlyFull;
  private final Duration retryAfter;

  /**
   * An admission.
   *
   * @param suspended whether the database is away
   * @param nearlyFull whether too much waits to be written
   */
  Overload(BooleanSupplier suspended, BooleanSupplier nearlyFull, Duration retryAfter) {
    this.suspended = requireNonNull(suspended);
    this.nearlyFull = requireNonNull(nearlyFull);
    this.retryAfter = requireNonNull(retryAfter);
  }

  @Override
  public Optional<Duration> refusal() {
    return suspended.getAsBoolean() || nearlyFull.getAsBoolean()
        ? Optional.of(retryAfter)
        : Optional.empty();
  }
}
