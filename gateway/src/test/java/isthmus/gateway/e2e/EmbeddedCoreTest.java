package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.DeliveryState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The gateway as the core of its users, with an SMSC and an ESME. */
class EmbeddedCoreTest {
  private static final AtomicInteger USERS = new AtomicInteger();
  private static final int MOST_USERS = 40;

  private static Smsc smsc;
  private static TestGateway gateway;
  private static int serverPort;

  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void start() {
    smsc = new Smsc("m");
    serverPort = TestGateway.freePort();
    StringBuilder users = new StringBuilder("mode: embedded\nt1: 100ms\nusers:\n");
    for (int i = 0; i < MOST_USERS; i++) {
      users.append("  - {user: \"%s\", password: secret%d, name: User}\n".formatted(number(i), i));
    }
    gateway =
        TestGateway.of(
            TestGateway.freshDatabase(),
            "n1",
            users.toString(),
            TestGateway.sms(TestGateway.smsc("s1", smsc.port(), ""))
                + """
                  server:
                    listen: ["tcp://127.0.0.1:%d"]
                    accounts:
                      - {system-id: bank, password: bankpw}
                """
                    .formatted(serverPort)
                + TestGateway.QUICK);
    gateway.start();
    smsc.awaitBound(1);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    smsc.close();
  }

  @AfterEach
  void hangUp() throws Exception {
    for (AutoCloseable resource : open) {
      resource.close();
    }
  }

  private static String number(int user) {
    return "+1555100%04d".formatted(user);
  }

  /** A user that no other test has. */
  private record User(String number, String password) {
    static User next() {
      int index = USERS.getAndIncrement();
      return new User(EmbeddedCoreTest.number(index), "secret" + index);
    }
  }

  private Device udp(User user) {
    Device device = Device.udp(gateway, user.number(), user.password());
    open.add(device);
    return device;
  }

  private Device tcp(User user) {
    Device device = Device.tcp(gateway, user.number(), user.password());
    open.add(device);
    return device;
  }

  private static SipText arrived(Device device, String text) {
    return device.sip().request("message " + text, request -> request.content().equals(text));
  }

  private static Pager sent(Device from, String to, String text) {
    Pager pager = Pager.to(to, text);
    SipText answer = from.send(pager);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return pager;
  }

  @Test
  void aWrongPasswordRegistersNobody() {
    User user = User.next();
    Device device = Device.udp(gateway, user.number(), "wrong");
    open.add(device);
    assertThat(device.register(600).status()).isIn(401, 403);
  }

  @Test
  void anIdentityThatAClientAssertsIsNotBelieved() {
    User user = User.next();
    Device device = udp(user);
    Pager unproven = Pager.to(Pager.phone(), "x").from(user.number());
    device.sip().send(unproven.by(device.sip()));
    assertThat(device.sip().response(unproven.callId()).status()).isIn(401, 403, 407);
    assertThat(gateway.stories(unproven.imdnId())).isEmpty();
  }

  @Test
  void aUserMayNotRegisterForAnother() {
    Device mallory = udp(User.next());
    assertThat(mallory.register(600, User.next().number()).status()).isEqualTo(403);
  }

