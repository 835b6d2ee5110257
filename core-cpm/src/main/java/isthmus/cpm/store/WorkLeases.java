package isthmus.cpm.store;

import java.time.Duration;
import java.util.Map;

/** Which node works on which shards; by the database's clock. */
public interface WorkLeases {
  /**
   * Says that this node lives, renews its shards, takes free and expired ones up to its fair share
   * of {@link isthmus.cpm.delivery.Shard#COUNT} over all living nodes.
   *
   * @param willing false when this node cannot work (no link up) and another one may have its share
   * @return shard to fencing number, for every shard that this node holds now; a number grows each
   *     time that a shard changes hands, or is taken again after a restart
   */
  Map<Integer, Long> beat(String node, Duration ttl, boolean willing);

  /** Gives shards back, so that another node may take them at once. */
  void release(String node, Iterable<Integer> shards);

  /** How many shards this node should hold at most, given the nodes that live. */
  int fairShare(String node);

  /** Gives everything back and says that this node is gone. */
  void leave(String node);
}
