package isthmus.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.codec.imdn.ImdnNotification;
import isthmus.cpm.registration.DigestAlgorithm;
import isthmus.cpm.registration.DigestCredentials;
import isthmus.cpm.sip.Hop;
import isthmus.cpm.sip.ListenPoint;
import isthmus.cpm.sip.OutboundSipRequest;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipConfig;
import isthmus.cpm.sip.SipEndpoint;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.SipResponder;
import isthmus.cpm.sip.SipResult;
import isthmus.cpm.sip.Transport;
import isthmus.gateway.demo.CpmMessage.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The CPM client against a core of a few lines, over TCP. */
final class CpmClientTest {
  private static final String NUMBER = "+15551000001";
  private static final String PASSWORD = "secret";
  private static final String DOMAIN = "demo.example.org";
  private static final String NONCE = "5cf1";
  private static final String PEER = "tel:+15552000001;x-cpm-ncs=sms.s1";

  private final List<SipRequest> messages = new CopyOnWriteArrayList<>();
  private final List<SipRequest> registrations = new CopyOnWriteArrayList<>();
  private volatile int messageStatus = 202;
  private SipEndpoint core;
  private CpmClient client;

  @BeforeEach
  void start() throws IOException {
    core =
        SipEndpoint.start(
            SipConfig.of(List.of(new ListenPoint(Transport.TCP, "127.0.0.1", 0))), this::serve);
    client = client(PASSWORD);
  }

  private CpmClient client(String password) throws IOException {
    CpmAccount account =
        new CpmAccount(
            NUMBER,
            password,
            "Alice",
            DOMAIN,
            new Hop(Transport.TCP, "127.0.0.1", core.listenPoints().getFirst().port()),
            Duration.ofMinutes(10));
    return CpmClient.start(account, () -> {}, InstantSource.system());
  }

  @AfterEach
  void stop() {
    client.close();
    core.close();
  }

  /** Challenges what is not signed, with an algorithm that is unknown, a weak and a strong one. */
  private void serve(SipRequest request, SipResponder responder) {
    if (!isSigned(request)) {
      responder.respond(
          SipAnswer.of(401)
              .with("WWW-Authenticate", challenge("SHA-512-256"))
              .with("WWW-Authenticate", challenge("MD5"))
              .with("WWW-Authenticate", challenge("SHA-256")));
      return;
    }
    if (request.method().equals("REGISTER")) {
      registrations.add(request);
      responder.respond(SipAnswer.of(200));
    } else {
      messages.add(request);
      responder.respond(SipAnswer.of(messageStatus));
    }
  }

  private static String challenge(String algorithm) {
    return "Digest realm=\"%s\", nonce=\"%s\", algorithm=%s, qop=\"auth\", opaque=\"o\""
        .formatted(DOMAIN, NONCE, algorithm);
  }

  private static boolean isSigned(SipRequest request) {
    Optional<DigestCredentials> sent =
        request.header("Authorization").map(DigestCredentials::parse);
    if (sent.isEmpty()) {
      return false;
    }
    DigestAlgorithm algorithm = DigestAlgorithm.of(sent.get().algorithm()).orElseThrow();
    String expected =
        DigestCredentials.expectedResponse(
            algorithm, algorithm.ha1(NUMBER, DOMAIN, PASSWORD), sent.get(), request.method());
    return algorithm == DigestAlgorithm.SHA_256
        && expected.equals(sent.get().response())
        && sent.get().uri().equals(request.requestUri())
        && sent.get().nonce().equals(NONCE);
  }

  private void registered() {
    Eventually.holds("registered", client::isRegistered);
  }

  /** What the core sends to the client, on the connection that it registered by. */
  private SipResult toClient(OutboundSipRequest.Builder request) {
    return Eventually.get(core.send(request.nextHop(registrations.getLast().source()).build()));
  }

  private CpmRequests.Outgoing outgoing(String conversation, String messageId) {
    return new CpmRequests.Outgoing(
        "sip:" + NUMBER + "@" + DOMAIN,
        conversation,
        "contribution-of-" + messageId,
        Optional.empty(),
        messageId,
        Instant.parse("2026-01-05T10:15:30Z"));
  }

  private final CpmRequests handset =
      new CpmRequests(
          new CpmAccount(
              "+15552000001",
              "",
              "Handset",
              DOMAIN,
              new Hop(Transport.TCP, "127.0.0.1", 5060),
              Duration.ofMinutes(1)));

  private void arrives(String conversation, String messageId, String text) {
    OutboundSipRequest.Builder request =
        handset
            .message(outgoing(conversation, messageId), text)
            .header("P-Asserted-Identity", "<" + PEER + ">");
    assertThat(toClient(request))
        .isInstanceOfSatisfying(
            SipResult.Answered.class, answer -> assertThat(answer.status()).isEqualTo(200));
  }

