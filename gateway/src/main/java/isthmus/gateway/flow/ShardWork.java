package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.message.KeySource;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.cpm.store.WorkLeases;
import isthmus.cpm.store.WorkSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which shards this node works on, and the flow of deliveries from the database into {@link Lanes}:
 * after a restart, from other nodes, when there was no room, when a deferred delivery wakes up.
 *
 * <p>What this node accepts in a shard that it holds goes into the lanes directly. {@link #beat},
 * {@link #poll} and {@link #load} are called by one housekeeping thread; {@link #offer} by any.
 */
public final class ShardWork {
  private static final Logger log = LoggerFactory.getLogger(ShardWork.class);
  private static final int PAGE = 500;

  /** How far back a signal makes us look: longer than any commit takes. */
  private static final Duration RECENT = Duration.ofMinutes(1);

  private final WorkLeases leases;
  private final MessageStore store;
  private final WorkSignal signal;
  private final Lanes lanes;
  private final InstantSource clock;
  private final String node;
  private final Duration ttl;

  private volatile Map<Integer, Long> fences = Map.of();

  /** Shards of which the database may hold deliveries that the lanes do not. */
  private final Set<Integer> behind = ConcurrentHashMap.newKeySet();

  /**
   * Keys that came from the database, so that the offer of their acceptance, which may come a moment
   * later, does not make a second attempt of what is finished already.
   */
  private final Map<DeliveryKey, Instant> loaded = new ConcurrentHashMap<>();

  private final Set<Integer> announced = new HashSet<>();

  /** Nothing held, nothing loaded. */
  public ShardWork(
      WorkLeases leases,
      MessageStore store,
      WorkSignal signal,
      Lanes lanes,
      InstantSource clock,
      String node,
      Duration ttl) {
    this.leases = requireNonNull(leases);
    this.store = requireNonNull(store);
    this.signal = requireNonNull(signal);
    this.lanes = requireNonNull(lanes);
    this.clock = requireNonNull(clock);
    this.node = requireNonNull(node);
    this.ttl = requireNonNull(ttl);
  }

  /** The fencing number of a shard that this node holds. */
  public OptionalLong fence(int shard) {
    Long fence = fences.get(shard);
    return fence == null ? OptionalLong.empty() : OptionalLong.of(fence);
  }

  /** The shards that this node holds. */
  public List<Integer> shards() {
    return List.copyOf(fences.keySet());
  }

  /** How many shards this node holds. */
  public int held() {
    return fences.size();
  }

  /** Hands on a delivery that was just written, here if its shard is ours, else by a signal. */
  public void offer(Delivery delivery) {
    int shard = delivery.shard();
    if (!fences.containsKey(shard)) {
      announce(shard);
      return;
    }
    // While older deliveries of the shard wait in the database, a new one must not overtake them.
    if (behind.contains(shard) || loaded.containsKey(delivery.key())) {
      return;
    }
    if (lanes.offer(delivery) == Lanes.Offer.FULL) {
      behind.add(shard);
    }
  }

  private void announce(int shard) {
    synchronized (announced) {
      announced.add(shard);
    }
  }

  /** Sends the signals that {@link #offer} gathered. */
  public void flushSignals() {
    Set<Integer> shards;
    synchronized (announced) {
      if (announced.isEmpty()) {
        return;
      }
      shards = new TreeSet<>(announced);
      announced.clear();
    }
    signal.announce(shards);
  }

  /** Deferred deliveries of these shards have become due; tells whoever holds them. */
  public void woken(Set<Integer> shards) {
    signalled(shards);
    for (int shard : shards) {
      if (!fences.containsKey(shard)) {
        announce(shard);
      }
    }
  }

  /** Another node says that there is work in these shards. */
  public void signalled(Set<Integer> shards) {
    for (int shard : shards) {
      if (fences.containsKey(shard)) {
        behind.add(shard);
      }
    }
  }

  /**
   * Renews the leases, takes what is due to this node and lets go of what is not.
   *
   * @param willing false when this node has no way out for messages
   */
  public void beat(boolean willing) {
    Map<Integer, Long> now;
    try {
      now = leases.beat(node, ttl, willing);
      now = shed(now);
    } catch (StoreUnavailableException away) {
      // The fences protect what we go on with; new work needs the database anyway.
      log.warn("leases not renewed: {}", away.getMessage());
      return;
    }
    Map<Integer, Long> before = fences;
    fences = Map.copyOf(now);
    for (int shard : before.keySet()) {
      if (!now.containsKey(shard)) {
        lanes.forget(shard);
        behind.remove(shard);
      }
    }
    for (Map.Entry<Integer, Long> entry : now.entrySet()) {
      if (!entry.getValue().equals(before.get(entry.getKey()))) {
        behind.add(entry.getKey());
      }
    }
    Instant old = clock.instant().minus(RECENT);
    loaded.values().removeIf(at -> at.isBefore(old));
  }

  private Map<Integer, Long> shed(Map<Integer, Long> now) {
    int share = leases.fairShare(node);
    if (now.size() <= share) {
      return now;
    }
    List<Integer> surplus = now.keySet().stream().sorted().skip(share).toList();
    leases.release(node, surplus);
    Map<Integer, Long> rest = new HashMap<>(now);
    rest.keySet().removeAll(surplus);
    return rest;
  }

  /** Marks every shard to be looked through; catches what no signal told. */
  public void poll() {
    behind.addAll(fences.keySet());
  }

  /** Loads deliveries of the shards that are behind, as far as there is room. */
  public void load() {
    for (int shard : List.copyOf(behind)) {
      if (lanes.full() || lanes.paused()) {
        return;
      }
      try {
        if (loadShard(shard)) {
          behind.remove(shard);
          // What was accepted between the last page and the removal is found by one more look.
          loadFrom(shard, Optional.of(new DeliveryKey(KeySource.floor(recently()))));
        }
      } catch (StoreUnavailableException away) {
        log.warn("work not loaded: {}", away.getMessage());
        return;
      }
    }
  }

  private Instant recently() {
    return clock.instant().minus(RECENT);
  }

  private boolean loadShard(int shard) {
    return loadFrom(shard, Optional.empty());
  }

  /** True when the end was reached. */
  private boolean loadFrom(int shard, Optional<DeliveryKey> from) {
    Optional<DeliveryKey> after = from;
    while (fences.containsKey(shard)) {
      lanes.beginLook();
      try {
        List<Delivery> page = store.queued(shard, after, PAGE);
        for (Delivery delivery : page) {
          loaded.put(delivery.key(), clock.instant());
          if (lanes.offer(delivery) == Lanes.Offer.FULL) {
            loaded.remove(delivery.key());
            behind.add(shard);
            return false;
          }
        }
        if (page.size() < PAGE) {
          return true;
        }
        after = Optional.of(page.getLast().key());
      } finally {
        lanes.endLook();
      }
    }
    return true;
  }

  /** Lets every shard go, so that others take them at once. */
  public void leave() {
    fences = Map.of();
    try {
      leases.leave(node);
    } catch (StoreUnavailableException away) {
      log.warn("leases not given back: {}", away.getMessage());
    }
  }
}
