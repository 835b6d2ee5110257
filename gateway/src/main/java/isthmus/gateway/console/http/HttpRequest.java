package isthmus.gateway.console.http;

import com.sun.net.httpserver.HttpExchange;
import isthmus.cpm.codec.mime.Octets;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request as a handler sees it. Used by the thread of its exchange only. */
public final class HttpRequest {
  private final HttpExchange exchange;
  private final Map<String, String> pathValues;
  private final Map<String, String> query;
  private final int maxBodyBytes;
  private Optional<Caller> caller = Optional.empty();
  private Optional<String> peer = Optional.empty();

  HttpRequest(HttpExchange exchange, Map<String, String> pathValues, int maxBodyBytes)
      throws HttpProblem {
    this.exchange = exchange;
    this.pathValues = pathValues;
    this.query = query(exchange.getRequestURI());
    this.maxBodyBytes = maxBodyBytes;
  }

  /** The same request by somebody who is known now. */
  HttpRequest by(Optional<Caller> known) {
    caller = known;
    return this;
  }

  /** The same request from an address that is known now. */
  HttpRequest from(String address) {
    peer = Optional.of(address);
    return this;
  }

  /**
   * Who makes the request; on a route for everybody the one who is logged in or nobody with no
   * role.
   */
  public Caller caller() {
    return caller.orElseGet(() -> new Caller("nobody", Set.of()));
  }

  /** Method, such as {@code GET}. */
  public String method() {
    return exchange.getRequestMethod();
  }

  /** The path as it came, without the query. */
  public String path() {
    return exchange.getRequestURI().getRawPath();
  }

  /** What stands at a variable of the route, decoded. */
  public String pathValue(String name) {
    String value = pathValues.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no variable " + name);
    }
    return value;
  }

  /** A query parameter, decoded; the first one of its name. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** The names of all query parameters. */
  public Set<String> queryNames() {
    return Set.copyOf(query.keySet());
  }

  /** The address that the request came from, without its port; a trusted proxy's word counts. */
  public String peer() {
    return peer.orElseGet(this::connection);
  }

  /** The address at the other end of the connection, without its port. */
  public String connection() {
    return exchange.getRemoteAddress().getAddress().getHostAddress();
  }

  /**
   * A query parameter that is a whole number.
   *
   * @throws HttpProblem 400 when it is none, or not within the bounds
   */
  public int queryNumber(String name, int fallback, int least, int most) throws HttpProblem {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of bounds.
    }
    throw HttpProblem.badRequest(name, name + " must be a number from " + least + " to " + most);
  }

  /** A header field. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /** The body. */
  public Octets body() throws HttpProblem, IOException {
    byte[] bytes;
    try {
      bytes = exchange.getRequestBody().readNBytes(maxBodyBytes + 1);
    } catch (IndexOutOfBoundsException broken) {
      // The JDK's server computes with the length of a chunk before it looks whether it can be.
      throw HttpProblem.badRequest("body", "the body is broken");
    }
    if (bytes.length > maxBodyBytes) {
      throw new HttpProblem(413, "body", "the body has more than " + maxBodyBytes + " bytes");
    }
    return Octets.wrap(bytes);
  }

  /** True when the caller asked for text rather than JSON: {@code format=text} or by Accept. */
  public boolean wantsText() {
    return wantsText(exchange);
  }

  static boolean wantsText(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    return (query != null && ("&" + query + "&").contains("&format=text&"))
        || (accept != null && accept.startsWith("text/plain"));
  }

  private static Map<String, String> query(URI uri) throws HttpProblem {
    Map<String, String> values = new HashMap<>();
    String raw = uri.getRawQuery();
    if (raw == null || raw.isEmpty()) {
      return values;
    }
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      try {
        values.putIfAbsent(
            URLDecoder.decode(name, StandardCharsets.UTF_8),
            URLDecoder.decode(value, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        throw HttpProblem.badRequest("query", "the query has a broken % sequence");
      }
    }
    return values;
  }
}
