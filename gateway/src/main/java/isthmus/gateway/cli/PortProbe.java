package isthmus.gateway.cli;

import isthmus.gateway.config.Configuration;
import isthmus.gateway.config.value.ListenAddress;
import isthmus.gateway.config.value.Transport;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tries every listening address before a gateway starts, so that a port in use is reported by its
 * key, and all of them at once, rather than by whichever part happens to bind first.
 */
final class PortProbe {
  private PortProbe() {}

  /** One line for each address that cannot be bound. The embedded database minds its own port. */
  static List<String> taken(Configuration configuration) {
    return configuration.listeners().entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith("database."))
        .flatMap(PortProbe::probe)
        .toList();
  }

  private static Stream<String> probe(Map.Entry<String, ListenAddress> listener) {
    return reason(listener.getValue())
        .map(reason -> "%s: %s %s".formatted(listener.getKey(), listener.getValue(), reason))
        .stream();
  }

  private static Optional<String> reason(ListenAddress listener) {
    InetSocketAddress address = listener.address().toSocketAddress();
    if (address.isUnresolved()) {
      return Optional.of("is an unknown host");
    }
    try {
      bind(listener.transport(), address);
      return Optional.empty();
    } catch (BindException e) {
      return Optional.of(
          address.getPort() != 0 && String.valueOf(e.getMessage()).contains("in use")
              ? "is in use by another program"
              : "cannot be bound: not an address of this machine, or not permitted");
    } catch (IOException e) {
      return Optional.of("cannot be bound");
    }
  }

  private static void bind(Transport transport, InetSocketAddress address) throws IOException {
    switch (transport) {
      case UDP -> new DatagramSocket(address).close();
      case TCP, TLS -> {
        try (ServerSocket socket = new ServerSocket()) {
          socket.setReuseAddress(true);
          socket.bind(address);
        }
      }
    }
  }
}
