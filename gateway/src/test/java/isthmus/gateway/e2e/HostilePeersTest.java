package isthmus.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strangers, fools and attackers send: a clear answer, and the next good message passes. */
class HostilePeersTest {
  private static final int MUTATIONS = 3_000;

  private static Scene scene;
  private static int serverPort;

  @BeforeAll
  static void start() {
    serverPort = TestGateway.freePort();
    scene =
        Scene.started(
            "",
            """
              server:
                listen: ["tcp://127.0.0.1:%d"]
                accounts:
                  - {system-id: bank, password: bankpw}
            %s
            """
                .formatted(serverPort, TestGateway.QUICK));
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @AfterEach
  void theNextGoodMessagePasses() {
    Pager good = Pager.to(Pager.phone(), "good");
    scene.accepted(good);
    scene.smsc().receipt(scene.smsc().awaitTo(good.to(), 1).getFirst(), "DELIVRD");
    assertThat(scene.core().imdn(good.imdnId()).disposition()).isEqualTo("delivered");
  }

  private static SipText answerTo(Pager pager, String text) {
    scene.core().send(text);
    return scene.core().response(pager.callId());
  }

  private static String why(SipText answer) {
    return answer.start() + " " + answer.header("Warning");
  }

  @Test
  void aPeerThatIsNotTrustedIsForbiddenEvenWithAnAssertedIdentity() {
    try (RawSip stranger = new RawSip("127.0.0.2", 0, scene.gateway().sipPort())) {
      Pager pager = Pager.to(Pager.phone(), "let me in");
      stranger.send(pager.by(stranger));
      assertThat(stranger.response(pager.callId()).status()).isEqualTo(403);
      assertThat(scene.gateway().stories(pager.imdnId())).isEmpty();
    }
  }

  @Test
  void aRequestWithoutAnAssertedIdentityIsRefused() {
    Pager pager = Pager.to(Pager.phone(), "who am I");
    SipText answer = answerTo(pager, pager.byClient(scene.core()));
    assertThat(answer.status()).isBetween(400, 403);
    assertThat(scene.gateway().stories(pager.imdnId())).isEmpty();
  }

  @Test
  void aBrokenCpimBodyIsABadRequestThatSaysWhy() {
    Pager pager = Pager.to(Pager.phone(), "x");
    SipText answer = answerTo(pager, pager.by(scene.core(), "no header\r\nat all"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(why(answer)).containsIgnoringCase("cpim");
  }

  @Test
  void aMessageWithoutCpmIdentitiesIsABadRequestThatSaysWhich() {
    Pager pager = Pager.to(Pager.phone(), "x").in("", "");
    SipText answer = answerTo(pager, pager.by(scene.core()));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(why(answer)).contains("Conversation-ID");
  }

  @Test
  void aMessageTooLargeForPagerModeIsTooLarge() {
    Pager pager = Pager.to(Pager.phone(), "x".repeat(1_400));
    SipText answer = answerTo(pager, pager.by(scene.core()));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(why(answer)).contains("1300");
  }

  @Test
  void anAddressOfAServiceThatIsNotInstalledIsRefusedWithAReason() {
    Pager pager = Pager.to("mailto:bob@mail.example", "hello");
    SipText answer = answerTo(pager, pager.by(scene.core()));
    assertThat(answer.status()).isEqualTo(480);
    assertThat(why(answer)).contains("no installed service reaches a mail address", "email");
  }

  @ParameterizedTest
  @CsvSource({
    "urn:service:sos, 404",
    "sip:, 400",
    "tel:abc, 404",
    "http://example.org/, 404",
  })
  void anAddressThatIsNoneIsNotFound(String uri, int status) {
    Pager pager = Pager.to(uri, "hello");
    SipText answer = answerTo(pager, pager.by(scene.core()));
    assertThat(answer.status()).isIn(status, 400, 404, 416);
  }

  @ParameterizedTest
  @CsvSource({"INVITE, 405", "SUBSCRIBE, 405", "NONSENSE, 405", "OPTIONS, 200"})
  void otherRequestsGetAnAnswer(String method, int status) {
    Pager pager = Pager.to(Pager.phone(), "hello");
    String text =
        pager
            .by(scene.core())
            .replace("MESSAGE " + pager.to(), method + " " + pager.to())
            .replace("1 MESSAGE", "1 " + method);
    SipText answer = answerTo(pager, text);
    assertThat(answer.status()).isIn(status, 501);
    if (answer.status() == 405) {
      assertThat(answer.header("Allow")).contains("MESSAGE");
    }
  }

  @Test
  void mutatedRequestsAndRandomDatagramsDoNoHarm() {
    Random random = new Random(7);
    try (RawSip attacker = new RawSip(scene.gateway().sipPort())) {
      for (int i = 0; i < MUTATIONS; i++) {
        byte[] octets =
            Pager.to("sip:nobody", "mutated 😀").by(attacker).getBytes(StandardCharsets.UTF_8);
        attacker.sendOctets(mutate(octets, random));
        if (i % 10 == 0) {
          byte[] noise = new byte[random.nextInt(1500)];
          random.nextBytes(noise);
          attacker.sendOctets(noise);
        }
      }
    }
    try (RawSip attacker = new RawSip(scene.gateway().sipPort())) {
      for (int i = 0; i < 30; i++) {
        attacker.connect();
        byte[] octets =
            Pager.to("sip:nobody", "x").over("TCP").by(attacker).getBytes(StandardCharsets.UTF_8);
        attacker.sendTcp(new String(mutate(octets, random), StandardCharsets.ISO_8859_1));
      }
    }
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] octets = original.clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(octets.length);
      octets =
          switch (random.nextInt(5)) {
            case 0 -> flip(octets, at, (byte) random.nextInt(256));
            case 1 -> cut(octets, at, Math.min(octets.length, at + 1 + random.nextInt(20)));
            case 2 -> insert(octets, at, "\r\n".getBytes(StandardCharsets.US_ASCII));
            case 3 ->
                insert(octets, at, ("" + random.nextLong()).getBytes(StandardCharsets.US_ASCII));
            default -> cut(octets, at, octets.length);
          };
      if (octets.length == 0) {
        return new byte[] {0};
      }
    }
    return octets;
  }

  private static byte[] flip(byte[] octets, int at, byte value) {
    octets[at] = value;
    return octets;
  }

  private static byte[] cut(byte[] octets, int from, int to) {
    return ByteBuffer.allocate(octets.length - (to - from))
        .put(octets, 0, from)
        .put(octets, to, octets.length - to)
        .array();
  }

  private static byte[] insert(byte[] octets, int at, byte[] more) {
    return ByteBuffer.allocate(octets.length + more.length)
        .put(octets, 0, at)
        .put(more)
        .put(octets, at, octets.length - at)
        .array();
  }

  @Test
  void randomPdusAtTheServerDoNoHarm() throws IOException {
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      try (SmppPeer esme = new SmppPeer(new Socket(InetAddress.getLoopbackAddress(), serverPort))) {
        Thread reader = Thread.ofPlatform().daemon().start(() -> esme.serve((_, _) -> {}));
        if (i % 2 == 0) {
          assertThat(
                  esme.call(Pdu.BIND_TRANSCEIVER, Pdu.join("bank", "bankpw", "", 0x34, 0, 0, ""))
                      .status())
              .isZero();
        }
        for (int pdu = 0; pdu < 20; pdu++) {
          esme.raw(randomPdu(random));
        }
        assertThat(reader).isNotNull();
      } catch (IOException closed) {
        assertThat(closed).isNotNull();
      }
    }
  }

  @Test
  void randomPdusOfTheSmscDoNoHarm() {
    Random random = new Random(13);
    for (int i = 0; i < 20; i++) {
      scene.smsc().awaitBound(1).raw(() -> randomPdu(random));
    }
    scene.smsc().dropLinks();
    scene.smsc().awaitBound(1);
  }

  /** Known and unknown commands with bodies of noise, and now and then a wrong length. */
  private static byte[] randomPdu(Random random) {
    int[] commands = {1, 2, 3, 4, 5, 6, 7, 8, 9, 0x15, 0x21, 0x103, 0x80000004, 0x80000000, 0x7777};
    byte[] body = new byte[random.nextInt(300)];
    random.nextBytes(body);
    int length = 16 + body.length;
    if (random.nextInt(20) == 0) {
      length = random.nextInt();
    }
    return ByteBuffer.allocate(16 + body.length)
        .putInt(length)
        .putInt(commands[random.nextInt(commands.length)])
        .putInt(0)
        .putInt(random.nextInt(1 << 20))
        .put(body)
        .array();
  }
}
