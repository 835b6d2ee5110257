package isthmus.cpm.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamTransportTest {
  private final BlockingQueue<SipRequest> requests = new LinkedBlockingQueue<>();

  private SipEndpoint endpoint(SipLimits limits, String... listen) throws Exception {
    return SipEndpoint.start(
        SipConfig.of(List.of(listen).stream().map(ListenPoint::parse).toList()).with(limits),
        (request, responder) -> {
          requests.add(request);
          responder.respond(SipAnswer.of(202));
        });
  }

  private SipEndpoint tcp() throws Exception {
    return endpoint(SipLimits.defaults(), "tcp://127.0.0.1:0");
  }

  private static int port(SipEndpoint endpoint) {
    return endpoint.listenPoints().getFirst().port();
  }

  private static String message(int number) {
    return Requests.message(number, "s" + number, "TCP", "Subject: a");
  }

  @Test
  void messagesInOnePacketAndInSingleBytesAreAllAnswered() throws Exception {
    try (SipEndpoint endpoint = tcp();
        StreamLine line = StreamLine.tcp(port(endpoint))) {
      ByteArrayOutputStream both = new ByteArrayOutputStream();
      both.write(Transcript.message(message(1).replace("\n", "\r\n"), line.local()));
      both.write(Transcript.message(message(2).replace("\n", "\r\n"), line.local()));
      line.send(both.toByteArray());
      for (byte octet : Transcript.message(message(3).replace("\n", "\r\n"), line.local())) {
        line.send(new byte[] {octet});
      }
      for (int i = 1; i <= 3; i++) {
        assertThat(line.receive()).startsWith("SIP/2.0 202").contains("Call-ID: m" + i + "@client");
      }
      assertThat(endpoint.counters().connections()).isEqualTo(1);
    }
  }

  @Test
  void aDoubleLineBreakIsAnsweredByOne() throws Exception {
    try (SipEndpoint endpoint = tcp();
        StreamLine line = StreamLine.tcp(port(endpoint))) {
      line.send("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] pong = line.socket().getInputStream().readNBytes(2);
      assertThat(new String(pong, StandardCharsets.US_ASCII)).isEqualTo("\r\n");
    }
  }

  @Test
  void aMessageOverTheLimitGets513AndTheConnectionIsClosed() throws Exception {
    try (SipEndpoint endpoint =
            endpoint(SipLimits.defaults().withMaxMessageBytes(700), "tcp://127.0.0.1:0");
        StreamLine line = StreamLine.tcp(port(endpoint))) {
      line.send(message(1).replace("hello", "x".repeat(700)));
      assertThat(line.receive()).startsWith("SIP/2.0 513");
      assertThat(line.isClosedByPeer()).isTrue();
      assertThat(requests).isEmpty();
    }
  }

  @Test
  void aStreamThatIsNoSipIsClosedAndTheNextConnectionServed() throws Exception {
    try (SipEndpoint endpoint = tcp()) {
      try (StreamLine line = StreamLine.tcp(port(endpoint))) {
        line.send(
            "GET / HTTP/1.1\r\nContent-Length: -5\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(line.isClosedByPeer()).isTrue();
      }
      try (StreamLine line = StreamLine.tcp(port(endpoint))) {
        line.send(message(1));
        assertThat(line.receive()).startsWith("SIP/2.0 202");
      }
      assertThat(endpoint.counters().junk()).isEqualTo(1);
    }
  }

  @Test
  void randomBytesOnManyConnectionsLeaveTheNextGoodOneServed() throws Exception {
    Random random = new Random(11);
    try (SipEndpoint endpoint = tcp()) {
      for (int i = 0; i < 300; i++) {
        byte[] noise = new byte[1 + random.nextInt(3000)];
        random.nextBytes(noise);
        try (StreamLine line = StreamLine.tcp(port(endpoint))) {
          // At once: the endpoint may have had enough of it before a second write.
          line.send(withEmptyLine(noise));
        }
      }
      try (StreamLine line = StreamLine.tcp(port(endpoint))) {
        line.send(message(1));
        assertThat(line.receive()).startsWith("SIP/2.0 202");
        Requests.await(() -> endpoint.counters().connections() == 1);
      }
      Requests.await(() -> endpoint.counters().connections() == 0);
    }
  }

  @Test
  void aRequestToAClientGoesOverTheConnectionThatTheClientMade() throws Exception {
    try (SipEndpoint endpoint = tcp();
        StreamLine client = StreamLine.tcp(port(endpoint))) {
      client.send(message(1));
      assertThat(client.receive()).startsWith("SIP/2.0 202");
      Hop flow = requests.take().source();
      assertThat(flow.port()).isEqualTo(client.socket().getLocalPort());

      CompletableFuture<SipResult> result =
          endpoint
              .send(OutboundSipRequest.message("sip:bob@192.0.2.7:5060").nextHop(flow).build())
              .toCompletableFuture();
      String request = client.receive();
      assertThat(request).startsWith("MESSAGE sip:bob@192.0.2.7:5060 SIP/2.0");
      client.send(Answers.to(request, "200 OK"));

      assertThat(result.get(60, TimeUnit.SECONDS)).isInstanceOf(SipResult.Answered.class);
      assertThat(endpoint.counters().connections()).isEqualTo(1);
    }
  }

  @Test
  void aRequestToAPeerWithoutConnectionMakesOneAndTheNextReusesIt() throws Exception {
    try (SipEndpoint endpoint = tcp();
        ServerSocket server = new ServerSocket(0)) {
      Hop hop = new Hop(Transport.TCP, "127.0.0.1", server.getLocalPort());
      CompletableFuture<SipResult> first = send(endpoint, hop);
      try (StreamLine peer = new StreamLine(server.accept())) {
        peer.send(Answers.to(peer.receive(), "200 OK"));
        assertThat(first.get(60, TimeUnit.SECONDS)).isInstanceOf(SipResult.Answered.class);
        CompletableFuture<SipResult> second = send(endpoint, hop);
        peer.send(Answers.to(peer.receive(), "486 Busy Here"));
        assertThat(second.get(60, TimeUnit.SECONDS))
            .isInstanceOfSatisfying(
                SipResult.Answered.class,
                answer -> assertThat(answer.reason()).isEqualTo("Busy Here"));
      }
    }
  }

  @Test
  void aRefusedConnectionIsToldAtOnce() throws Exception {
    try (SipEndpoint endpoint = tcp();
        Socket bound = new Socket()) {
      // Bound, so that nobody else listens there, and not listening.
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SipResult result =
          send(endpoint, new Hop(Transport.TCP, "127.0.0.1", bound.getLocalPort()))
              .get(60, TimeUnit.SECONDS);
      assertThat(result)
          .isInstanceOfSatisfying(
              SipResult.TransportFailed.class,
              failed -> assertThat(failed.reason()).contains("Connection refused"));
      assertThat(endpoint.counters().inFlight()).isZero();
    }
  }

  @Test
  void aConnectionBeyondTheLimitIsClosedAtOnce() throws Exception {
    try (SipEndpoint endpoint =
            endpoint(SipLimits.defaults().withMaxConnections(1), "tcp://127.0.0.1:0");
        StreamLine first = StreamLine.tcp(port(endpoint))) {
      first.send(message(1));
      assertThat(first.receive()).startsWith("SIP/2.0 202");
      try (StreamLine second = StreamLine.tcp(port(endpoint))) {
        assertThat(second.isClosedByPeer()).isTrue();
      }
      assertThat(endpoint.counters().connectionsRefused()).isEqualTo(1);
    }
  }

  @Test
  void aLargeRequestGoesByTcpUnlessUdpWasAskedFor() throws Exception {
    try (SipEndpoint endpoint =
            endpoint(SipLimits.defaults(), "udp://127.0.0.1:0", "tcp://127.0.0.1:0");
        ServerSocket server = new ServerSocket(0)) {
      CompletableFuture<SipResult> result =
          large(endpoint, "sip:bob@127.0.0.1:" + server.getLocalPort());
      try (StreamLine peer = new StreamLine(server.accept())) {
        String request = peer.receive();
        assertThat(request).contains("Via: SIP/2.0/TCP ");
        peer.send(Answers.to(request, "200 OK"));
        assertThat(result.get(60, TimeUnit.SECONDS)).isInstanceOf(SipResult.Answered.class);
      }
    }
  }

  @Test
  void aLargeRequestFallsBackToUdpWhereThereIsNoTcp() throws Exception {
    try (SipEndpoint endpoint =
            endpoint(SipLimits.defaults(), "udp://127.0.0.1:0", "tcp://127.0.0.1:0");
        UdpLine peer = new UdpLine(port(endpoint))) {
      CompletableFuture<SipResult> result = large(endpoint, "sip:bob@" + peer.local());
      String request = peer.receive();
      assertThat(request).contains("Via: SIP/2.0/UDP ");
      peer.send(Answers.to(request, "200 OK"));
      assertThat(result.get(60, TimeUnit.SECONDS)).isInstanceOf(SipResult.Answered.class);
      assertThat(endpoint.counters().transportFailed()).isZero();
    }
  }

  private static byte[] withEmptyLine(byte[] octets) {
    byte[] ended = Arrays.copyOf(octets, octets.length + 4);
    System.arraycopy(new byte[] {'\r', '\n', '\r', '\n'}, 0, ended, octets.length, 4);
    return ended;
  }

  private static CompletableFuture<SipResult> large(SipEndpoint endpoint, String uri) {
    return endpoint
        .send(
            OutboundSipRequest.message(uri)
                .body("text/plain", "x".repeat(1400).getBytes(StandardCharsets.UTF_8))
                .build())
        .toCompletableFuture();
  }

  private static CompletableFuture<SipResult> send(SipEndpoint endpoint, Hop hop) {
    return endpoint
        .send(OutboundSipRequest.message("sip:bob@example.org").nextHop(hop).build())
        .toCompletableFuture();
  }
}