  private State stateOf(String messageId) {
    return client.threads().stream()
        .flatMap(thread -> thread.messages().stream())
        .filter(message -> message.id().equals(messageId))
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Test
  void itRegistersWithDigestAndItsFeatureTag() {
    registered();

    String contact = registrations.getFirst().header("Contact").orElseThrow();
    assertThat(contact)
        .contains("+sip.instance=\"<urn:uuid:")
        .contains("+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.msg\"");
    assertThat(registrations.getFirst().cseq()).isEqualTo(2);
  }

  @Test
  void aWrongPasswordIsSaid() throws IOException {
    client.close();
    client = client("wrong");

    Eventually.holds("refused", () -> client.registration().startsWith("401"));
    assertThat(client.isRegistered()).isFalse();
  }

  @Test
  void itTakesItsRegistrationBack() {
    registered();

    client.close();

    assertThat(registrations.getLast().header("Expires")).contains("0");
  }

  @Test
  void aSentMessageIsSentThenDeliveredThenDisplayedAndNeverGoesBack() {
    registered();
    CpmMessage sent = client.send("+1 (555) 200-0001", "hello");
    Eventually.holds("sent", () -> stateOf(sent.id()) == State.SENT);
    assertThat(messages.getFirst().requestUri()).isEqualTo("tel:+15552000001");
    assertThat(messages.getFirst().conversationId()).isPresent();

    toClient(
        handset.notification(outgoing("c", "n1"), sent.id(), ImdnNotification.Display.DISPLAYED));
    toClient(
        handset.notification(outgoing("c", "n2"), sent.id(), ImdnNotification.Delivery.DELIVERED));

    Eventually.holds("displayed", () -> stateOf(sent.id()) == State.DISPLAYED);
    assertThat(client.threads()).hasSize(1);
  }

  @Test
  void aRefusedMessageFailsWithTheReason() {
    registered();
    messageStatus = 404;

    CpmMessage sent = client.send("+15552000001", "hello");

    Eventually.holds("failed", () -> stateOf(sent.id()) == State.FAILED);
    assertThat(client.threads().getFirst().messages().getFirst().detail()).startsWith("404");
  }

  @Test
  void whatComesInIsNotifiedDeliveredAtOnceAndDisplayedWhenItIsRead() {
    registered();

    arrives("conversation-1", "m1", "hi");

    Eventually.holds("notified", () -> messages.size() == 1);
    assertThat(stateOf("m1")).isEqualTo(State.UNREAD);
    assertThat(body(messages.getFirst())).contains("<message-id>m1<", "<delivered");
    assertThat(messages.getFirst().requestUri()).isEqualTo(PEER);

    client.read("conversation-1");

    Eventually.holds("notified again", () -> messages.size() == 2);
    assertThat(body(messages.getLast())).contains("<message-id>m1<", "<displayed");
    assertThat(messages.getLast().conversationId()).contains("conversation-1");
    assertThat(stateOf("m1")).isEqualTo(State.READ);
  }

  @Test
  void aRepeatedMessageIsShownOnce() {
    registered();

    arrives("conversation-1", "m1", "hi");
    arrives("conversation-1", "m1", "hi");

    assertThat(client.threads().getFirst().messages()).hasSize(1);
  }

  @Test
  void anAnswerStaysInTheConversationAndNamesWhatItAnswers() {
    registered();
    arrives("conversation-1", "m1", "hi");
    Eventually.holds("notified", () -> messages.size() == 1);

    client.send("+15552000001", "hi yourself");

    Eventually.holds("sent", () -> messages.size() == 2);
    SipRequest answer = messages.getLast();
    assertThat(answer.conversationId()).contains("conversation-1");
    assertThat(answer.inReplyToContributionId()).contains("contribution-of-m1");
    assertThat(answer.requestUri()).isEqualTo(PEER);
  }

  @Test
  void anythingElseIsRefused() {
    registered();

    SipResult result =
        toClient(
            OutboundSipRequest.message("sip:" + NUMBER + "@" + DOMAIN)
                .body("message/cpim", new byte[] {'?'}));

    assertThat(result)
        .isInstanceOfSatisfying(
            SipResult.Answered.class, answer -> assertThat(answer.status()).isEqualTo(400));
  }

  @Test
  void aRecipientMustBeAnAddress() {
    assertThatThrownBy(() -> client.send("bob the builder", "hello"))
        .hasMessageContaining("bob the builder");
    assertThatThrownBy(() -> client.answer("no-such", "hello")).hasMessageContaining("no-such");
  }

  private static String body(SipRequest request) {
    return new String(request.body().octets(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
