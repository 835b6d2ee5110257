package isthmus.gateway.console;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.observe.GatewayMetrics;
import isthmus.gateway.observe.HealthReport;
import isthmus.gateway.observe.Sampler;
import java.util.List;
import java.util.Map;

/** {@code /observe}: what supervisors and Prometheus ask for. */
final class ObserveRoutes {
  /** The form that Prometheus reads, version 0.0.4. */
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final Sampler sampler;
  private final GatewayMetrics metrics;

  ObserveRoutes(Sampler sampler, GatewayMetrics metrics) {
    this.sampler = requireNonNull(sampler);
    this.metrics = requireNonNull(metrics);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/observe/health", this::health).forEverybody(),
        Route.get("/observe/health/live", _ -> HttpAnswer.json(Map.of("live", true)))
            .forEverybody(),
        Route.get("/observe/health/ready", this::ready).forEverybody(),
        Route.get("/observe/metrics", _ -> metrics()).forEverybody());
  }

  private HttpAnswer health(HttpRequest request) {
    HealthReport health = sampler.latest().health();
    return HttpAnswer.json(health.ready() ? 200 : 503, health);
  }

  private record Ready(boolean ready, List<HealthReport.Check> checks) {}

  private HttpAnswer ready(HttpRequest request) {
    HealthReport health = sampler.latest().health();
    return HttpAnswer.json(health.ready() ? 200 : 503, new Ready(health.ready(), health.checks()));
  }

  private HttpAnswer metrics() {
    return new HttpAnswer.Full(200, METRICS, Map.of(), Octets.utf8(metrics.scrape()));
  }
}
