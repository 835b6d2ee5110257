package isthmus.gateway.access;

import isthmus.gateway.console.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/** Cookies as this gateway sets them and reads them (RFC 6265). */
final class Cookies {
  static final String SESSION = "isthmus_session";
  private static final int MOST = 16_384;

  private Cookies() {}

  /** The first cookie of a name. */
  static Optional<String> find(HttpRequest request, String name) {
    Optional<String> header = request.header("Cookie").filter(text -> text.length() <= MOST);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    for (String pair : header.get().split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
        return Optional.of(pair.substring(equals + 1).strip());
      }
    }
    return Optional.empty();
  }

  /** The session that a browser presents. */
  static Optional<SecretKey> session(HttpRequest request) {
    return find(request, SESSION)
        .filter(text -> text.length() <= 100 && !text.isEmpty())
        .map(SecretKey::presented);
  }

  /**
   * A cookie that scripts cannot read, that other sites cannot send along with a change, and that
   * ends with the browser.
   *
   * @param secure never sent over plain HTTP
   */
  static String session(SecretKey key, boolean secure) {
    return SESSION + "=" + key.reveal() + "; Path=/; HttpOnly; SameSite=Lax" + secured(secure);
  }

  static String noSession(boolean secure) {
    return SESSION + "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0" + secured(secure);
  }

  /** A cookie for a few minutes, below a path. */
  static String brief(
      String name, String value, String path, Duration life, boolean readable, boolean secure) {
    return name
        + "="
        + value
        + "; Path="
        + path
        + "; SameSite=Lax; Max-Age="
        + life.toSeconds()
        + (readable ? "" : "; HttpOnly")
        + secured(secure);
  }

  private static String secured(boolean secure) {
    return secure ? "; Secure" : "";
  }
}
