package isthmus.gateway.console.http;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.codec.mime.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * Files of a folder on the class path, by the variable {@code file}; no name means {@code
 * index.html}. Some may be written by the program instead. They are kept in memory, since there are
 * few and they are small, and revalidated by ETag, so that a browser never shows an older console
 * than the gateway's.
 */
public final class StaticFiles implements HttpHandler {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "json", "application/json");

  /** The pattern of names goes as deep as a name has folders. */
  private static final int LONGEST = 200;

  private final ClassLoader loader;
  private final String folder;
  private final Map<String, HttpAnswer.Full> files = new ConcurrentHashMap<>();

  /**
   * Files of a folder.
   *
   * @param folder such as {@code isthmus/gateway/console/overview}
   * @param written what comes from elsewhere, by name; goes before what the folder holds
   */
  public StaticFiles(ClassLoader loader, String folder, Map<String, Octets> written) {
    this.loader = requireNonNull(loader);
    this.folder = requireNonNull(folder);
    written.forEach((name, content) -> files.put(name, file(type(name).orElseThrow(), content)));
  }

  @Override
  public HttpAnswer handle(HttpRequest request) throws HttpProblem, IOException {
    String named = request.pathValue("file");
    String name = named.isEmpty() ? "index.html" : named;
    HttpAnswer.Full file = files.get(name);
    if (file == null) {
      file = read(name).orElseThrow(() -> HttpProblem.notFound(name, "there is no such file"));
      files.put(name, file);
    }
    return request.header("If-None-Match").equals(Optional.ofNullable(file.headers().get("ETag")))
        ? new HttpAnswer.Full(304, file.contentType(), file.headers(), Octets.empty())
        : file;
  }

  private Optional<HttpAnswer.Full> read(String name) throws IOException {
    Optional<String> type = type(name);
    // Only names that a console has: nothing that climbs out of the folder.
    if (type.isEmpty()
        || name.length() > LONGEST
        || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")) {
      return Optional.empty();
    }
    try (InputStream in = loader.getResourceAsStream(folder + "/" + name)) {
      if (in == null) {
        return Optional.empty();
      }
      return Optional.of(file(type.get(), Octets.wrap(in.readAllBytes())));
    }
  }

  private static Optional<String> type(String name) {
    return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
  }

  private static HttpAnswer.Full file(String type, Octets content) {
    CRC32C sum = new CRC32C();
    sum.update(content.toByteArray());
    String tag = "\"" + HexFormat.of().toHexDigits(sum.getValue(), 8) + "\"";
    return new HttpAnswer.Full(
        200, type, Map.of("ETag", tag, "Cache-Control", "no-cache"), content);
  }
}
