package isthmus.gateway.console.http;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** A request that cannot be served, in words for the one who made it. */
public final class HttpProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String where;
  private final transient Map<String, String> headers;

  /**
   * A problem.
   *
   * @param status HTTP status, 400 to 599
   * @param where the part of the request that is meant, such as {@code limit}; may be empty
   * @param message one line
   */
  public HttpProblem(int status, String where, String message) {
    this(status, where, message, Map.of());
  }

  /**
   * A problem whose answer has header fields of its own.
   *
   * @param headers such as {@code Retry-After}
   */
  public HttpProblem(int status, String where, String message, Map<String, String> headers) {
    super(message);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("not the status of an error: " + status);
    }
    this.status = status;
    this.where = requireNonNull(where);
    this.headers = Map.copyOf(headers);
  }

  /** 400: the request is wrong at {@code where}. */
  public static HttpProblem badRequest(String where, String message) {
    return new HttpProblem(400, where, message);
  }

  /** 404: there is no such thing. */
  public static HttpProblem notFound(String where, String message) {
    return new HttpProblem(404, where, message);
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** The part of the request that is meant. */
  public String where() {
    return where;
  }

  /** Header fields of the answer. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The line for people. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
