package isthmus.gateway.observe;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.sip.SipCounters;
import isthmus.cpm.store.StoryStore.StateCount;
import isthmus.gateway.observe.GatewayGauges.CommitQueue;
import isthmus.gateway.observe.GatewayGauges.Figures;
import isthmus.gateway.observe.GatewayGauges.Lanes;
import isthmus.gateway.observe.GatewayGauges.SipBounds;
import isthmus.gateway.observe.GatewayGauges.Traffic;
import java.util.List;
import java.util.Locale;

/**
 * Metrics for Prometheus: every count, every state, and every bound beside the value that it
 * bounds. Labels are names of links, services, queues, methods and states, never an address or a
 * text. Safe for use by several threads.
 */
public final class GatewayMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MeterBook book = new MeterBook(registry);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private final Sampler sampler;

  /** Metrics of what a sampler sees. */
  public GatewayMetrics(Sampler sampler) {
    this.sampler = requireNonNull(sampler);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    collector.bindTo(registry);
  }

  /** Where other parts register meters of their own, under {@code isthmus.…}. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /** The text that Prometheus reads. */
  public synchronized String scrape() {
    Sample sample = sampler.latest();
    book.begin();
    gateway(sample.figures(), sample);
    sample.figures().queues().forEach(this::queue);
    sip(sample.sip());
    sipBounds(sample.figures().sip());
    sample.links().forEach(this::link);
    deliveries(sample.deliveries());
    book.end();
    return registry.scrape();
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }

  private void gateway(Figures figures, Sample sample) {
    gauge(
        "isthmus.node",
        "always 1; the labels say which node and version",
        Tags.of("node", figures.node(), "version", figures.version()),
        1);
    gauge("isthmus.ready", "1 when fit for traffic", Tags.empty(), flag(sample.health().ready()));
    gauge(
        "isthmus.start.time.seconds",
        "when it was started, seconds of the Unix epoch",
        Tags.empty(),
        figures.startedAt().toEpochMilli() / 1e3);
    sample
        .health()
        .checks()
        .forEach(
            check ->
                gauge(
                    "isthmus.health.check",
                    "1 when the check is passed",
                    Tags.of("check", check.name()),
                    flag(check.ok())));
    figures
        .routingTableVersion()
        .ifPresent(
            version ->
                gauge(
                    "isthmus.routing.table.version",
                    "version of the table that decides",
                    Tags.empty(),
                    version));
    plain("isthmus.shards.held", "shards that this node holds", figures.shards().held());
    plain("isthmus.shards.limit", "shards over all nodes", figures.shards().total());
    plain("isthmus.database.up", "1 when writable", flag(figures.database().writable()));
    plain(
        "isthmus.database.connections.used",
        "connections in use",
        figures.database().connectionsInUse());
    plain(
        "isthmus.database.connections.limit",
        "connections that the pool may have",
        figures.database().connectionsMax());
    plain(
        "isthmus.results.unwritten",
        "results that wait for the database",
        figures.unwrittenResults());
    lanes(figures.lanes());
    traffic(figures.traffic());
  }

  private void lanes(Lanes lanes) {
    plain("isthmus.lanes.held", "deliveries in memory", lanes.held());
    plain("isthmus.lanes.held.limit", "most deliveries in memory", lanes.capacity());
    plain("isthmus.lanes.attempts", "attempts under way", lanes.inProgress());
    plain("isthmus.lanes.attempts.limit", "most attempts at a time", lanes.maxInProgress());
    plain("isthmus.lanes.paused", "1 while no attempts are begun", flag(lanes.paused()));
  }

  private void traffic(Traffic traffic) {
    count("isthmus.messages.accepted", "messages on disk", Tags.empty(), traffic.accepted());
    count("isthmus.messages.refused", "messages refused", Tags.empty(), traffic.refused());
    count("isthmus.messages.submitted", "messages taken", Tags.empty(), traffic.submitted());
    count("isthmus.receipts", "receipts that came back", Tags.empty(), traffic.receipts());
    count(
        "isthmus.notifications",
        "notifications that went to originators",
        Tags.empty(),
        traffic.notifications());
  }

  private void queue(CommitQueue queue) {
    Tags tags = Tags.of("queue", queue.name());
    gauge("isthmus.queue.waiting", "items that wait for a commit", tags, queue.waiting());
    gauge("isthmus.queue.limit", "most items that may wait", tags, queue.bound());
    count("isthmus.queue.batches", "transactions", tags, queue.batches());
    count("isthmus.queue.items", "items written", tags, queue.items());
    count("isthmus.queue.refused", "items refused, too many waiting", tags, queue.refused());
    count(
        "isthmus.queue.commit.seconds",
        "time spent in transactions",
        tags,
        queue.commitTime().toNanos() / 1e9);
  }

  private void sip(SipCounters sip) {
    sip.receivedByMethod()
        .forEach(
            (method, n) -> count("isthmus.sip.received", "requests", Tags.of("method", method), n));
    sip.answeredByStatus()
        .forEach(
            (status, n) ->
                count(
                    "isthmus.sip.answered",
                    "answers",
                    Tags.of("status", String.valueOf(status)),
                    n));
    sipCount("retransmissions.absorbed", sip.retransmissionsAbsorbed());
    sipCount("junk", sip.junk());
    sipCount("rejected.malformed", sip.rejectedMalformed());
    sipCount("rejected.overload", sip.rejectedByOverload());
    sipCount("abandoned", sip.abandoned());
    sipCount("stray.responses", sip.strayResponses());
    sipCount("sent", sip.sent());
    sipCount("resent", sip.resent());
    sipCount("completed", sip.completed());
    sipCount("timed.out", sip.timedOut());
    sipCount("transport.failed", sip.transportFailed());
    sipCount("answers.lost", sip.answersLost());
    sipCount("connections.refused", sip.connectionsRefused());
    plain("isthmus.sip.in.progress", "requests at the handler", sip.inProgress());
    plain("isthmus.sip.in.flight", "requests of ours without final answer", sip.inFlight());
    plain("isthmus.sip.answers.kept", "answers kept for retransmissions", sip.answersKept());
    plain("isthmus.sip.connections", "TCP and TLS connections", sip.connections());
  }

  private void sipBounds(SipBounds bounds) {
    plain("isthmus.sip.in.progress.limit", "most requests at the handler", bounds.inProgress());
    plain(
        "isthmus.sip.rate.limit",
        "most new requests per second; 0 for no limit",
        bounds.ratePerSecond());
    plain("isthmus.sip.in.flight.limit", "most requests of ours in flight", bounds.inFlight());
    plain("isthmus.sip.answers.kept.limit", "most answers kept", bounds.answersKept());
    plain("isthmus.sip.connections.limit", "most connections", bounds.connections());
  }

  private void sipCount(String name, Number value) {
    count("isthmus.sip." + name, "see SipCounters", Tags.empty(), value);
  }

  private void link(LinkStatus link) {
    Tags tags = Tags.of("service", link.service(), "peer", link.peer());
    gauge("isthmus.link.up", "1 when it carries traffic", tags, flag(Health.carries(link.state())));
    for (LinkStatus.State state : LinkStatus.State.values()) {
      gauge(
          "isthmus.link.state",
          "1 for the state that the link is in",
          tags.and("state", state.name().toLowerCase(Locale.ROOT)),
          flag(link.state() == state));
    }
    gauge(
        "isthmus.link.since.seconds",
        "when it came into its state, seconds of the Unix epoch",
        tags,
        link.since().toEpochMilli() / 1e3);
    link.gauges().forEach((name, n) -> gauge(linkMeter(name), "value or limit", tags, n));
    link.counters().forEach((name, n) -> count(linkMeter(name), "count", tags, n));
  }

  private static String linkMeter(String name) {
    return "isthmus.link." + name.replace('-', '.');
  }

  private void deliveries(List<StateCount> counts) {
    counts.forEach(
        count ->
            gauge(
                "isthmus.deliveries.open",
                "deliveries that are not final",
                Tags.of("state", count.state().name().toLowerCase(Locale.ROOT)),
                count.count()));
  }

  private void plain(String name, String description, Number value) {
    gauge(name, description, Tags.empty(), value);
  }

  private void gauge(String name, String description, Tags tags, Number value) {
    book.gauge(name, description, tags, value);
  }

  private void count(String name, String description, Tags tags, Number value) {
    book.counter(name, description, tags, value);
  }

  private static int flag(boolean set) {
    return set ? 1 : 0;
  }
}
