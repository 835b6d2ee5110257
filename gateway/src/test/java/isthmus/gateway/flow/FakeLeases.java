package isthmus.gateway.flow;

import isthmus.cpm.store.StoreUnavailableException;
import isthmus.cpm.store.WorkLeases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Leases that a test hands out. */
final class FakeLeases implements WorkLeases {
  final Map<Integer, Long> held = new TreeMap<>();
  final List<Integer> released = new ArrayList<>();
  int share = 64;
  boolean away;
  boolean left;

  @Override
  public Map<Integer, Long> beat(String node, Duration ttl, boolean willing) {
    if (away) {
      throw new StoreUnavailableException("away", new IllegalStateException("away"));
    }
    return new TreeMap<>(held);
  }

  @Override
  public void release(String node, Iterable<Integer> shards) {
    for (int shard : shards) {
      released.add(shard);
      held.remove(shard);
    }
  }

  @Override
  public int fairShare(String node) {
    return share;
  }

  @Override
  public void leave(String node) {
    left = true;
    held.clear();
  }
}
