package isthmus.gateway.console;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import isthmus.cpm.interworking.Remark;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.Json;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.observe.Rates;
import isthmus.gateway.observe.Sample;
import isthmus.gateway.observe.Sampler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * {@code /api/status} and {@code /api/events}: how the gateway is, once and from then on; {@code
 * /api/remarks}: what its services could not read.
 */
final class StatusRoutes {
  /** Streams at a time; each is an open connection of a browser. */
  static final int MAX_STREAMS = 64;

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Sampler sampler;
  private final Supplier<List<Remark>> remarks;
  private final AtomicInteger streams = new AtomicInteger();

  StatusRoutes(Sampler sampler, Supplier<List<Remark>> remarks, MeterRegistry registry) {
    this.sampler = requireNonNull(sampler);
    this.remarks = requireNonNull(remarks);
    Gauge.builder("isthmus.http.streams", streams, AtomicInteger::get)
        .description("event streams open")
        .register(registry);
    Gauge.builder("isthmus.http.streams.limit", () -> MAX_STREAMS)
        .description("most event streams at a time")
        .register(registry);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/status", _ -> HttpAnswer.json(status())),
        Route.get("/api/remarks", _ -> HttpAnswer.json(new Remarks(remarks.get()))),
        Route.get("/api/events", _ -> events()));
  }

  /**
   * A sample with what was before it.
   *
   * @param history rates, one for each second, oldest first
   */
  private record Status(Sample status, List<Rates> history) {}

  /** What could not be read, newest first. */
  private record Remarks(List<Remark> remarks) {}

  private Status status() {
    return new Status(sampler.latest(), sampler.history());
  }

  /** Server-sent events: {@code status} with a sample, about once a second. */
  private HttpAnswer events() throws HttpProblem {
    if (streams.get() >= MAX_STREAMS) {
      throw new HttpProblem(503, "", "too many event streams, at most " + MAX_STREAMS);
    }
    return new HttpAnswer.Stream(
        "text/event-stream",
        out -> {
          streams.incrementAndGet();
          try {
            write(out);
          } finally {
            streams.decrementAndGet();
          }
        });
  }

  private void write(OutputStream out) throws IOException, InterruptedException {
    long seen = 0;
    send(out, "retry: 2000\n\n");
    while (!sampler.isClosed()) {
      Optional<Sample> next = sampler.after(seen, PATIENCE);
      if (next.isPresent()) {
        seen = next.get().sequence();
        send(out, "event: status\nid: " + seen + "\ndata: " + Json.write(next.get()) + "\n\n");
      } else {
        send(out, ": still here\n\n");
      }
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
