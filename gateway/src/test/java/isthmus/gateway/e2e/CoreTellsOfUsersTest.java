package isthmus.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An IMS core tells by third-party REGISTER who is a CPM user (3GPP TS 24.229 §5.4.1.7). */
class CoreTellsOfUsersTest {
  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = Scene.started("", TestGateway.QUICK);
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  private static SipText register(String number, String more) {
    return registered(scene.core(), number, more);
  }

  static SipText registered(RawSip peer, String number, String more) {
    String call = Pager.fresh("register");
    peer.send(
        "REGISTER sip:as.ims.example.org SIP/2.0\r\n"
            + "Via: SIP/2.0/UDP %s:%d;branch=z9hG4bK%s;rport\r\n"
                .formatted(peer.host(), peer.port(), call)
            + "Max-Forwards: 70\r\n"
            + "From: <sip:scscf.ims.example.org>;tag=x\r\n"
            + "To: <sip:%s@ims.example.org>\r\n".formatted(number)
            + "Contact: <sip:scscf.ims.example.org:6060>\r\n"
            + "Call-ID: %s\r\nCSeq: 1 REGISTER\r\nEvent: registration\r\n".formatted(call)
            + more
            + "Content-Length: 0\r\n\r\n");
    return peer.response(call);
  }

  @Test
  void aMessageToARegisteredUserStaysInsideCpm() {
    String number = Pager.phone();
    SipText answer = register(number, "Expires: 600000\r\n");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Expires")).isEqualTo("600000");
    Pager pager = Pager.to(number, "inside");
    scene.accepted(pager);
    scene
        .core()
        .requests(
            "the message",
            1,
            request -> request.body().contains("inside") && request.start().contains(number));
    assertThat(scene.smsc().to(pager.to())).isEmpty();
  }

  @Test
  void aMessageToAUserWhoIsGoneLeavesCpm() {
    String number = Pager.phone();
    assertThat(register(number, "Expires: 3600\r\n").status()).isEqualTo(200);
    assertThat(register(number, "Expires: 0\r\n").status()).isEqualTo(200);
    Pager pager = Pager.to(number, "outside");
    scene.accepted(pager);
    assertThat(scene.smsc().awaitTo(pager.to(), 1)).hasSize(1);
  }

  @Test
  void aRegisterWithoutATimeIsRefused() {
    assertThat(register(Pager.phone(), "").status()).isEqualTo(400);
  }

  @Test
  void aPeerThatIsNotTrustedIsNotBelieved() {
    String number = Pager.phone();
    try (RawSip stranger = new RawSip("127.0.0.2", 0, scene.gateway().sipPort())) {
      SipText answer = registered(stranger, number, "Expires: 3600\r\n");
      assertThat(answer.status()).isEqualTo(403);
    }
    Pager pager = Pager.to(number, "outside");
    scene.accepted(pager);
    assertThat(scene.smsc().awaitTo(pager.to(), 1)).hasSize(1);
  }
}
