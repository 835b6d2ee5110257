package isthmus.cpm.sip;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * A socket to listen on.
 *
 * @param host an address or name of this machine; {@code 0.0.0.0} or {@code ::} for all
 * @param port 0 lets the system choose
 */
public record ListenPoint(Transport transport, String host, int port) {
  public ListenPoint {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("a listen point needs a host");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a listen point's port is 0 to 65535, not " + port);
    }
  }

  /**
   * Reads {@code udp://127.0.0.1:5060}; the port may be left out.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static ListenPoint parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no listen point such as udp://127.0.0.1:5060", e);
    }
    if (uri.getScheme() == null || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no listen point such as udp://127.0.0.1:5060");
    }
    Transport transport = Transport.of(uri.getScheme());
    String host = uri.getHost();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new ListenPoint(
        transport, bare, uri.getPort() < 0 ? transport.defaultPort() : uri.getPort());
  }

  boolean isWildcard() {
    return host.equals("0.0.0.0") || host.equals("::");
  }
}
