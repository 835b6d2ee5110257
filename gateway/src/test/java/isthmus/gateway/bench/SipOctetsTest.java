package isthmus.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.codec.cpim.CpimCodec;
import isthmus.cpm.codec.cpim.CpimException;
import isthmus.cpm.codec.cpim.CpimLimits;
import isthmus.cpm.codec.cpim.CpimMessage;
import isthmus.cpm.codec.imdn.ImdnHeaders;
import isthmus.cpm.codec.imdn.RequestedNotification;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.sip.ListenPoint;
import isthmus.cpm.sip.OutboundSipRequest;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipConfig;
import isthmus.cpm.sip.SipEndpoint;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.SipResult;
import isthmus.cpm.sip.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The bench's own SIP octets against the real codec and endpoint. */
final class SipOctetsTest {
  private static final List<ListenPoint> ANY_UDP =
      List.of(new ListenPoint(Transport.UDP, "127.0.0.1", 0));

  @Test
  void aRequestIsTheSameButForItsNumbers() {
    MessageTemplate template =
        new MessageTemplate("run1", "127.0.0.1:5062", "ims.example.org", 1000);

    String first = text(template.request(123_456_789));
    String second = text(template.request(1));

    assertThat(first).contains("Call-ID: run1-123456789@bench", "tel:+15551000789");
    assertThat(second).contains("Call-ID: run1-000000001@bench", "tel:+15551000001");
    assertThat(first).hasSameSizeAs(second);
  }

  @Test
  void itsLengthAndItsCpimAreRight() throws CpimException {
    String request =
        text(new MessageTemplate("run1", "127.0.0.1:5062", "ims.example.org", 10).request(42));
    int split = request.indexOf("\r\n\r\n");
    String body = request.substring(split + 4);

    assertThat(request).contains("Content-Length: " + body.length() + "\r\n");
    CpimMessage message =
        new CpimCodec(CpimLimits.DEFAULT)
            .decode(Octets.wrap(body.getBytes(StandardCharsets.UTF_8)));
    ImdnHeaders imdn = ImdnHeaders.of(message);
    assertThat(imdn.messageId()).contains("bench-run1-000000042");
    assertThat(imdn.request().wants(RequestedNotification.POSITIVE_DELIVERY)).isTrue();
    assertThat(message.part().asText()).isEqualTo("Bench message 000000042 on its way.");
  }

  @Test
  void theSmscFindsTheNumberInTheText() {
    byte[] text = "Bench message 000000042 on its way.".getBytes(StandardCharsets.US_ASCII);

    assertThat(BenchPeers.number(Octets.wrap(text))).isEqualTo(42);
    assertThat(BenchPeers.number(Octets.wrap(new byte[] {1}))).isEqualTo(-1);
  }

  @Test
  void anEndpointTakesTheRequestsAndTheLoadReadsItsAnswers() throws IOException {
    List<SipRequest> seen = new CopyOnWriteArrayList<>();
    AtomicInteger answered = new AtomicInteger();
    Ledger ledger = new Ledger(50);
    try (SipEndpoint gateway =
            SipEndpoint.start(
                SipConfig.of(ANY_UDP),
                (request, responder) -> {
                  seen.add(request);
                  responder.respond(SipAnswer.of(answered.getAndIncrement() == 0 ? 503 : 202));
                });
        SipLoad load =
            new SipLoad(
                ledger,
                "run1",
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), gateway.listenPoints().getFirst().port()),
                "ims.example.org",
                10)) {
      load.offer(SipLoad.Pace.asFastAsAnswered(8), System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
      load.settle(System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
    }

    Account account = Account.of(ledger, 0, 50);
    assertThat(account.accepted()).isEqualTo(49);
    assertThat(account.refused()).isEqualTo(1);
    assertThat(seen).hasSize(50);
  }

  @Test
  void aRequestWithoutAnswerIsSentAgain() throws IOException, InterruptedException {
    Ledger ledger = new Ledger(1);
    try (DatagramSocket deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        SipLoad load =
            new SipLoad(
                ledger,
                "run1",
                new InetSocketAddress(deaf.getLocalAddress(), deaf.getLocalPort()),
                "ims.example.org",
                10)) {
      Thread gateway = Thread.ofVirtual().start(() -> answerTheSecond(deaf));
      load.offer(SipLoad.Pace.rate(1_000), System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
      load.settle(System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
      gateway.join();
      assertThat(load.retransmitted()).isPositive();
    }
    assertThat(ledger.status(0)).isEqualTo(200);
  }

  private static void answerTheSecond(DatagramSocket socket) {
    try {
      DatagramPacket request = new DatagramPacket(new byte[4_096], 4_096);
      socket.receive(request);
      socket.receive(request);
      ByteBuffer answer =
          NotificationSink.Answer.to(request.getData(), request.getLength()).octets();
      byte[] octets = new byte[answer.remaining()];
      answer.get(octets);
      socket.send(new DatagramPacket(octets, octets.length, request.getSocketAddress()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theSinkAnswersAndCountsANotificationOnce()
      throws IOException, ExecutionException, InterruptedException, TimeoutException {
    Ledger ledger = new Ledger(10);
    ledger.sent(4, 1);
    ledger.sent(5, 1);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (NotificationSink sink = new NotificationSink(ledger, "run1", any);
        SipEndpoint gateway = SipEndpoint.start(SipConfig.of(ANY_UDP), (_, _) -> {})) {
      for (String status : List.of("<delivered/>", "<failed/>")) {
        int message = status.contains("failed") ? 5 : 4;
        String body =
            "<imdn><message-id>bench-run1-00000000%d</message-id><status>%s</status></imdn>"
                .formatted(message, status);
        SipResult result =
            gateway
                .send(
                    OutboundSipRequest.message(
                            "sip:127.0.0.1:%d".formatted(sink.address().getPort()))
                        .body("message/cpim", body.getBytes(StandardCharsets.UTF_8))
                        .build())
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        assertThat(result)
            .isInstanceOfSatisfying(
                SipResult.Answered.class, answer -> assertThat(answer.status()).isEqualTo(200));
      }
    }
    assertThat(ledger.notifications(4)).isEqualTo(1);
    assertThat(ledger.isFailed(4)).isFalse();
    assertThat(ledger.isFailed(5)).isTrue();
  }

  @Test
  void theAnswerToARequestCopiesWhatRfc3261Asks() {
    byte[] request =
        """
        MESSAGE sip:x SIP/2.0
        v: SIP/2.0/UDP 127.0.0.1:1;branch=z9hG4bKtop;rport
        Via: SIP/2.0/UDP 127.0.0.1:2;branch=z9hG4bKbelow
        Max-Forwards: 70
        f: <sip:a>;tag=1
        To: <sip:b>
        i: c
        CSeq: 1 MESSAGE

        Via: not a header any more\
        """
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    NotificationSink.Answer answer = NotificationSink.Answer.to(request, request.length);

    assertThat(answer.branch()).isEqualTo("z9hG4bKtop");
    assertThat(text(answer.octets()))
        .isEqualTo(
            """
            SIP/2.0 200 OK
            v: SIP/2.0/UDP 127.0.0.1:1;branch=z9hG4bKtop;rport
            Via: SIP/2.0/UDP 127.0.0.1:2;branch=z9hG4bKbelow
            f: <sip:a>;tag=1
            To: <sip:b>;tag=bench
            i: c
            CSeq: 1 MESSAGE
            Content-Length: 0

            """
                .replace("\n", "\r\n"));
  }

  private static String text(ByteBuffer octets) {
    return StandardCharsets.US_ASCII.decode(octets).toString();
  }
}
