package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.HttpProblem;
import java.time.Duration;
import java.util.Map;

/** A change of accounts, or a log-in, that is refused, in words for the one who asked. */
public final class AccessRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String where;
  private final transient Map<String, String> headers;

  /**
   * A refusal.
   *
   * @param status HTTP status that fits
   * @param where the part of the request that is meant; may be empty
   * @param text one line
   */
  AccessRefusedException(int status, String where, String text) {
    this(status, where, text, Map.of());
  }

  private AccessRefusedException(
      int status, String where, String text, Map<String, String> headers) {
    super(text);
    this.status = status;
    this.where = requireNonNull(where);
    this.headers = Map.copyOf(headers);
  }

  /** 429: too many failures; another attempt counts only after a while. */
  static AccessRefusedException tooMany(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return new AccessRefusedException(
        429,
        "",
        "too many failed log-ins; wait %d s and try again".formatted(seconds),
        Map.of("Retry-After", String.valueOf(seconds)));
  }

  /** The same as an answer over HTTP. */
  HttpProblem problem() {
    return new HttpProblem(status, where, text(), headers);
  }

  /** HTTP status that fits. */
  public int status() {
    return status;
  }

  /** The part of the request that is meant. */
  public String where() {
    return where;
  }

  /** One line for people. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
