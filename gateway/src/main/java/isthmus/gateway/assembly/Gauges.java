package isthmus.gateway.assembly;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.Shard;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.config.SipConfiguration;
import isthmus.gateway.flow.Tally;
import isthmus.gateway.observe.GatewayGauges;
import isthmus.gateway.store.CommitMetrics;
import isthmus.gateway.store.DatabaseCondition;
import isthmus.gateway.store.GroupCommit;
import isthmus.isf.IsfRules;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** The gateway's own figures, from memory. */
final class Gauges implements GatewayGauges {
  private final String node;
  private final String version;
  private final Instant startedAt;
  private final Pipeline pipeline;
  private final Stores stores;
  private final Configuration configuration;
  private final IsfRules tables;

  private volatile boolean listening;

  Gauges(
      String node,
      String version,
      Instant startedAt,
      Pipeline pipeline,
      Stores stores,
      Configuration configuration,
      IsfRules tables) {
    this.node = requireNonNull(node);
    this.version = requireNonNull(version);
    this.startedAt = requireNonNull(startedAt);
    this.pipeline = requireNonNull(pipeline);
    this.stores = requireNonNull(stores);
    this.configuration = requireNonNull(configuration);
    this.tables = requireNonNull(tables);
  }

  /** True while new messages cannot be kept. */
  boolean suspended() {
    return !stores.database().condition().isWell();
  }

  void listening(boolean now) {
    listening = now;
  }

  @Override
  public Figures figures() {
    Tally tally = pipeline.tally();
    DatabaseCondition database = stores.database().condition();
    return new Figures(
        node,
        version,
        startedAt,
        configuration.sip().listen().stream()
            .map(address -> new Listener(address.toString(), listening))
            .toList(),
        pipeline.functions().services(),
        new Lanes(
            pipeline.lanes().size(),
            pipeline.lanes().capacity(),
            pipeline.lanes().inProgress(),
            pipeline.lanes().maxInProgress(),
            pipeline.lanes().paused()),
        Stream.concat(
                pipeline.batches().all().stream().map(GroupCommit::metrics),
                Stream.of(stores.waitingParts().metrics()))
            .map(Gauges::queue)
            .toList(),
        bounds(configuration.sip()),
        new Shards(pipeline.work().held(), Shard.COUNT),
        new DatabaseState(
            database.isWell(),
            database.detail(),
            stores.database().use().active(),
            configuration.database().poolSize()),
        tables.version(),
        pipeline.finisher().unwritten(),
        new Traffic(
            tally.accepted(),
            tally.refused(),
            tally.submitted(),
            tally.receipts(),
            tally.notifications()));
  }

  private static SipBounds bounds(SipConfiguration sip) {
    return new SipBounds(
        sip.maxInProgress(),
        sip.rate().isCapped() ? (long) Math.ceil(sip.rate().perSecond()) : 0,
        sip.limits().inFlight(),
        sip.limits().answers(),
        sip.limits().connections());
  }

  private static CommitQueue queue(CommitMetrics.Snapshot snapshot) {
    return new CommitQueue(
        snapshot.name(),
        snapshot.waiting(),
        snapshot.queueLimit(),
        snapshot.batches(),
        snapshot.committed(),
        snapshot.refused(),
        Duration.ofNanos(snapshot.commitNanos()));
  }
}
