package isthmus.gateway.observe;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.cpm.store.StoryStore.StateCount;
import isthmus.gateway.observe.GatewayGauges.Figures;
import isthmus.gateway.observe.GatewayGauges.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a {@link Sample} once a second and keeps the rates of the last minutes, so that any number
 * of readers costs the gateway one reading. The database is asked on a thread of its own, at most
 * every five seconds: one that hangs delays no sample.
 */
public final class Sampler implements AutoCloseable {
  /** Rates that are kept: three minutes of them. */
  public static final int HISTORY = 180;

  private static final Logger log = LoggerFactory.getLogger(Sampler.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final int STORE_EVERY = 5;

  private final ObservedGateway gateway;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sampled = lock.newCondition();
  private final ArrayDeque<Rates> history = new ArrayDeque<>();
  private final AtomicBoolean asking = new AtomicBoolean();
  private final Thread thread;
  private volatile List<StateCount> deliveries = List.of();
  private Sample latest;
  private boolean closed;

  private Sampler(ObservedGateway gateway) {
    this.gateway = requireNonNull(gateway);
    this.latest = sample(1, Optional.empty());
    this.thread = Thread.ofVirtual().name("sampler").unstarted(this::run);
  }

  /** A sampler that runs. */
  public static Sampler start(ObservedGateway gateway) {
    Sampler sampler = new Sampler(gateway);
    sampler.askTheStore();
    sampler.thread.start();
    return sampler;
  }

  /** The newest sample. */
  public Sample latest() {
    lock.lock();
    try {
      return latest;
    } finally {
      lock.unlock();
    }
  }

  /** Rates of the last {@link #HISTORY} seconds at most, oldest first. */
  public List<Rates> history() {
    lock.lock();
    try {
      return List.copyOf(history);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a sample newer than one that the caller has.
   *
   * @return empty when the sampler was closed, or none came in time
   */
  public Optional<Sample> after(long sequence, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (!closed && latest.sequence() <= sequence && left > 0) {
        left = sampled.awaitNanos(left);
      }
      return closed || latest.sequence() <= sequence ? Optional.empty() : Optional.of(latest);
    } finally {
      lock.unlock();
    }
  }

  /** True after {@link #close}. */
  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the sampling and wakes whoever waits. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      sampled.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
  }

  private void take() {
    Sample before = latest();
    Sample now = sample(before.sequence() + 1, Optional.of(before));
    lock.lock();
    try {
      latest = now;
      history.addLast(now.rates());
      if (history.size() > HISTORY) {
        history.removeFirst();
      }
      sampled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Asks the store for the open deliveries, unless it is being asked already. */
  private void askTheStore() {
    if (!asking.compareAndSet(false, true)) {
      return;
    }
    Thread.ofVirtual()
        .name("sampler-store")
        .start(
            () -> {
              try {
                deliveries = List.copyOf(gateway.stories().openByState());
              } catch (StoreUnavailableException away) {
                deliveries = List.of();
              } finally {
                asking.set(false);
              }
            });
  }

  private void run() {
    while (!isClosed()) {
      try {
        TimeUnit.NANOSECONDS.sleep(PERIOD.toNanos());
        take();
        if (latest().sequence() % STORE_EVERY == 0) {
          askTheStore();
        }
      } catch (InterruptedException ended) {
        return;
      } catch (RuntimeException bug) {
        log.error("no sample could be taken", bug);
      }
    }
  }

  private Sample sample(long sequence, Optional<Sample> before) {
    Instant now = gateway.clock().instant();
    Figures figures = gateway.gauges().figures();
    List<LinkStatus> links =
        gateway.links().get().stream()
            .sorted(Comparator.comparing(LinkStatus::service).thenComparing(LinkStatus::peer))
            .toList();
    Rates rates = before.map(old -> rates(old, figures.traffic(), now)).orElse(Rates.NONE);
    return new Sample(
        sequence,
        now,
        figures,
        Health.of(figures, links),
        links,
        gateway.sip().get(),
        rates,
        deliveries);
  }

  private static Rates rates(Sample before, Traffic traffic, Instant now) {
    return Rates.between(before.figures().traffic(), traffic, Duration.between(before.at(), now));
  }
}
