package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.interworking.LinkStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether this node can work at all: a node whose links are all down gives its share of the work to
 * nodes that have one. It says so only after a while, so that a start, or a link that is lost and
 * found again, moves nothing. Asked by one thread.
 */
public final class Willingness implements BooleanSupplier {
  private final Supplier<List<LinkStatus>> links;
  private final InstantSource clock;
  private final Duration patience;
  private Instant lastUp;

  /**
   * Willing from the beginning; the patience counts from now.
   *
   * @param patience how long all links may be down
   */
  public Willingness(Supplier<List<LinkStatus>> links, InstantSource clock, Duration patience) {
    this.links = requireNonNull(links);
    this.clock = requireNonNull(clock);
    this.patience = requireNonNull(patience);
    this.lastUp = clock.instant();
  }

  @Override
  public boolean getAsBoolean() {
    Instant now = clock.instant();
    List<LinkStatus> all = links.get();
    if (all.isEmpty() || all.stream().anyMatch(link -> carries(link.state()))) {
      lastUp = now;
    }
    return !lastUp.plus(patience).isBefore(now);
  }

  private static boolean carries(LinkStatus.State state) {
    return switch (state) {
      case UP, DEGRADED -> true;
      case CONNECTING, DOWN, CLOSED -> false;
    };
  }
}
