package isthmus.cpm.interworking;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One link to a peer, as an operator wants to see it.
 *
 * @param service name of the service
 * @param peer name of the link or account
 * @param role what we are on it, such as {@code ESME} or {@code SMSC}
 * @param state what it does now
 * @param since when it came into that state
 * @param lastError the newest trouble, one line
 * @param gauges values that go up and down, with the limits that bound them: {@code window-used},
 *     {@code window-limit}, …
 * @param counters values that only grow: {@code submitted}, {@code throttled}, …
 */
public record LinkStatus(
    String service,
    String peer,
    String role,
    State state,
    Instant since,
    Optional<String> lastError,
    Map<String, Long> gauges,
    Map<String, Long> counters) {
  /** What a link does. */
  public enum State {
    /** Carries traffic. */
    UP,
    /** Carries traffic, slowed down by the peer or with some of its binds down. */
    DEGRADED,
    /** Tries to come up. */
    CONNECTING,
    /** Down and waiting before the next try. */
    DOWN,
    /** Closed on purpose. */
    CLOSED
  }

  /** Checks the components and copies the maps. */
  public LinkStatus {
    requireNonNull(service);
    requireNonNull(peer);
    requireNonNull(role);
    requireNonNull(state);
    requireNonNull(since);
    requireNonNull(lastError);
    gauges = Map.copyOf(gauges);
    counters = Map.copyOf(counters);
  }
}
