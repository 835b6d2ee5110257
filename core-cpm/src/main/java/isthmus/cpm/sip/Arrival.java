package isthmus.cpm.sip;

import java.net.InetSocketAddress;

/**
 * Where a message came from and the way back.
 *
 * @param remote the source address and port of the packet or connection
 */
record Arrival(Transport transport, InetSocketAddress remote, Reply reply) {

  /** Sends bytes back: over the same connection, or by datagram to the port given. */
  @FunctionalInterface
  interface Reply {
    void send(byte[] octets, int datagramPort);
  }

  Hop hop() {
    return new Hop(transport, remote.getAddress().getHostAddress(), remote.getPort());
  }
}
