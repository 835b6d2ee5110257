package isthmus.gateway.config.value;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/**
 * A host and a port, written {@code 127.0.0.1:8080}, {@code smsc.example.org:2775} or {@code
 * [::1]:8080}.
 *
 * @param host a name or an IP address, without brackets
 * @param port 0 to 65535; 0 lets the system choose, where something listens
 */
public record HostPort(String host, int port) {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");

  /** Refuses an empty host and a port that does not exist. */
  public HostPort {
    if (!isHost(host)) {
      throw new IllegalArgumentException("not a host");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port out of range");
    }
  }

  /** Reads a host and port as they are written in a configuration. */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("no port");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException("an IPv6 address needs brackets");
    }
    return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
  }

  /** Whether {@code text} can be the name or the IP address of a host. */
  public static boolean isHost(String text) {
    if (text.indexOf(':') < 0) {
      return NAME.matcher(text).matches();
    }
    try {
      return InetAddress.ofLiteral(text).getAddress().length == 16;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether this stands for every address of the machine. */
  public boolean isWildcard() {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  /** The address to bind or to connect to; a name is looked up now. */
  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
