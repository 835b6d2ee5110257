package isthmus.cpm.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One UDP listen point. A few threads read the socket and handle each datagram to its end, so that
 * nothing queues up inside: what is too much waits in, and overflows from, the system's buffer.
 */
final class Datagrams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Datagrams.class);
  private static final int MAX_DATAGRAM_BYTES = 65_535;
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final DatagramSocket socket;
  private final Intake intake;
  private final int threads;

  /** One permit for each thread, held while it reads the socket. */
  private final Semaphore reading;

  private Datagrams(DatagramSocket socket, Intake intake, int threads) {
    this.socket = socket;
    this.intake = intake;
    this.threads = threads;
    this.reading = new Semaphore(threads);
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
    Datagrams datagrams = new Datagrams(socket, intake, limits.datagramThreads());
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
        read(packet);
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

  private void read(DatagramPacket packet) throws IOException {
    reading.acquireUninterruptibly();
    try {
      socket.receive(packet);
    } finally {
      reading.release();
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

  /**
   * Closes the socket; the port is free when it returns, because a socket closed while a thread
   * reads it holds its port until that thread is out. What is being handled goes on.
   */
  @Override
  public void close() {
    socket.close();
    try {
      if (reading.tryAcquire(threads, CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        reading.release(threads);
      } else {
        LOG.warn("UDP port {} is still being read", port());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
