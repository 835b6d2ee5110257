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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which shards this node works on, and the flow of deliveries from the database into {@link Lanes}:
 * after a restart, from other nodes, when there was no room, when a deferred delivery wakes up.
 *
 * <p>What this node accepts in a shard that it holds goes into the lanes directly. {@link #load} is
 * called by one thread; everything else by any.
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

  /** How far a look into the database goes. */
  private enum Look {
    /** What was written in the last minute. */
    RECENT,
    /** Everything: what wakes up or changes hands may be old. */
    ALL
  }

  /**
   * Shards of which the database may hold deliveries that the lanes do not. While a shard is in
   * here, its new deliveries go by the database too, so that they cannot overtake older ones.
   */
  private final Set<Integer> behind = new HashSet<>();

  /** What has come up in these shards since the look that is under way began; both by this lock. */
  private final Map<Integer, Look> missed = new HashMap<>();

  /**
   * Keys that came from the database, so that the offer of their acceptance, which may come a
   * moment later, does not make a second attempt of what is finished already.
   */
  private final Map<DeliveryKey, Instant> loaded = new ConcurrentHashMap<>();

  private final Set<Integer> announced = new HashSet<>();

  /** Shards that another node shall have as soon as our attempts in them are written. */
  private final Set<Integer> leaving = new HashSet<>();

  private final ReentrantLock leasing = new ReentrantLock();
  private boolean left;

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
    synchronized (behind) {
      // While older deliveries of the shard wait in the database, a new one must not overtake them.
      if (behind.contains(shard)) {
        missed.putIfAbsent(shard, Look.RECENT);
        return;
      }
    }
    if (!loaded.containsKey(delivery.key()) && lanes.offer(delivery) == Lanes.Offer.FULL) {
      lookAt(shard, Look.RECENT);
    }
  }

  private void lookAt(int shard, Look look) {
    synchronized (behind) {
      behind.add(shard);
      missed.merge(shard, look, (one, other) -> one == Look.ALL ? one : other);
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
        lookAt(shard, Look.ALL);
      }
    }
  }

  /**
   * Renews the leases, takes what is due to this node and lets go of what is not.
   *
   * @param willing false when this node has no way out for messages
   */
  public void beat(boolean willing) {
    leasing.lock();
    try {
      if (left) {
        return;
      }
      Map<Integer, Long> leased = leases.beat(node, ttl, willing);
      changeTo(staying(leased, leases.fairShare(node)));
      releaseDrained();
    } catch (StoreUnavailableException away) {
      // The fences protect what we go on with; new work needs the database anyway.
      log.warn("leases not renewed: {}", away.getMessage());
    } finally {
      leasing.unlock();
    }
    Instant old = recently();
    loaded.values().removeIf(at -> at.isBefore(old));
  }

  /** What we go on with; the rest of what we hold is on its way out. */
  private Map<Integer, Long> staying(Map<Integer, Long> leased, int share) {
    List<Integer> inOrder =
        leased.keySet().stream()
            .sorted(Comparator.<Integer, Boolean>comparing(leaving::contains).thenComparing(s -> s))
            .toList();
    List<Integer> surplus = inOrder.subList(Math.min(share, inOrder.size()), inOrder.size());
    leaving.clear();
    leaving.addAll(surplus);
    Map<Integer, Long> staying = new HashMap<>(leased);
    staying.keySet().removeAll(surplus);
    return staying;
  }

  private void changeTo(Map<Integer, Long> now) {
    Map<Integer, Long> before = fences;
    fences = Map.copyOf(now);
    before.forEach(
        (shard, fence) -> {
          // Another fence means that somebody else may have worked here: what we know is old.
          if (!fence.equals(now.get(shard))) {
            lanes.forget(shard);
            synchronized (behind) {
              behind.remove(shard);
              missed.remove(shard);
            }
          }
        });
    now.forEach(
        (shard, fence) -> {
          if (!fence.equals(before.get(shard))) {
            lookAt(shard, Look.ALL);
          }
        });
  }

  /**
   * Gives shards away once nothing of theirs is under way here: given away earlier, what this node
   * has submitted and not yet written would be submitted again by the next one.
   */
  private void releaseDrained() {
    Set<Integer> drained = new TreeSet<>(leaving);
    if (!drained.isEmpty()) {
      drained.removeAll(lanes.shards());
    }
    if (!drained.isEmpty()) {
      leases.release(node, drained);
      leaving.removeAll(drained);
    }
  }

  /** Marks every shard to be looked through; catches what no signal told. */
  public void poll() {
    for (int shard : fences.keySet()) {
      lookAt(shard, Look.ALL);
    }
  }

  /** Loads deliveries of the shards that are behind, as far as there is room. */
  public void load() {
    try {
      giveAway();
      for (int shard : lookedFor()) {
        if (lanes.full() || lanes.paused()) {
          return;
        }
        catchUp(shard);
      }
    } catch (StoreUnavailableException away) {
      log.debug("work not loaded: {}", away.getMessage());
    }
  }

  private void giveAway() {
    leasing.lock();
    try {
      releaseDrained();
    } finally {
      leasing.unlock();
    }
  }

  private List<Integer> lookedFor() {
    synchronized (behind) {
      return List.copyOf(behind);
    }
  }

  /**
   * Looks until nothing has come up during the look: what is offered meanwhile waits in the
   * database as well, and would be overtaken if the shard were called caught up before it was
   * loaded.
   */
  private void catchUp(int shard) {
    Look look = Look.ALL;
    while (true) {
      synchronized (behind) {
        missed.remove(shard);
      }
      Optional<DeliveryKey> from =
          switch (look) {
            case ALL -> Optional.empty();
            case RECENT -> Optional.of(new DeliveryKey(KeySource.floor(recently())));
          };
      if (!loadFrom(shard, from)) {
        return;
      }
      synchronized (behind) {
        Optional<Look> more = Optional.ofNullable(missed.remove(shard));
        if (more.isEmpty()) {
          behind.remove(shard);
          return;
        }
        look = more.get();
      }
    }
  }

  private Instant recently() {
    return clock.instant().minus(RECENT);
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

  /** Lets every shard go, so that others take them at once; this node takes none again. */
  public void leave() {
    leasing.lock();
    try {
      left = true;
      fences = Map.of();
      leases.leave(node);
    } catch (StoreUnavailableException away) {
      log.warn("leases not given back: {}", away.getMessage());
    } finally {
      leasing.unlock();
    }
  }
}
