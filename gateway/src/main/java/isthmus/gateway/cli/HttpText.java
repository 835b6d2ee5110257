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

/** Asks a running gateway for text; an error becomes one line. Closes its connections itself. */
final class HttpText {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String TEXT = "text/plain";
  private static final String JSON = "application/json";

  private HttpText() {}

  static String get(RemoteGateway gateway, URI uri) throws CommandFailure {
    return text(send(gateway, HttpRequest.newBuilder(uri).GET(), TEXT));
  }

  static String getJson(RemoteGateway gateway, URI uri) throws CommandFailure {
    return text(send(gateway, HttpRequest.newBuilder(uri).GET(), JSON));
  }

  static byte[] download(RemoteGateway gateway, URI uri) throws CommandFailure {
    return send(gateway, HttpRequest.newBuilder(uri).GET(), TEXT);
  }

  static String post(RemoteGateway gateway, URI uri, String contentType, BodyPublisher body)
      throws CommandFailure {
    return text(
        send(
            gateway,
            HttpRequest.newBuilder(uri).header("Content-Type", contentType).POST(body),
            TEXT));
  }

  static String postForJson(RemoteGateway gateway, URI uri, BodyPublisher body)
      throws CommandFailure {
    return text(
        send(gateway, HttpRequest.newBuilder(uri).header("Content-Type", JSON).POST(body), JSON));
  }

  static String put(RemoteGateway gateway, URI uri, String contentType, BodyPublisher body)
      throws CommandFailure {
    return text(
        send(
            gateway,
            HttpRequest.newBuilder(uri).header("Content-Type", contentType).PUT(body),
            TEXT));
  }

  static String delete(RemoteGateway gateway, URI uri) throws CommandFailure {
    return text(send(gateway, HttpRequest.newBuilder(uri).DELETE(), TEXT));
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }

  private static byte[] send(RemoteGateway gateway, HttpRequest.Builder builder, String accept)
      throws CommandFailure {
    gateway.authorization().ifPresent(who -> builder.header("Authorization", who));
    HttpRequest request = builder.timeout(TIMEOUT).header("Accept", accept).build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
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

  /** The gateway's own words if it has some, unless they are a page for a browser. */
  private static String refusal(RemoteGateway gateway, HttpResponse<byte[]> response) {
    String body = text(response.body()).strip();
    String said =
        body.isEmpty() || body.startsWith("<")
            ? "%s answers %d".formatted(gateway, response.statusCode())
            : body;
    return response.statusCode() == 401
        ? said
            + "; give --token or ISTHMUS_TOKEN (`isthmus tokens add` makes one), or --account and a"
            + " password"
        : said;
  }
}
