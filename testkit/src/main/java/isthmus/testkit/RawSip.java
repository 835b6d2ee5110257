package isthmus.testkit;

import isthmus.cpm.sip.ListenPoint;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipConfig;
import isthmus.cpm.sip.SipEndpoint;
import isthmus.cpm.sip.SipRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests as the real endpoint reads them: text goes over loopback to an endpoint, which hands out
 * what it understood. For the tests of what stands behind the endpoint.
 */
public final class RawSip implements AutoCloseable {
  private final BlockingQueue<SipRequest> taken = new LinkedBlockingQueue<>();
  private final AtomicInteger branches = new AtomicInteger();
  private final SipEndpoint endpoint;
  private final DatagramSocket socket;

  /** Opens an endpoint and a socket, both on loopback. */
  public RawSip() {
    try {
      endpoint =
          SipEndpoint.start(
              SipConfig.of(List.of(ListenPoint.parse("udp://127.0.0.1:0"))),
              (request, responder) -> {
                responder.respond(SipAnswer.of(200));
                taken.add(request);
              });
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * The request that a text is.
   *
   * @param text lines end in LF, the body begins after the first empty line; {@code {branch}} is
   *     replaced by one of its own
   */
  public SipRequest request(String text) {
    String own = text.replace("{branch}", "z9hG4bK" + branches.incrementAndGet());
    byte[] octets = own.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    try {
      socket.send(
          new DatagramPacket(
              octets,
              octets.length,
              InetAddress.getLoopbackAddress(),
              endpoint.listenPoints().getFirst().port()));
      SipRequest request = taken.poll(60, TimeUnit.SECONDS);
      if (request == null) {
        throw new AssertionError("the endpoint did not take:\n" + own);
      }
      return request;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  @Override
  public void close() {
    endpoint.close();
    socket.close();
  }
}
