package isthmus.gateway.console.http;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.codec.mime.Octets;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What a request is answered. */
public sealed interface HttpAnswer {
  /**
   * An answer that is complete.
   *
   * @param status HTTP status
   * @param contentType media type of the body
   * @param headers further header fields
   * @param body the body, empty for none
   */
  record Full(int status, String contentType, Map<String, String> headers, Octets body)
      implements HttpAnswer {
    /** Checks the components and copies the map. */
    public Full {
      requireNonNull(contentType);
      requireNonNull(body);
      headers = Map.copyOf(headers);
    }
  }

  /**
   * An answer that goes on until its writer returns or the reader goes away.
   *
   * @param contentType media type
   * @param writer writes it, piece by piece, on the thread of the exchange
   */
  record Stream(String contentType, Writer writer) implements HttpAnswer {
    /** Checks the components. */
    public Stream {
      requireNonNull(contentType);
      requireNonNull(writer);
    }
  }

  /** Writes a stream. */
  @FunctionalInterface
  interface Writer {
    /** Writes until there is no more to say; an IOException means that the reader is gone. */
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  /** 200 with a value as JSON. */
  static HttpAnswer json(Object value) {
    return json(200, value);
  }

  /** A value as JSON. */
  static HttpAnswer json(int status, Object value) {
    return new Full(status, "application/json", Map.of(), Octets.utf8(Json.write(value)));
  }

  /** 200 with text. */
  static HttpAnswer text(String text) {
    return text(200, text);
  }

  /** Text in UTF-8. */
  static HttpAnswer text(int status, String text) {
    return new Full(status, "text/plain; charset=utf-8", Map.of(), Octets.utf8(text));
  }
}
