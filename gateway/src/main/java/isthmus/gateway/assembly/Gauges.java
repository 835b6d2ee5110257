package isthmus.gateway.assembly;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.Shard;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.flow.Tally;
import isthmus.gateway.observe.GatewayGauges;
import isthmus.gateway.store.CommitMetrics;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.GroupCommit;
import isthmus.isf.IsfTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The gateway's own figures, from memory; the database is probed in the background. */
final class Gauges implements GatewayGauges {
  private final String node;
  private final String version;
  private final Instant startedAt;
  private final Pipeline pipeline;
  private final Database database;
  private final int connectionsMax;
  private final IsfTables tables;
  private final List<String> listeners;

  private volatile String databaseTrouble = "";
  private volatile boolean listening;

  Gauges(
      String node,
      String version,
      Instant startedAt,
      Pipeline pipeline,
      Database database,
      int connectionsMax,
      IsfTables tables,
      List<String> listeners) {
    this.node = requireNonNull(node);
    this.version = requireNonNull(version);
    this.startedAt = requireNonNull(startedAt);
    this.pipeline = requireNonNull(pipeline);
    this.database = requireNonNull(database);
    this.connectionsMax = connectionsMax;
    this.tables = requireNonNull(tables);
    this.listeners = List.copyOf(listeners);
  }

  /** Asks the database whether it can be written to; called regularly. */
  void probe() {
    try {
      database.ping();
      databaseTrouble = "";
    } catch (StoreUnavailableException away) {
      databaseTrouble = String.valueOf(away.getMessage());
    }
  }

  void listening(boolean now) {
    listening = now;
  }

  @Override
  public Figures figures() {
    Tally tally = pipeline.tally();
    String trouble = databaseTrouble;
    return new Figures(
        node,
        version,
        startedAt,
        listeners.stream().map(address -> new Listener(address, listening)).toList(),
        pipeline.functions().services(),
        new Lanes(
            pipeline.lanes().size(),
            pipeline.lanes().capacity(),
            pipeline.lanes().inProgress(),
            pipeline.lanes().maxInProgress(),
            pipeline.lanes().paused()),
        pipeline.batches().all().stream().map(Gauges::queue).toList(),
        new Shards(pipeline.work().held(), Shard.COUNT),
        new DatabaseState(
            trouble.isEmpty(),
            trouble.isEmpty() ? "writable" : trouble,
            database.use().active(),
            connectionsMax),
        tables.version(),
        pipeline.finisher().unwritten(),
        new Traffic(
            tally.accepted(),
            tally.refused(),
            tally.submitted(),
            tally.receipts(),
            tally.notifications()));
  }

  private static CommitQueue queue(GroupCommit<?, ?> commit) {
    CommitMetrics.Snapshot snapshot = commit.metrics();
    return new CommitQueue(
        snapshot.name(),
        snapshot.waiting(),
        snapshot.queueLimit(),
        snapshot.batches(),
        snapshot.committed(),
        Duration.ofNanos(snapshot.commitNanos()));
  }
}
