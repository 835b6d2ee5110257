package isthmus.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The REST interface of a gateway under test. */
record Rest(String base) {
  private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");

  static Rest of(TestGateway gateway) {
    Matcher http = Pattern.compile("http: \\{listen: \"([^\"]+)\"").matcher(gateway.yaml());
    assertThat(http.find()).isTrue();
    return new Rest("http://" + http.group(1));
  }

  HttpResponse<String> ask(String method, String path, String body) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(base + path))
              .method(method, BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(path, e);
    }
  }

  String get(String path) {
    return ask("GET", path, "").body();
  }

  /** Makes a version of a sheet, beside the sheets that rule, and makes it rule. */
  void rules(String name, String csv) {
    HttpResponse<String> made =
        ask(
            "POST",
            "/api/isf/versions?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8),
            csv);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    Matcher version = VERSION.matcher(made.body());
    assertThat(version.find()).as(made.body()).isTrue();
    HttpResponse<String> ruling =
        ask("POST", "/api/isf/versions/" + version.group(1) + "/activate", "{\"comment\":\"\"}");
    assertThat(ruling.statusCode()).as(ruling.body()).isEqualTo(200);
  }
}
