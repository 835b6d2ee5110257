package isthmus.gateway.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Meters at one moment.
 *
 * @param nanos {@link System#nanoTime}
 * @param receipts acknowledged so far
 * @param gateway the gateway's process
 * @param postgres the embedded database's processes; zero where there is none
 * @param load this process
 */
record Reading(
    long nanos, long receipts, ProcessUsage gateway, ProcessUsage postgres, ProcessUsage load) {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Average use of cores between two readings, 1.0 for one core. */
  static double cores(ProcessUsage from, ProcessUsage to, long nanos) {
    return to.cpu().minus(from.cpu()).toNanos() / (double) nanos;
  }

  /**
   * Heap in use, from the Prometheus endpoint (bytes, garbage included); empty where it does not
   * tell.
   */
  static OptionalLong heapBytes(URI http) {
    return metrics(http).map(Reading::heapBytes).orElseGet(OptionalLong::empty);
  }

  /** The text of the Prometheus endpoint; empty where it does not answer. */
  static Optional<String> metrics(URI http) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(http.resolve("/observe/metrics")).timeout(PATIENCE).build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The sum of {@code jvm_memory_used_bytes} of the heap in a Prometheus text. */
  static OptionalLong heapBytes(String metrics) {
    long sum = 0;
    boolean found = false;
    for (String line : metrics.lines().toList()) {
      if (line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\"")) {
        found = true;
        sum += (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return found ? OptionalLong.of(sum) : OptionalLong.empty();
  }
}
