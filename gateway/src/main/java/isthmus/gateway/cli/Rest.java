package isthmus.gateway.cli;

import isthmus.gateway.console.http.Json;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks REST resources of a running gateway.
 *
 * @param asJson whether answers are JSON instead of text
 */
record Rest(RemoteGateway gateway, boolean asJson) {
  private static final String JSON = "application/json";
  private static final String CSV = "text/csv; charset=utf-8";
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  /** Asks for text. */
  Rest(RemoteGateway gateway) {
    this(gateway, false);
  }

  /** A segment of a path. */
  static String segment(String text) {
    return encoded(text).replace("+", "%20");
  }

  String get(String path) throws CommandFailure {
    return get(path, Map.of());
  }

  String get(String path, Map<String, String> query) throws CommandFailure {
    URI uri = uri(path, query);
    return asJson ? HttpText.getJson(gateway, uri) : HttpText.get(gateway, uri);
  }

  /** The JSON that a resource gives. */
  String json(String path) throws CommandFailure {
    return HttpText.getJson(gateway, gateway.at(path));
  }

  /** The JSON that posting JSON gives. */
  String postForJson(String path, Map<String, ?> body) throws CommandFailure {
    return HttpText.postForJson(gateway, gateway.at(path), body(body));
  }

  /** A file. */
  byte[] download(String path, Map<String, String> query) throws CommandFailure {
    return HttpText.download(gateway, gateway.at(path + query(query)));
  }

  String post(String path, Map<String, ?> body) throws CommandFailure {
    return HttpText.post(gateway, uri(path, Map.of()), accepted(), JSON, body(body));
  }

  String put(String path, Map<String, String> query, Map<String, ?> body) throws CommandFailure {
    return HttpText.put(gateway, uri(path, query), accepted(), JSON, body(body));
  }

  String upload(String path, Map<String, String> query, Path file) throws CommandFailure {
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.wrongUse(
          "file " + file + (Files.exists(file) ? " is not a file of sheets" : " does not exist"));
    }
    Map<String, String> all = new LinkedHashMap<>();
    all.put("name", String.valueOf(file.getFileName()));
    all.putAll(query);
    String type = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv") ? CSV : XLSX;
    try {
      return HttpText.post(gateway, uri(path, all), accepted(), type, BodyPublishers.ofFile(file));
    } catch (FileNotFoundException e) {
      throw CommandFailure.wrongUse("file " + file + " cannot be read");
    }
  }

  String delete(String path) throws CommandFailure {
    return HttpText.delete(gateway, uri(path, Map.of()), accepted());
  }

  private String accepted() {
    return asJson ? JSON : HttpText.TEXT;
  }

  private static BodyPublisher body(Map<String, ?> members) {
    return BodyPublishers.ofString(Json.write(members), StandardCharsets.UTF_8);
  }

  private URI uri(String path, Map<String, String> query) {
    Map<String, String> all = new LinkedHashMap<>(query);
    if (!asJson) {
      all.putIfAbsent("format", "text");
    }
    return gateway.at(path + query(all));
  }

  private static String query(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? ""
        : "?"
            + parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
