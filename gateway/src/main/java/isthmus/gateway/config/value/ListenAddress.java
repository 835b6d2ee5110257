package isthmus.gateway.config.value;

import java.util.Locale;

/**
 * Where a protocol with a choice of transports listens, written {@code udp://127.0.0.1:5060}.
 *
 * @param transport what carries it
 * @param address the local address
 */
public record ListenAddress(Transport transport, HostPort address) {

  /** Reads a listening address as it is written in a configuration. */
  public static ListenAddress parse(String text) {
    int end = text.indexOf("://");
    if (end < 0) {
      throw new IllegalArgumentException("no transport");
    }
    Transport transport =
        switch (text.substring(0, end)) {
          case "udp" -> Transport.UDP;
          case "tcp" -> Transport.TCP;
          case "tls" -> Transport.TLS;
          default -> throw new IllegalArgumentException("unknown transport");
        };
    return new ListenAddress(transport, HostPort.parse(text.substring(end + 3)));
  }

  /**
   * Whether both cannot be open at once: the same kind of port, number, and an address in common.
   */
  public boolean clashesWith(ListenAddress other) {
    return address.port() != 0
        && address.port() == other.address.port()
        && transport.sharesPortsWith(other.transport)
        && (address.isWildcard()
            || other.address.isWildcard()
            || address.host().equalsIgnoreCase(other.address.host()));
  }

  @Override
  public String toString() {
    return transport.name().toLowerCase(Locale.ROOT) + "://" + address;
  }
}
