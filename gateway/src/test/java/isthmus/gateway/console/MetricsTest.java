package isthmus.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.observe.GatewayMetrics;
import isthmus.gateway.observe.ObservedGateway;
import isthmus.gateway.observe.Sample;
import isthmus.gateway.observe.Sampler;
import isthmus.gateway.observe.story.Stories;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Prometheus reads, from figures of a fixture. */
class MetricsTest {
  private final FixtureGateway gateway =
      new FixtureGateway(InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z")));

  @Test
  void everyCapWindowQueueAndStateIsAMetric() throws InterruptedException {
    String text = scrape(gateway.observed());
    assertThat(text.lines().filter(line -> !line.startsWith("#")))
        .contains(
            "isthmus_ready 1.0",
            "isthmus_node{node=\"node-1\",version=\"0.1.0\"} 1.0",
            "isthmus_health_check{check=\"service sms\"} 1.0",
            "isthmus_routing_table_version 3.0",
            "isthmus_shards_held 64.0",
            "isthmus_shards_limit 64.0",
            "isthmus_database_up 1.0",
            "isthmus_database_connections_used 7.0",
            "isthmus_database_connections_limit 20.0",
            "isthmus_results_unwritten 0.0",
            "isthmus_lanes_held 18200.0",
            "isthmus_lanes_held_limit 50000.0",
            "isthmus_lanes_attempts 214.0",
            "isthmus_lanes_attempts_limit 2000.0",
            "isthmus_lanes_paused 0.0",
            "isthmus_messages_refused_total 12.0",
            "isthmus_queue_waiting{queue=\"results\"} 16100.0",
            "isthmus_queue_limit{queue=\"results\"} 20000.0",
            "isthmus_queue_batches_total{queue=\"accept\"} 0.0",
            "isthmus_queue_items_total{queue=\"accept\"} 0.0",
            "isthmus_queue_refused_total{queue=\"accept\"} 0.0",
            "isthmus_queue_commit_seconds_total{queue=\"accept\"} 0.0",
            "isthmus_sip_received_total{method=\"MESSAGE\"} 91204.0",
            "isthmus_sip_answered_total{status=\"503\"} 71.0",
            "isthmus_sip_retransmissions_absorbed_total 203.0",
            "isthmus_sip_rejected_overload_total 71.0",
            "isthmus_sip_timed_out_total 2.0",
            "isthmus_sip_in_progress 9.0",
            "isthmus_sip_in_flight 14.0",
            "isthmus_sip_answers_kept 8211.0",
            "isthmus_sip_connections 3.0",
            "isthmus_sip_in_progress_limit 5000.0",
            "isthmus_sip_rate_limit 0.0",
            "isthmus_sip_in_flight_limit 20000.0",
            "isthmus_sip_answers_kept_limit 200000.0",
            "isthmus_sip_connections_limit 10000.0",
            "isthmus_link_up{peer=\"s2\",service=\"sms\"} 1.0",
            "isthmus_link_up{peer=\"backup\",service=\"sms\"} 0.0",
            "isthmus_link_state{peer=\"s2\",service=\"sms\",state=\"degraded\"} 1.0",
            "isthmus_link_state{peer=\"s2\",service=\"sms\",state=\"up\"} 0.0",
            "isthmus_link_window_used{peer=\"s2\",service=\"sms\"} 92.0",
            "isthmus_link_window_limit{peer=\"s2\",service=\"sms\"} 100.0",
            "isthmus_link_rate_limit{peer=\"s2\",service=\"sms\"} 600.0",
            "isthmus_link_bound{peer=\"s2\",service=\"sms\"} 2.0",
            "isthmus_link_throttled_total{peer=\"s2\",service=\"sms\"} 317.0",
            "isthmus_deliveries_open{state=\"deferred\"} 42.0");
    assertThat(text).contains("jvm_memory_used_bytes", "jvm_gc_", "process_cpu_usage");
  }

  @Test
  void everyComponentOfTheSipCountersIsAMetric() throws InterruptedException {
    String text = scrape(gateway.observed());
    long sip =
        text.lines()
            .filter(line -> line.startsWith("isthmus_sip_"))
            .map(line -> line.replaceAll("[{ ].*", ""))
            .filter(name -> !name.endsWith("_limit"))
            .distinct()
            .count();
    assertThat(sip).isEqualTo(isthmus.cpm.sip.SipCounters.class.getRecordComponents().length);
  }

  @Test
  void noAddressAndNoTextOfAUserIsInAMetric() throws InterruptedException {
    assertThat(scrape(gateway.observed())).doesNotContain("+1555").doesNotContain(Stories.SECRET);
  }

  @Test
  void theMetricsOfALinkGoWithTheLink() throws InterruptedException {
    AtomicReference<List<isthmus.cpm.interworking.LinkStatus>> links =
        new AtomicReference<>(gateway.links());
    ObservedGateway observed =
        new ObservedGateway(
            gateway::figures, links::get, List::of, gateway::sip, gateway, InstantSource.system());
    try (Sampler sampler = Sampler.start(observed);
        GatewayMetrics metrics = new GatewayMetrics(sampler)) {
      assertThat(metrics.scrape()).contains("peer=\"backup\"");
      links.set(gateway.links().stream().filter(link -> !link.peer().equals("backup")).toList());
      Sample next = awaitSample(sampler, sampler.latest().sequence() + 1);
      assertThat(next.links()).hasSize(3);
      assertThat(metrics.scrape()).doesNotContain("peer=\"backup\"").contains("peer=\"s1\"");
    }
  }

  private static String scrape(ObservedGateway gateway) throws InterruptedException {
    try (Sampler sampler = Sampler.start(gateway);
        GatewayMetrics metrics = new GatewayMetrics(sampler)) {
      Sample sample = sampler.latest();
      while (sample.deliveries().isEmpty()) {
        sample = awaitSample(sampler, sample.sequence());
      }
      String text = metrics.scrape();
      assertThat(Stream.of(text.split("\n", -1)).filter(line -> line.startsWith("isthmus_")))
          .doesNotHaveDuplicates();
      return text;
    }
  }

  private static Sample awaitSample(Sampler sampler, long after) throws InterruptedException {
    return sampler.after(after, Duration.ofSeconds(20)).orElseThrow();
  }
}
