package isthmus.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a running gateway for text, with the token of the environment; an error becomes one line.
 * Closes its connections itself.
 */
final class HttpText {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Holds a personal token. */
  static final String TOKEN = "ISTHMUS_TOKEN";

  private HttpText() {}

  static String get(URI uri) throws CommandFailure {
    return send(HttpRequest.newBuilder(uri).GET());
  }

  static String post(URI uri, String contentType, BodyPublisher body) throws CommandFailure {
    return send(HttpRequest.newBuilder(uri).header("Content-Type", contentType).POST(body));
  }

  static String put(URI uri, String contentType, BodyPublisher body) throws CommandFailure {
    return send(HttpRequest.newBuilder(uri).header("Content-Type", contentType).PUT(body));
  }

  static String delete(URI uri) throws CommandFailure {
    return send(HttpRequest.newBuilder(uri).DELETE());
  }

  private static String send(HttpRequest.Builder builder) throws CommandFailure {
    return send(builder, Optional.empty());
  }

  /**
   * Asks.
   *
   * @param authorization proves who asks; without it that is the token of the environment
   */
  static String send(HttpRequest.Builder builder, Optional<String> authorization)
      throws CommandFailure {
    authorization
        .or(() -> token().map("Bearer "::concat))
        .ifPresent(value -> builder.header("Authorization", value));
    HttpRequest request = builder.timeout(TIMEOUT).header("Accept", "text/plain").build();
    String gateway = request.uri().getScheme() + "://" + request.uri().getAuthority();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpResponse<String> response =
          client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() == 401) {
        throw CommandFailure.failed(
            refusal(gateway, response)
                + "; put a token into "
                + TOKEN
                + " (`isthmus tokens add` makes one)");
      }
      if (response.statusCode() / 100 != 2) {
        throw CommandFailure.failed(refusal(gateway, response));
      }
      return response.body();
    } catch (IOException e) {
      throw CommandFailure.failed("no gateway answers at " + gateway);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted");
    }
  }

  private static Optional<String> token() {
    return Optional.ofNullable(System.getenv(TOKEN)).map(String::strip).filter(t -> !t.isEmpty());
  }

  /** The gateway's own words if it has some, unless they are a page for a browser. */
  private static String refusal(String gateway, HttpResponse<String> response) {
    String body = response.body().strip();
    return body.isEmpty() || body.startsWith("<")
        ? "%s answers %d".formatted(gateway, response.statusCode())
        : body;
  }
}
