package isthmus.cpm.store;

import java.util.Set;
import java.util.function.Consumer;

/** Tells the nodes that share a database that there is new work in shards which others hold. */
public interface WorkSignal {
  /**
   * Says that deliveries in these shards were written; best effort, a poll finds what is missed.
   */
  void announce(Set<Integer> shards);

  /**
   * Calls the listener with shards that any node announced, this one included, until closed.
   *
   * @return ends the listening
   */
  AutoCloseable listen(Consumer<Set<Integer>> listener);
}
