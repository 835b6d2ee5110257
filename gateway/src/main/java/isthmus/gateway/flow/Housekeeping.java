package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.MessageStore.Effect;
import isthmus.cpm.store.MessageStore.NotificationPlan;
import isthmus.cpm.store.MessageStore.ReceiptResult;
import isthmus.cpm.store.StoreUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens by the clock: leases, loading, signals, expiry, late matches. One thread does the
 * leases, so that slow housekeeping cannot lose them; another does the rest.
 */
public final class Housekeeping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final int EXPIRE_AT_ONCE = 500;

  private final ScheduledExecutorService leases =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("isthmus-leases").daemon().factory());
  private final ScheduledExecutorService rest =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("isthmus-housekeeping").daemon().factory());

  private final ShardWork work;
  private final MessageStore store;
  private final NotificationPlan plan;
  private final InstantSource clock;
  private final Duration ttl;
  private final BooleanSupplier willing;

  /**
   * Nothing runs yet.
   *
   * @param willing whether this node can work at all
   */
  public Housekeeping(
      ShardWork work,
      MessageStore store,
      NotificationPlan plan,
      InstantSource clock,
      Duration ttl,
      BooleanSupplier willing) {
    this.work = requireNonNull(work);
    this.store = requireNonNull(store);
    this.plan = requireNonNull(plan);
    this.clock = requireNonNull(clock);
    this.ttl = requireNonNull(ttl);
    this.willing = requireNonNull(willing);
  }

  /** Takes the first leases and begins. */
  public void start() {
    work.beat(willing.getAsBoolean());
    every(leases, ttl.dividedBy(3), () -> work.beat(willing.getAsBoolean()));
    every(rest, Duration.ofMillis(20), work::flushSignals);
    every(rest, Duration.ofMillis(50), work::load);
    every(rest, Duration.ofSeconds(30), work::poll);
    every(
        rest,
        Duration.ofSeconds(1),
        () -> store.rematch(clock.instant(), plan).forEach(this::offer));
    every(rest, Duration.ofSeconds(5), this::expire);
  }

  /** Runs something regularly beside the work on messages. */
  public void every(Duration period, Runnable task) {
    every(rest, period, task);
  }

  private void expire() {
    List<Effect> effects = store.expire(work.shards(), clock.instant(), EXPIRE_AT_ONCE, plan);
    for (Effect effect : effects) {
      effect.notifications().forEach(work::offer);
    }
  }

  private void offer(ReceiptResult result) {
    result.notification().ifPresent(this::offer);
  }

  private void offer(Delivery delivery) {
    work.offer(delivery);
  }

  private static void every(ScheduledExecutorService thread, Duration period, Runnable task) {
    ScheduledFuture<?> handle =
        thread.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (StoreUnavailableException away) {
                // The watch of the database tells once; this comes many times a second.
                log.debug("housekeeping waits: {}", away.getMessage());
              } catch (RuntimeException broken) {
                log.error("housekeeping failed", broken);
              }
            },
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
    if (handle.isCancelled()) {
      throw new IllegalStateException("housekeeping has ended");
    }
  }

  @Override
  public void close() {
    rest.shutdownNow();
    leases.shutdownNow();
  }
}
