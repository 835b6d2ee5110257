package isthmus.gateway.cli;

import java.io.FileNotFoundException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Tables of a running gateway over HTTP, all answers as text:
 *
 * <ul>
 *   <li>{@code GET /api/isf/explain?from=…&to=…&kind=…&size=…&format=text}
 *   <li>{@code POST /api/isf/versions?name=FILE&comment=…&format=text}, the file as body
 *   <li>{@code GET /api/isf/versions/{version|active}?format=csv}
 *   <li>{@code POST /api/isf/versions/{version}/activate?format=text}
 *   <li>{@code GET /api/isf/versions?format=text}
 * </ul>
 */
public final class HttpTableDesk implements TableDesk {
  private static final String VERSIONS = "/api/isf/versions";

  @Override
  public String explain(URI gateway, SequencedMap<String, String> request) throws CommandFailure {
    return HttpText.get(uri(gateway, "/api/isf/explain", request, "text"));
  }

  @Override
  public String importTable(URI gateway, Path file, Optional<String> comment)
      throws CommandFailure {
    SequencedMap<String, String> query = new LinkedHashMap<>();
    query.put("name", String.valueOf(file.getFileName()));
    comment.ifPresent(text -> query.put("comment", text));
    boolean csv = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    try {
      return HttpText.post(
          uri(gateway, VERSIONS, query, "text"),
          csv
              ? "text/csv; charset=utf-8"
              : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          BodyPublishers.ofFile(file));
    } catch (FileNotFoundException e) {
      throw CommandFailure.wrongUse("file " + file + " cannot be read");
    }
  }

  @Override
  public String exportTable(URI gateway, Optional<Integer> version) throws CommandFailure {
    String which = version.map(String::valueOf).orElse("active");
    return HttpText.get(uri(gateway, VERSIONS + "/" + which, new LinkedHashMap<>(), "csv"));
  }

  @Override
  public String activate(URI gateway, int version) throws CommandFailure {
    URI uri = uri(gateway, VERSIONS + "/" + version + "/activate", new LinkedHashMap<>(), "text");
    return HttpText.post(uri, "text/plain", BodyPublishers.noBody());
  }

  @Override
  public String history(URI gateway) throws CommandFailure {
    return HttpText.get(uri(gateway, VERSIONS, new LinkedHashMap<>(), "text"));
  }

  private static URI uri(
      URI gateway, String path, SequencedMap<String, String> query, String format) {
    SequencedMap<String, String> all = new LinkedHashMap<>(query);
    all.put("format", format);
    String encoded =
        all.entrySet().stream().map(HttpTableDesk::encode).collect(Collectors.joining("&"));
    return URI.create(gateway + path + "?" + encoded);
  }

  private static String encode(Map.Entry<String, String> parameter) {
    return URLEncoder.encode(parameter.getKey(), StandardCharsets.UTF_8)
        + "="
        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8);
  }
}
