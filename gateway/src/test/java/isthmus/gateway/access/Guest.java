package isthmus.gateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A browser as far as it matters here: it keeps cookies and what protects changes. */
final class Guest implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  /** Header fields that go with every request. */
  final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  Guest(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  Guest(Site site) {
    this(site.port());
  }

  /** An answer. */
  record Answer(int status, String body, HttpResponse<String> whole) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError(body, e);
      }
    }

    Optional<String> header(String name) {
      return whole.headers().firstValue(name);
    }

    /** What a cookie is set to. */
    Optional<String> cookie(String name) {
      return whole.headers().allValues("Set-Cookie").stream()
          .filter(cookie -> cookie.startsWith(name + "="))
          .findFirst();
    }

    @Override
    public String toString() {
      return status + " " + body;
    }
  }

  Answer ask(String method, String path, String body) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
            .method(method, BodyPublishers.ofString(body.replace('\'', '"')));
    headers.forEach(builder::header);
    try {
      HttpResponse<String> response = client.send(builder.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  Answer get(String path) {
    return ask("GET", path, "");
  }

  Answer post(String path, String body) {
    return ask("POST", path, body);
  }

  /** Tries a password and takes what comes of it, as a page would. */
  Answer logIn(String user, String password) {
    Answer answer = post("/api/session", "{'user':'%s','password':'%s'}".formatted(user, password));
    if (answer.status() == 200) {
      answer.cookie("isthmus_session").ifPresent(this::keep);
      headers.put("X-Isthmus-CSRF", answer.json().path("csrf").asText());
    }
    return answer;
  }

  /** Keeps a cookie that was set. */
  void keep(String cookie) {
    headers.put("Cookie", cookie.substring(0, cookie.indexOf(';')));
  }

  @Override
  public void close() {
    client.close();
  }
}
