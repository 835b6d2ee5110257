package isthmus.gateway.observe;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Where the gateway's own figures come from. Must answer from memory, at once; any thread. */
@FunctionalInterface
public interface GatewayGauges {
  /** The figures now. */
  Figures figures();

  /**
   * The gateway at one moment.
   *
   * @param node name of this node
   * @param version of Isthmus
   * @param startedAt when it was started
   * @param listeners SIP addresses that it should listen at
   * @param services the services that are enabled; each needs a link
   * @param lanes deliveries in memory
   * @param queues what waits for a commit
   * @param sip bounds of the SIP endpoint
   * @param shards shards of conversations that this node holds
   * @param database the database
   * @param routingTableVersion the table that decides, absent when none is loaded
   * @param unwrittenResults results of attempts that wait for the database
   * @param traffic what has passed since the start
   */
  record Figures(
      String node,
      String version,
      Instant startedAt,
      List<Listener> listeners,
      Set<String> services,
      Lanes lanes,
      List<CommitQueue> queues,
      SipBounds sip,
      Shards shards,
      DatabaseState database,
      OptionalLong routingTableVersion,
      long unwrittenResults,
      Traffic traffic) {
    /** Checks the components and copies the collections. */
    public Figures {
      requireNonNull(node);
      requireNonNull(version);
      requireNonNull(startedAt);
      listeners = List.copyOf(listeners);
      services = Set.copyOf(services);
      requireNonNull(lanes);
      queues = List.copyOf(queues);
      requireNonNull(sip);
      requireNonNull(shards);
      requireNonNull(database);
      requireNonNull(routingTableVersion);
      requireNonNull(traffic);
    }
  }

  /**
   * A SIP address.
   *
   * @param address such as {@code udp://127.0.0.1:5060}
   * @param listening whether it is open
   */
  record Listener(String address, boolean listening) {}

  /**
   * Deliveries that this node works on.
   *
   * @param held in memory
   * @param capacity the most that are held; the others stay in the database
   * @param inProgress attempts under way
   * @param maxInProgress the most attempts at a time
   * @param paused true while no attempts are begun, because the database is away
   */
  record Lanes(long held, long capacity, long inProgress, long maxInProgress, boolean paused) {}

  /**
   * A group commit.
   *
   * @param name what is written, such as {@code accept}; a-z and dashes
   * @param waiting items that wait now
   * @param bound the most that may wait; beyond it senders are told to come later
   * @param batches transactions since the start
   * @param items items written since the start
   * @param refused items refused since the start, because too many waited
   * @param commitTime time spent in these transactions, in sum
   */
  record CommitQueue(
      String name,
      long waiting,
      long bound,
      long batches,
      long items,
      long refused,
      Duration commitTime) {}

  /**
   * Bounds of the SIP endpoint; what is used of them is in its counters.
   *
   * @param inProgress requests at the handler
   * @param ratePerSecond new requests per second; 0 for no limit
   * @param inFlight requests of ours without a final answer
   * @param answersKept answers kept for repeated requests
   * @param connections TCP and TLS connections
   */
  record SipBounds(
      long inProgress, long ratePerSecond, long inFlight, long answersKept, long connections) {}

  /**
   * Shards of conversations.
   *
   * @param held by this node
   * @param total over all nodes
   */
  record Shards(long held, long total) {}

  /**
   * The database.
   *
   * @param writable whether the last write, or probe, went through
   * @param detail one line: where it is, or what is wrong; no password
   * @param connectionsInUse connections of the pool in use
   * @param connectionsMax connections that the pool may have
   */
  record DatabaseState(
      boolean writable, String detail, long connectionsInUse, long connectionsMax) {}

  /**
   * Counts since the start, over all services and both directions.
   *
   * @param accepted messages on disk
   * @param refused messages refused with an answer that is final
   * @param submitted messages that a service or a client took
   * @param receipts receipts and notifications that came back
   * @param notifications notifications that went to originators
   */
  record Traffic(long accepted, long refused, long submitted, long receipts, long notifications) {}
}
