package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that all nodes on a database share: that of the machine, corrected by how far it is from
 * the database's. What one node writes to be done at a time, another may do; were each to go by its
 * own clock, a message would wait, or end, as much too late as they differ. Without an answer of
 * the database the last correction stays. Safe for any thread.
 */
public final class DatabaseClock implements InstantSource {
  private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

  /** Machines whose time is kept differ by less; they are left alone. */
  private static final Duration TOLERATED = Duration.ofMillis(500);

  private final InstantSource machine;
  private volatile Duration ahead = Duration.ZERO;

  /** A clock that knows of no difference yet. */
  public DatabaseClock(InstantSource machine) {
    this.machine = requireNonNull(machine);
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(ahead);
  }

  /** When the database was asked, by the machine, and by what never jumps. */
  record Asked(Instant at, long nanos) {}

  Asked ask() {
    return new Asked(machine.instant(), System.nanoTime());
  }

  /** The database answered: its time lies between the question and now. */
  void answered(Asked asked, Instant database) {
    answered(asked, Duration.ofNanos(System.nanoTime() - asked.nanos()), database);
  }

  void answered(Asked asked, Duration took, Instant database) {
    Duration unsure = took.dividedBy(2);
    Duration measured = Duration.between(asked.at().plus(unsure), database);
    if (measured.minus(ahead).abs().compareTo(TOLERATED.plus(unsure)) <= 0) {
      return;
    }
    Duration before = ahead;
    ahead = measured.abs().compareTo(TOLERATED) <= 0 ? Duration.ZERO : measured;
    if (!ahead.equals(before)) {
      log.warn(
          "The clock of this machine is {} ms {} the database's, whose time is used; is NTP"
              + " running on both?",
          ahead.abs().toMillis(),
          ahead.isNegative() ? "ahead of" : "behind");
    }
  }

  /** How far the database's clock is ahead of the machine's; zero while they agree. */
  public Duration ahead() {
    return ahead;
  }
}
