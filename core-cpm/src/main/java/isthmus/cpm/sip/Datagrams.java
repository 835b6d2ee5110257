package isthmus.cpm.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One UDP listen point. A few threads read the socket and handle each datagram to its end, so that
 * nothing queues up inside: what is too much waits in, and overflows from, the system's buffer.
 */
final class Datagrams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Datagrams.class);
  private static final int MAX_DATAGRAM_BYTES = 65_535;

  private final DatagramSocket socket;
  private final Intake intake;

  private Datagrams(DatagramSocket socket, Intake intake) {
    this.socket = socket;
    this.intake = intake;
  }

  static Datagrams open(ListenPoint point, SipLimits limits, Intake intake) throws IOException {
    // A DatagramSocket and no channel: an interrupt of a thread that sends must not close it.
    DatagramSocket socket =
        new DatagramSocket(
            new InetSocketAddress(InetAddress.getByName(point.host()), point.port()));
    socket.setReceiveBufferSize(limits.udpBufferBytes());
    socket.setSendBufferSize(limits.udpBufferBytes());
    int granted = socket.getReceiveBufferSize();
    if (granted < limits.udpBufferBytes()) {
      LOG.info(
          "{}: the system grants {} of {} bytes of receive buffer (net.core.rmem_max)",
          point,
          granted,
          limits.udpBufferBytes());
    }
    Datagrams datagrams = new Datagrams(socket, intake);
    for (int i = 0; i < limits.datagramThreads(); i++) {
      Thread.ofPlatform()
          .name("sip-udp-" + socket.getLocalPort() + "-" + i)
          .daemon(true)
          .start(datagrams::receive);
    }
    return datagrams;
  }

  int port() {
    return socket.getLocalPort();
  }

  InetAddress address() {
    return socket.getLocalAddress();
  }

  void send(byte[] octets, InetSocketAddress to) throws IOException {
    if (octets.length > MAX_DATAGRAM_BYTES - 28) {
      throw new IOException("the message does not fit into a datagram");
    }
    try {
      socket.send(new DatagramPacket(octets, octets.length, to));
    } catch (IllegalArgumentException e) {
      throw new IOException("no datagram can be sent to " + to, e);
    }
  }

  private void receive() {
    DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM_BYTES], MAX_DATAGRAM_BYTES);
    while (!socket.isClosed()) {
      packet.setLength(MAX_DATAGRAM_BYTES);
      try {
        socket.receive(packet);
        take(packet);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          LOG.warn("receiving on UDP port {} failed: {}", port(), e.toString());
        }
      } catch (RuntimeException | StackOverflowError e) {
        // One message must never end the thread, whatever it did.
        LOG.error("a datagram could not be handled", e);
      }
    }
  }

  private void take(DatagramPacket packet) {
    byte[] octets = Arrays.copyOf(packet.getData(), packet.getLength());
    InetSocketAddress remote = (InetSocketAddress) packet.getSocketAddress();
    if (remote.getPort() == 0) {
      intake.junk();
      return;
    }
    intake.datagram(
        octets, new Arrival(Transport.UDP, remote, (answer, port) -> reply(answer, remote, port)));
  }

  private void reply(byte[] answer, InetSocketAddress remote, int port) {
    try {
      send(answer, new InetSocketAddress(remote.getAddress(), port));
    } catch (IOException e) {
      intake.answerLost();
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
