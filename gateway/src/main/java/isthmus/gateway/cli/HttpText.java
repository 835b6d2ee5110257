package isthmus.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks a running gateway for text or JSON; an error becomes one line, and what the gateway finds
 * wrong with the question itself is wrong use. Closes its connections itself.
 */
final class HttpText {
  static final String TEXT = "text/plain";

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
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

  static String post(
      RemoteGateway gateway, URI uri, String accepted, String contentType, BodyPublisher body)
      throws CommandFailure {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri).header("Content-Type", contentType);
    return text(send(gateway, builder.POST(body), accepted));
  }

  static String postForJson(RemoteGateway gateway, URI uri, BodyPublisher body)
      throws CommandFailure {
    return post(gateway, uri, JSON, JSON, body);
  }

  static String put(
      RemoteGateway gateway, URI uri, String accepted, String contentType, BodyPublisher body)
      throws CommandFailure {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri).header("Content-Type", contentType);
    return text(send(gateway, builder.PUT(body), accepted));
  }

  static String delete(RemoteGateway gateway, URI uri, String accepted) throws CommandFailure {
    return text(send(gateway, HttpRequest.newBuilder(uri).DELETE(), accepted));
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
        throw refused(gateway, response);
      }
      return response.body();
    } catch (IOException e) {
      throw CommandFailure.failed(unanswered(gateway, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted");
    }
  }

  private static String unanswered(RemoteGateway gateway, IOException why) {
    if (why instanceof ConnectException) {
      return "no gateway answers at "
          + gateway
          + "; `isthmus run -c FILE` starts one, --url or -c names another";
    }
    return why instanceof HttpTimeoutException
        ? "%s does not answer within %d seconds".formatted(gateway, TIMEOUT.toSeconds())
        : "%s does not answer: %s".formatted(gateway, CommandFailure.reason(why));
  }

  private static CommandFailure refused(RemoteGateway gateway, HttpResponse<byte[]> response) {
    String line = refusal(gateway, response);
    return switch (response.statusCode()) {
      case 400, 422 -> CommandFailure.wrongUse(line);
      default -> CommandFailure.failed(line);
    };
  }

  /** The gateway's own words if it has some, unless they are a page for a browser. */
  private static String refusal(RemoteGateway gateway, HttpResponse<byte[]> response) {
    String body = text(response.body()).strip();
    String said =
        body.isEmpty() || body.startsWith("<")
            ? "%s answers %d".formatted(gateway, response.statusCode())
            : body.startsWith("{") ? error(body) : body;
    return response.statusCode() == 401
        ? said
            + "; give --token or ISTHMUS_TOKEN (`isthmus tokens add` makes one), or --account and a"
            + " password"
        : said;
  }

  private static String error(String json) {
    try {
      JsonNode error = Json.read(json).path("error");
      return error.isTextual() ? error.asText() : json;
    } catch (HttpProblem notJson) {
      return json;
    }
  }
}
