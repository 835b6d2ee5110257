package isthmus.gateway.console;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * {@code GET /api/openapi.json}, for everybody: what all of REST takes and gives, as OpenAPI 3.1.
 */
final class ApiDocument {
  private static final String FILE = "/isthmus/gateway/openapi.json";

  private ApiDocument() {}

  static Route route() {
    HttpAnswer document =
        new HttpAnswer.Full(200, "application/json", Map.of(), Octets.wrap(read()));
    return Route.get("/api/openapi.json", _ -> document).forEverybody();
  }

  private static byte[] read() {
    try (InputStream stream = ApiDocument.class.getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new IllegalStateException(FILE + " is missing from the program");
      }
      return stream.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
