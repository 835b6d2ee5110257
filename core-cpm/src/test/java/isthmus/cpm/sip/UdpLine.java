package isthmus.cpm.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A raw UDP peer on loopback. */
final class UdpLine implements Transcript.Line, AutoCloseable {
  private final DatagramSocket socket;
  private volatile int peerPort;

  UdpLine(int peerPort) throws IOException {
    this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.peerPort = peerPort;
    waitAtMost(30_000);
  }

  void waitAtMost(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public String local() {
    return "127.0.0.1:" + port();
  }

  @Override
  public void send(byte[] octets) throws IOException {
    socket.send(
        new DatagramPacket(octets, octets.length, InetAddress.getLoopbackAddress(), peerPort));
  }

  void send(String text) throws IOException {
    send(Transcript.message(text.replace("\n", "\r\n"), local()));
  }

  @Override
  public String receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      return "";
    }
    peerPort = packet.getPort();
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    socket.close();
  }
}