  @Test
  void aMessageReachesBothDevicesAndTheFirstNotificationAlone() {
    Device alice = udp(User.next()).registered();
    User bobUser = User.next();
    Device phone = udp(bobUser).registered();
    Device tablet = tcp(bobUser).registered();
    Pager pager = sent(alice, bobUser.number(), Pager.fresh("to both"));
    SipText onPhone = arrived(phone, pager.text());
    SipText onTablet = arrived(tablet, pager.text());
    assertThat(onPhone.header("Conversation-ID")).isEqualTo(pager.conversation());
    assertThat(onPhone.header("Contribution-ID")).isEqualTo(pager.contribution());
    assertThat(onPhone.cpim("imdn.Message-ID")).isEqualTo(pager.imdnId());
    assertThat(onPhone.header("P-Asserted-Identity")).contains(alice.user());
    phone.report(onPhone, "delivered");
    tablet.report(onTablet, "delivered");
    assertThat(alice.sip().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
    gateway.story(pager.imdnId(), DeliveryState.DELIVERED);
    Pager last = sent(alice, bobUser.number(), Pager.fresh("last"));
    phone.report(arrived(phone, last.text()), "delivered");
    alice.sip().imdn(last.imdnId());
    assertThat(alice.sip().imdns(pager.imdnId())).hasSize(1);
    assertThat(phone.sip().requests(request -> request.content().equals(pager.text()))).hasSize(1);
  }

  @Test
  void aDisplayedNotificationFollowsTheDeliveredOne() {
    Device alice = tcp(User.next()).registered();
    User bobUser = User.next();
    Device bob = udp(bobUser).registered();
    Pager pager =
        Pager.to(bobUser.number(), Pager.fresh("read me")).wanting("positive-delivery, display");
    assertThat(alice.send(pager).status()).isEqualTo(202);
    SipText message = arrived(bob, pager.text());
    bob.report(message, "delivered");
    bob.report(message, "displayed");
    bob.report(message, "displayed");
    List<SipText> imdns =
        alice.sip().requests("two IMDNs", 2, r -> r.isImdn() && r.about().equals(pager.imdnId()));
    assertThat(imdns).extracting(SipText::disposition).containsExactly("delivered", "displayed");
  }

  @Test
  void aMessageForAUserWhoIsNotRegisteredIsPushedAtRegistration() {
    Device alice = udp(User.next()).registered();
    User bobUser = User.next();
    Pager pager = sent(alice, bobUser.number(), Pager.fresh("later"));
    gateway.story(pager.imdnId(), DeliveryState.DEFERRED);
    Device bob = udp(bobUser).registered();
    bob.report(arrived(bob, pager.text()), "delivered");
    assertThat(alice.sip().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
  }

  @Test
  void aClientThatLeftGetsNothingMore() {
    Device alice = udp(User.next()).registered();
    User bobUser = User.next();
    Device bob = udp(bobUser).registered();
    assertThat(bob.register(0).status()).isEqualTo(200);
    Pager pager = sent(alice, bobUser.number(), Pager.fresh("gone"));
    gateway.story(pager.imdnId(), DeliveryState.DEFERRED);
    assertThat(bob.sip().requests()).isEmpty();
  }

  @Test
  void aDeferredMessageThatExpiresIsANegativeDelivery() {
    Device alice = udp(User.next()).registered();
    User bobUser = User.next();
    Pager pager = sent(alice, bobUser.number(), Pager.fresh("too late"));
    gateway.story(pager.imdnId(), DeliveryState.DEFERRED);
    assertThat(
            gateway.sql(
                "update delivery set expires_at = now() - interval '1 second' where message_id ="
                    + " (select id from message where imdn_id = '%s')".formatted(pager.imdnId())))
        .isEqualTo(1);
    assertThat(alice.sip().imdn(pager.imdnId()).disposition()).isEqualTo("failed");
  }

  @Test
  void aHandsetReachesAUserWhoIsRegisteredAndOneWhoIsNot() {
    User bobUser = User.next();
    String first = Pager.fresh("now");
    Device bob = udp(bobUser).registered();
    assertThat(
            smsc.deliver(Pdu.Sm.text("15557654321", bobUser.number().substring(1), first)).status())
        .isZero();
    SipText now = arrived(bob, first);
    assertThat(now.header("P-Asserted-Identity"))
        .contains("+15557654321")
        .contains("x-cpm-ncs=sms");
    User carolUser = User.next();
    String second = Pager.fresh("then");
    assertThat(
            smsc.deliver(Pdu.Sm.text("15557654321", carolUser.number().substring(1), second))
                .status())
        .isZero();
    Device carol = tcp(carolUser).registered();
    arrived(carol, second);
  }

  @Test
  void aUserRepliesToAHandsetByTheServiceItWroteBy() {
    User bobUser = User.next();
    Device bob = udp(bobUser).registered();
    String phone = Pager.phone();
    String question = Pager.fresh("question");
    smsc.deliver(Pdu.Sm.text(phone.substring(1), bobUser.number().substring(1), question));
    SipText message = arrived(bob, question);
    String to = message.header("P-Asserted-Identity").replaceAll("[<>]", "");
    Pager reply = Pager.to(to, "answer").in(message.header("Conversation-ID"), Pager.fresh("c"));
    assertThat(bob.send(reply).status()).isEqualTo(202);
    assertThat(smsc.awaitTo(phone, 1).getFirst().sm().text()).isEqualTo("answer");
  }

  @Test
  void aClientWithoutCpmIsServedAndItsReplyStaysInOneConversation() {
    User user = User.next();
    Device plain = udp(user).registered();
    String phone = Pager.phone();
    Pager pager = Pager.to("sip:" + phone + "@" + TestGateway.DOMAIN, "plain text").in("", "");
    SipText answer = plain.send(pager, "text/plain", "plain text");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    assertThat(smsc.awaitTo(phone, 1).getFirst().sm().text()).isEqualTo("plain text");
    String conversation = answer.header("Conversation-ID");
    assertThat(conversation).isNotEmpty();
    String text = Pager.fresh("answer");
    smsc.deliver(Pdu.Sm.text(phone.substring(1), user.number().substring(1), text));
    assertThat(arrived(plain, text).header("Conversation-ID")).isEqualTo(conversation);
  }

  /** An ESME bound to the gateway, with what it was delivered. */
  private static final class Esme implements AutoCloseable {
    final SmppPeer peer;
    final List<Pdu.Sm> delivered = new CopyOnWriteArrayList<>();

    Esme() throws IOException {
      peer = new SmppPeer(new Socket(InetAddress.getLoopbackAddress(), serverPort));
      Thread.ofPlatform()
          .daemon()
          .start(
              () ->
                  peer.serve(
                      (session, pdu) -> {
                        if (pdu.id() == Pdu.DELIVER_SM) {
                          delivered.add(Pdu.Sm.of(pdu));
                          session.send(pdu.answered(0, Pdu.cString("")));
                        }
                      }));
      assertThat(
              peer.call(Pdu.BIND_TRANSCEIVER, Pdu.join("bank", "bankpw", "", 0x34, 0, 0, ""))
                  .status())
          .isZero();
    }

    String submit(Pdu.Sm sm) {
      Pdu answer = peer.call(Pdu.SUBMIT_SM, sm.body());
      assertThat(answer.status()).isZero();
      return answer.firstString();
    }

    String receipt(String id) {
      eventually(
          "a receipt of " + id,
          RawSip.PATIENCE,
          () -> delivered.stream().anyMatch(sm -> isReceipt(sm, id)));
      return delivered.stream().filter(sm -> isReceipt(sm, id)).findFirst().orElseThrow().text();
    }

    private static boolean isReceipt(Pdu.Sm sm, String id) {
      return (sm.esmClass() & 0x3C) == 4 && sm.text().contains("id:" + id + " ");
    }

    @Override
    public void close() {
      peer.close();
    }
  }

  @Test
  void aClientsNotificationBecomesTheReceiptOfAnEsmeThatAskedForIt() throws IOException {
    User bobUser = User.next();
    Device bob = udp(bobUser).registered();
    try (Esme esme = new Esme()) {
      String text = Pager.fresh("your code is 1234");
      String id =
          esme.submit(
              Pdu.Sm.text("15550009999", bobUser.number().substring(1), text).withRegistered(1));
      SipText message = arrived(bob, text);
      assertThat(message.cpim("imdn.Disposition-Notification")).contains("positive-delivery");
      bob.report(message, "delivered");
      assertThat(esme.receipt(id)).contains("stat:DELIVRD");
    }
  }

  @Test
  void anEsmeAsksForAMessageThatWaitsAndCancelsIt() throws IOException {
    User bobUser = User.next();
    try (Esme esme = new Esme()) {
      String text = Pager.fresh("never mind");
      String id =
          esme.submit(
              Pdu.Sm.text("15550009999", bobUser.number().substring(1), text).withRegistered(1));
      Pdu state = esme.peer.call(Pdu.QUERY_SM, Pdu.join(id, 1, 1, "15550009999"));
      assertThat(state.status()).isZero();
      assertThat(queryState(state)).as("ENROUTE").isIn(0, 1, 6);
      Pdu cancelled =
          esme.peer.call(
              Pdu.CANCEL_SM,
              Pdu.join("", id, 1, 1, "15550009999", 1, 1, bobUser.number().substring(1)));
      assertThat(cancelled.status()).isZero();
      assertThat(queryState(esme.peer.call(Pdu.QUERY_SM, Pdu.join(id, 1, 1, "15550009999"))))
          .as("DELETED")
          .isEqualTo(4);
      Device bob = udp(bobUser).registered();
      String other = Pager.fresh("this one");
      esme.submit(Pdu.Sm.text("15550009999", bobUser.number().substring(1), other));
      arrived(bob, other);
      assertThat(bob.sip().requests(request -> request.content().equals(text))).isEmpty();
      assertThat(esme.peer.call(Pdu.QUERY_SM, Pdu.join("nobody", 1, 1, "15550009999")).status())
          .isNotZero();
    }
  }

  private static int queryState(Pdu answer) {
    Pdu.Fields fields = new Pdu.Fields(answer.body());
    fields.string();
    fields.string();
    return fields.octet();
  }

  @Test
  void anEsmeIsRefusedForANumberThatNobodyHas() throws IOException {
    try (Esme esme = new Esme()) {
      Pdu answer =
          esme.peer.call(Pdu.SUBMIT_SM, Pdu.Sm.text("15550009999", "15559999999", "hello").body());
      assertThat(answer.status()).as("RINVDSTADR").isEqualTo(0x0B);
    }
  }
}
