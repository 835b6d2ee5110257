package isthmus.gateway.access;

import isthmus.gateway.config.value.Cidr;
import isthmus.gateway.console.http.HttpRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Proxies in front of the gateway, whose word about the browser's address and scheme is believed.
 *
 * @param trusted their addresses
 */
record Proxies(List<Cidr> trusted) {
  private static final int MOST = 1_024;

  Proxies {
    trusted = List.copyOf(trusted);
  }

  /** The last address on the way to us that is no proxy of ours. */
  String peer(HttpRequest request) {
    String peer = request.connection();
    if (!isTrusted(peer)) {
      return peer;
    }
    List<String> way =
        request
            .header("X-Forwarded-For")
            .filter(text -> text.length() <= MOST)
            .map(text -> List.of(text.split(",", -1)))
            .orElse(List.of());
    for (String hop : way.reversed()) {
      Optional<String> address = address(hop.strip());
      if (address.isEmpty()) {
        return peer;
      }
      peer = address.get();
      if (!isTrusted(peer)) {
        return peer;
      }
    }
    return peer;
  }

  /** Whether the browser came to a proxy of ours by https. */
  boolean isHttps(HttpRequest request) {
    return isTrusted(request.connection())
        && request.header("X-Forwarded-Proto").filter("https"::equalsIgnoreCase).isPresent();
  }

  private boolean isTrusted(String peer) {
    try {
      InetAddress address = InetAddress.ofLiteral(peer);
      return trusted.stream().anyMatch(block -> block.contains(address));
    } catch (IllegalArgumentException name) {
      return false;
    }
  }

  private static Optional<String> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }
}
