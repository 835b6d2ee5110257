package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.message.DeliveryKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deliveries that this node works on, in order within each lane (see {@link Delivery#lane()}):
 * only the head of a lane is attempted, so a delivery that waits for its next attempt delays its
 * own conversation and no other.
 *
 * <p>At most {@code capacity} deliveries are held and at most {@code maxInProgress} attempted at a
 * time; what does not fit stays in the database, where {@link ShardWork} finds it. Safe for use by
 * several threads; the executor is called outside of all locks.
 */
public final class Lanes {
  private static final Logger log = LoggerFactory.getLogger(Lanes.class);

  private final int capacity;
  private final int maxInProgress;
  private final InstantSource clock;
  private final Alarm alarm;
  private final Consumer<Delivery> executor;

  private final Map<String, ArrayDeque<Delivery>> lanes = new HashMap<>();

  /** What is held, with its shard. */
  private final Map<DeliveryKey, Integer> held = new HashMap<>();

  private final ArrayDeque<Delivery> ready = new ArrayDeque<>();

  /**
   * Heads that wait for their time or for a free place, each with the number of its arming: the
   * alarm of a head that was forgotten and came back must not wake it a second time.
   */
  private final Map<DeliveryKey, Long> armed = new HashMap<>();

  /** Heads that are being attempted. */
  private final Set<DeliveryKey> attempted = new HashSet<>();

  private final Set<DeliveryKey> settledMeanwhile = new HashSet<>();
  private long armings;
  private boolean paused;
  private boolean watching;

  /** Calls back after a delay. */
  @FunctionalInterface
  public interface Alarm {
    /** Runs the task once, after the delay, on another thread. */
    void in(Duration delay, Runnable task);
  }

  /**
   * Lanes that are empty.
   *
   * @param executor begins an attempt and returns at once; the attempt ends with {@link #finished}
   *     or {@link #again}
   */
  public Lanes(
      int capacity,
      int maxInProgress,
      InstantSource clock,
      Alarm alarm,
      Consumer<Delivery> executor) {
    this.capacity = capacity;
    this.maxInProgress = maxInProgress;
    this.clock = requireNonNull(clock);
    this.alarm = requireNonNull(alarm);
    this.executor = requireNonNull(executor);
  }

  /** What became of a delivery that was offered. */
  public enum Offer {
    /** It is held now. */
    TAKEN,
    /** It was held already. */
    HELD,
    /** There is no room. */
    FULL
  }

  /** Takes a delivery to the end of its lane. */
  public Offer offer(Delivery delivery) {
    synchronized (this) {
      if (held.containsKey(delivery.key()) || settledMeanwhile.contains(delivery.key())) {
        return Offer.HELD;
      }
      if (held.size() >= capacity) {
        return Offer.FULL;
      }
      held.put(delivery.key(), delivery.shard());
      ArrayDeque<Delivery> lane = lanes.computeIfAbsent(delivery.lane(), l -> new ArrayDeque<>(2));
      lane.addLast(delivery);
      if (lane.size() > 1) {
        return Offer.TAKEN;
      }
      arm(delivery);
    }
    dispatch();
    return Offer.TAKEN;
  }

  /**
   * The attempt of the head of a lane is over and the delivery needs no other; the next one of the
   * lane may begin. The delivery stays held until {@link #settled}, so that a look into the
   * database, which does not know the result yet, cannot bring it back.
   */
  public void finished(Delivery delivery) {
    synchronized (this) {
      if (!attempted.remove(delivery.key())) {
        return;
      }
      next(delivery);
    }
    dispatch();
  }

  /** The result of a finished delivery is on disk. */
  public synchronized void settled(DeliveryKey key) {
    held.remove(key);
    if (watching) {
      settledMeanwhile.add(key);
    }
  }

  /**
   * Begins a look into the database: until {@link #endLook}, what is settled in the meantime counts
   * as held, since the look may have seen it as it was before.
   */
  public synchronized void beginLook() {
    watching = true;
  }

  /** Ends a look. */
  public synchronized void endLook() {
    watching = false;
    settledMeanwhile.clear();
  }

  /**
   * The attempt of a head is over and there is another to come.
   *
   * @param before the delivery as it was attempted
   * @param after the same delivery, changed; attempted when it is due
   */
  public void again(Delivery before, Delivery after) {
    synchronized (this) {
      if (!attempted.remove(before.key())) {
        return;
      }
      if (before.lane().equals(after.lane())) {
        ArrayDeque<Delivery> lane = lanes.get(before.lane());
        if (lane != null && !lane.isEmpty()) {
          lane.removeFirst();
          lane.addFirst(after);
          arm(after);
        }
      } else {
        // Another service means another lane: the delivery goes in front of it, as the oldest.
        next(before);
        ArrayDeque<Delivery> lane = lanes.computeIfAbsent(after.lane(), l -> new ArrayDeque<>(2));
        if (lane.isEmpty()) {
          lane.addLast(after);
          arm(after);
        } else {
          Delivery head = lane.removeFirst();
          lane.addFirst(after);
          lane.addFirst(head);
        }
      }
    }
    dispatch();
  }

  /** Forgets what is not being attempted in a shard, because another node holds it now. */
  public synchronized void forget(int shard) {
    Set<DeliveryKey> waiting = new HashSet<>();
    lanes
        .values()
        .removeIf(
            lane -> {
              Delivery head = lane.getFirst();
              if (head.shard() != shard) {
                return false;
              }
              boolean busy = attempted.contains(head.key());
              lane.stream()
                  .filter(delivery -> !busy || !delivery.key().equals(head.key()))
                  .forEach(delivery -> waiting.add(delivery.key()));
              lane.removeIf(delivery -> waiting.contains(delivery.key()));
              return lane.isEmpty();
            });
    ready.removeIf(delivery -> waiting.contains(delivery.key()));
    held.keySet().removeAll(waiting);
    armed.keySet().removeAll(waiting);
  }

  /** The shards of what is held: attempts under way, what waits, what is not on disk yet. */
  public synchronized Set<Integer> shards() {
    return Set.copyOf(held.values());
  }

  /** Begins no attempts until {@link #resume}; those under way go on. */
  public synchronized void pause() {
    paused = true;
  }

  /** Begins attempts again. */
  public void resume() {
    synchronized (this) {
      paused = false;
    }
    dispatch();
  }

  /** True while attempts are not begun. */
  public synchronized boolean paused() {
    return paused;
  }

  /** Deliveries that are held. */
  public synchronized int size() {
    return held.size();
  }

  /** Attempts under way. */
  public synchronized int inProgress() {
    return attempted.size();
  }

  /** The most deliveries that are held. */
  public int capacity() {
    return capacity;
  }

  /** The most attempts under way. */
  public int maxInProgress() {
    return maxInProgress;
  }

  /** True when there is no room for another delivery. */
  public synchronized boolean full() {
    return held.size() >= capacity;
  }

  private void next(Delivery gone) {
    String name = gone.lane();
    ArrayDeque<Delivery> lane = lanes.get(name);
    if (lane == null) {
      return;
    }
    lane.removeIf(delivery -> delivery.key().equals(gone.key()));
    Delivery head = lane.peekFirst();
    if (head == null) {
      lanes.remove(name);
    } else if (!armed.containsKey(head.key()) && !attempted.contains(head.key())) {
      arm(head);
    }
  }

  private void arm(Delivery head) {
    long arming = ++armings;
    armed.put(head.key(), arming);
    Instant now = clock.instant();
    if (head.due().isAfter(now)) {
      alarm.in(Duration.between(now, head.due()), () -> wake(head, arming));
    } else {
      ready.addLast(head);
    }
  }

  private void wake(Delivery head, long arming) {
    synchronized (this) {
      if (!Long.valueOf(arming).equals(armed.get(head.key()))) {
        return;
      }
      ready.addLast(head);
    }
    dispatch();
  }

  private void dispatch() {
    while (true) {
      Optional<Delivery> next = takeReady();
      if (next.isEmpty()) {
        return;
      }
      begin(next.get());
    }
  }

  /** An attempt that cannot even begin frees its place; the next look brings the delivery back. */
  private void begin(Delivery delivery) {
    try {
      executor.accept(delivery);
    } catch (RuntimeException broken) {
      log.error("delivery {}: the attempt broke", delivery.key(), broken);
      synchronized (this) {
        if (attempted.remove(delivery.key())) {
          next(delivery);
          held.remove(delivery.key());
        }
      }
    }
  }

  private synchronized Optional<Delivery> takeReady() {
    if (paused || attempted.size() >= maxInProgress) {
      return Optional.empty();
    }
    Delivery head = ready.pollFirst();
    if (head == null) {
      return Optional.empty();
    }
    armed.remove(head.key());
    attempted.add(head.key());
    return Optional.of(head);
  }
}
