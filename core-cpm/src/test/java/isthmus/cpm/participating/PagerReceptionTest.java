package isthmus.cpm.participating;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.codec.cpim.CpimMessage;
import isthmus.cpm.codec.imdn.ImdnHeaders;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.DispositionKind;
import isthmus.cpm.sip.ParsedRequests;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipHeader;
import isthmus.cpm.sip.SipRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagerReceptionTest {
  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
  private static final Address ALICE = Samples.address("sip:+15551000001@ims.example.org");

  private static final String CPM_HEADERS =
      """
      P-Preferred-Service: urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg
      Accept-Contact: *;+g.3gpp.icsi-ref="urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.msg";require;explicit
      Conversation-ID: 0b9b1a52-6d1e-4ac4-9d73-6d0a5f3f2f10
      Contribution-ID: 7a7b0a9e-20f5-4e0d-b8f7-3df1a0c0a001
      InReplyTo-Contribution-ID: 3c1de8b2-55f1-4f2c-8f9e-6a8b2f0a0b02
      """;

  private static final String CPIM =
      """
      From: <sip:anonymous@anonymous.invalid>
      To: <sip:anonymous@anonymous.invalid>
      NS: imdn <urn:ietf:params:imdn>
      imdn.Message-ID: Xk3f9a01c2d4
      DateTime: 2026-01-05T10:15:30.000Z
      Subject:;lang=de Grüße \\u263A
      imdn.Disposition-Notification: positive-delivery, negative-delivery, display
      NS: extra <urn:example:extra>
      extra.Priority: high

      Content-Type: text/plain; charset=UTF-8
      Content-Length: 5

      hello\
      """;

  private final PagerReception reception = reception(1300);

  private static PagerReception reception(int limit) {
    return new PagerReception(
        Samples.PARSER, Samples.IDENTIFIERS, Samples.CPIM, Samples.IMDN, limit);
  }

  private static SipRequest request(String uri, String headers, String type, String body) {
    return request(uri, "m1@client", headers, type, body);
  }

  private static SipRequest request(
      String uri, String callId, String headers, String type, String body) {
    return ParsedRequests.of(
        "MESSAGE "
            + uri
            + " SIP/2.0\n"
            + "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK"
            + callId.hashCode()
            + ";rport\n"
            + "Max-Forwards: 70\n"
            + "From: <sip:+15551000001@ims.example.org>;tag=a1\n"
            + "To: <tel:+15557654321>\n"
            + "Call-ID: "
            + callId
            + "\n"
            + "CSeq: 1 MESSAGE\n"
            + headers
            + "Content-Type: "
            + type
            + "\n\n"
            + body);
  }

  private static SipRequest cpm(String body) {
    return request("tel:+15557654321", CPM_HEADERS, "message/cpim", body);
  }

  private Received receive(SipRequest request) {
    return reception.receive(request, ALICE, NOW);
  }

  private PagerRequest message(SipRequest request) {
    Received received = receive(request);
    assertThat(received).isInstanceOf(Received.Message.class);
    return ((Received.Message) received).request();
  }

  private SipAnswer refusal(SipRequest request) {
    Received received = receive(request);
    assertThat(received).isInstanceOf(Received.Refused.class);
    return ((Received.Refused) received).answer();
  }

  @Test
  void aMessageOfACpmClientKeepsItsIdentities() {
    PagerRequest message = message(cpm(CPIM));
    assertThat(message.originator()).isEqualTo(ALICE);
    assertThat(message.recipient().uri()).isEqualTo("tel:+15557654321");
    assertThat(message.conversation().orElseThrow().value())
        .isEqualTo("0b9b1a52-6d1e-4ac4-9d73-6d0a5f3f2f10");
    assertThat(message.contribution().orElseThrow().value())
        .isEqualTo("7a7b0a9e-20f5-4e0d-b8f7-3df1a0c0a001");
    assertThat(message.inReplyTo().orElseThrow().value())
        .isEqualTo("3c1de8b2-55f1-4f2c-8f9e-6a8b2f0a0b02");
    assertThat(message.imdnId().value()).isEqualTo("Xk3f9a01c2d4");
    assertThat(message.service()).isEmpty();
  }

  @Test
  void subjectDateAndContentAreRead() {
    PagerRequest message = message(cpm(CPIM));
    assertThat(message.sentAt()).isEqualTo(Instant.parse("2026-01-05T10:15:30Z"));
    assertThat(message.subject()).isPresent();
    assertThat(message.subject().orElseThrow()).startsWith("Grüße ");
    assertThat(message.content().text()).isEqualTo("hello");
    assertThat(message.requested().kinds())
        .containsExactlyInAnyOrder(
            DispositionKind.POSITIVE_DELIVERY,
            DispositionKind.NEGATIVE_DELIVERY,
            DispositionKind.DISPLAY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Expires: 60 | 2026-01-05T12:01:00Z",
        "Expires: 0 | 2026-01-05T12:00:00Z",
        "Message-Expires: 3600 | 2026-01-05T13:00:00Z",
        "Message-Expires: Mon, 05 Jan 2026 12:30:00 GMT | 2026-01-05T12:30:00Z",
        "Message-Expires: 5 Jan 2026 11:30:00 GMT | 2026-01-05T11:30:00Z",
        "Message-Expires: 99999999999999999 | 2162-02-11T18:28:15Z",
      })
  void theSenderSaysHowLongAMessageIsValid(String header, Instant until) {
    assertThat(message(request("tel:+15557654321", header + "\n", "text/plain", "x")).validUntil())
        .contains(until);
  }

  @Test
  void theEarlierOfTwoExpiriesCounts() {
    String headers = "Expires: 600\nMessage-Expires: 60\n";
    assertThat(message(request("tel:+15557654321", headers, "text/plain", "x")).validUntil())
        .contains(NOW.plusSeconds(60));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Message-Expires: soon\n", "Message-Expires: -5\n", "Message-Expires: 1e9\n"})
  void anExpiryThatIsNoneSaysNothing(String header) {
    assertThat(message(request("tel:+15557654321", header, "text/plain", "x")).validUntil())
        .isEmpty();
  }

  @Test
  void theWrappedFormIsKeptByteForByte() {
    byte[] sent = CPIM.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    assertThat(message(cpm(CPIM)).cpim().toByteArray()).isEqualTo(sent);
  }

  @Test
  void aLinphoneLikeClientWithoutCpmIdentitiesIsServed() {
    PagerRequest message =
        message(request("sip:+15557654321@ims.example.org", "", "message/cpim", CPIM));
    assertThat(message.conversation()).isEmpty();
    assertThat(message.contribution()).isEmpty();
    assertThat(message.imdnId().value()).isEqualTo("Xk3f9a01c2d4");
    assertThat(message.recipient().identity())
        .isEqualTo(Samples.address("tel:+15557654321").identity());
  }

  @Test
  void plainTextIsWrappedWithAnIdentityAndTheTimeOfItsArrival() throws Exception {
    PagerRequest message =
        message(request("tel:+15557654321", "Subject: hi there\n", "text/plain", "hällo"));
    assertThat(message.content().text()).isEqualTo("hällo");
    assertThat(message.sentAt()).isEqualTo(NOW);
    assertThat(message.subject()).contains("hi there");
    assertThat(message.requested().mask()).isZero();
    CpimMessage wrapped = Samples.CPIM.decode(message.cpim());
    assertThat(ImdnHeaders.of(wrapped).messageId()).contains(message.imdnId().value());
    assertThat(wrapped.subject()).contains("hi there");
    assertThat(wrapped.part().content().asString(StandardCharsets.UTF_8)).isEqualTo("hällo");
  }

  @Test
  void cpimWithoutAnIdentityGetsOneAndKeepsTheRest() throws Exception {
    String without = CPIM.replace("imdn.Message-ID: Xk3f9a01c2d4\n", "");
    PagerRequest message = message(cpm(without));
    CpimMessage wrapped = Samples.CPIM.decode(message.cpim());
    assertThat(ImdnHeaders.of(wrapped).messageId()).contains(message.imdnId().value());
    assertThat(wrapped.subject()).isEqualTo(message.subject());
    assertThat(ImdnHeaders.of(wrapped).request().wanted()).hasSize(3);
    assertThat(message.cpim().asString(StandardCharsets.UTF_8)).contains("Priority: high");
  }

  @Test
  void copiesOfOneRequestGetTheSameIdentity() {
    String without = CPIM.replace("imdn.Message-ID: Xk3f9a01c2d4\n", "");
    assertThat(message(cpm(without)).imdnId()).isEqualTo(message(cpm(without)).imdnId());
    assertThat(message(request("tel:+15557654321", "", "text/plain", "x")).imdnId())
        .isEqualTo(message(request("tel:+15557654321", "", "text/plain", "x")).imdnId());
  }

  @Test
  void twoMessagesWithTheSameTextGetTwoIdentities() {
    assertThat(message(request("tel:+15557654321", "one", "", "text/plain", "x")).imdnId())
        .isNotEqualTo(message(request("tel:+15557654321", "two", "", "text/plain", "x")).imdnId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/im-iscomposing+xml", "Application/IM-isComposing+xml;v=1"})
  void isComposingIsAnsweredAndNotKept(String type) {
    assertThat(receive(request("tel:+15557654321", "", type, "<isComposing/>")))
        .isInstanceOfSatisfying(
            Received.Passing.class,
            passing -> assertThat(passing.answer().status()).isEqualTo(200));
  }

  @Test
  void isComposingInsideCpimIsAnsweredAndNotKept() {
    String body = CPIM.replace("text/plain; charset=UTF-8", "application/im-iscomposing+xml");
    assertThat(receive(cpm(body))).isInstanceOf(Received.Passing.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Conversation-ID", "Contribution-ID"})
  void aCpmClientWithoutAnIdentityIsRefused(String missing) {
    String headers = CPM_HEADERS.replaceFirst("(?m)^" + missing + ":.*\n", "");
    SipAnswer answer = refusal(request("tel:+15557654321", headers, "message/cpim", CPIM));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.reason()).contains("Conversation-ID");
  }

  @Test
  void aTrustedCoreThatAssertsTheServiceMustBringIdentitiesToo() {
    SipAnswer answer =
        refusal(
            request(
                "tel:+15557654321",
                "P-Asserted-Service: urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg.group\n",
                "message/cpim",
                CPIM));
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void anIdentityOfMoreThan255CharactersIsRefused() {
    String headers = CPM_HEADERS.replace("0b9b1a52", "0".repeat(256));
    assertThat(refusal(request("tel:+15557654321", headers, "message/cpim", CPIM)).status())
        .isEqualTo(400);
  }

  @Test
  void aBodyOfTheLimitPassesAndOneByteMoreIsTooLarge() {
    assertThat(
            message(request("tel:+15557654321", "", "text/plain", "x".repeat(1300)))
                .content()
                .text())
        .hasSize(1300);
    SipAnswer answer = refusal(request("tel:+15557654321", "", "text/plain", "x".repeat(1301)));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.headers())
        .contains(new SipHeader("Warning", "133 isthmus \"Size exceeded\""));
  }

  @Test
  void aMessageThatSaysNothingIsRefused() {
    assertThat(refusal(request("tel:+15557654321", "", "text/plain", "")).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no colon here", "From: <sip:a@b>\n", "From: <sip:a@b>\nTo: broken\n\n\n"})
  void brokenCpimIsRefusedWithAReason(String body) {
    SipAnswer answer = refusal(cpm(body));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.reason()).contains("CPIM").doesNotContain("Exception");
  }

  @Test
  void aCpimHeaderThatMustBeUnderstoodAndIsNotIsRefused() {
    String body =
        CPIM.replace("extra.Priority: high", "extra.Priority: high\nRequire: extra.Priority");
    assertThat(refusal(cpm(body)).status()).isEqualTo(420);
  }

  @Test
  void theServiceIdentifierOfTheRequestUriIsTakenOff() {
    PagerRequest message =
        message(
            request(
                "sip:+15557654321@ims.example.org;user=phone;x-cpm-ncs=sms.s1",
                CPM_HEADERS,
                "message/cpim",
                CPIM));
    assertThat(message.service()).contains(ServiceIdentifier.of("sms", "s1"));
    assertThat(message.recipient().identity())
        .isEqualTo(Samples.address("tel:+15557654321").identity());
    assertThat(message.recipient().uri()).doesNotContain("ncs");
  }

  @Test
  void aServiceIdentifierThatIsNoneIsRefused() {
    SipAnswer answer =
        refusal(request("tel:+15557654321;x-cpm-ncs=S%20M%20S", "", "text/plain", "x"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.reason()).contains("service identifier");
  }

  @Test
  void aRequestUriThatIsNoAddressIsNotFound() {
    assertThat(refusal(request("tel:xyz", "", "text/plain", "x")).status()).isEqualTo(404);
  }

  private static String imdn(String messageId, String status) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<imdn xmlns=\"urn:ietf:params:xml:ns:imdn\"><message-id>"
        + messageId
        + "</message-id><datetime>2026-01-05T10:15:31Z</datetime>"
        + status
        + "</imdn>";
  }

  private static String delivery(String status) {
    return "<delivery-notification><status><" + status + "/></status></delivery-notification>";
  }

  private static String display(String status) {
    return "<display-notification><status><" + status + "/></status></display-notification>";
  }

  private static String notification(String type, String body) {
    return """
    From: <sip:anonymous@anonymous.invalid>
    To: <sip:anonymous@anonymous.invalid>
    NS: imdn <urn:ietf:params:imdn>
    imdn.Message-ID: n1
    DateTime: 2026-01-05T10:15:31Z

    Content-Type: %s
    Content-Disposition: notification

    %s\
    """
        .formatted(type, body);
  }

  private Received.Notifications notifications(String type, String body) {
    Received received = receive(cpm(notification(type, body)));
    assertThat(received).isInstanceOf(Received.Notifications.class);
    return (Received.Notifications) received;
  }

  @ParameterizedTest
  @CsvSource({"delivered, DELIVERED", "failed, FAILED", "forbidden, FORBIDDEN", "error, ERROR"})
  void aDeliveryNotificationIsRead(String status, Disposition disposition) {
    Received.Notifications read =
        notifications("message/imdn+xml", imdn("Xk3f9a01c2d4", delivery(status)));
    assertThat(read.reporter()).isEqualTo(ALICE);
    assertThat(read.recipient().uri()).isEqualTo("tel:+15557654321");
    assertThat(read.notices())
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.about().value()).isEqualTo("Xk3f9a01c2d4");
              assertThat(notice.disposition()).isEqualTo(disposition);
            });
  }

  @Test
  void aReadReportIsRead() {
    assertThat(notifications("message/imdn+xml", imdn("m", display("displayed"))).notices())
        .extracting(Received.Notice::disposition)
        .containsExactly(Disposition.DISPLAYED);
  }

  @Test
  void aReadReportThatWithholdsTheAnswerSaysNothing() {
    assertThat(notifications("message/imdn+xml", imdn("m", display("forbidden"))).notices())
        .isEmpty();
  }

  private static String aggregate(String... parts) {
    StringBuilder body = new StringBuilder();
    for (String part : parts) {
      body.append("--b\nContent-Type: message/imdn+xml\n\n").append(part).append('\n');
    }
    return body.append("--b--\n").toString();
  }

  @Test
  void anAggregateGivesEveryNotificationOfIt() {
    Received.Notifications read =
        notifications(
            "multipart/mixed; boundary=b",
            aggregate(imdn("m1", delivery("delivered")), imdn("m2", display("displayed"))));
    assertThat(read.notices())
        .extracting(notice -> notice.about().value() + " " + notice.disposition())
        .containsExactly("m1 DELIVERED", "m2 DISPLAYED");
  }

  @Test
  void ofAnAggregateWhatIsReadableCounts() {
    Received.Notifications read =
        notifications(
            "multipart/mixed; boundary=b",
            aggregate("<imdn>broken", imdn("m2", delivery("delivered"))));
    assertThat(read.notices()).hasSize(1);
  }

  @Test
  void anAggregateOfWhichNothingIsReadableIsRefused() {
    SipAnswer answer =
        refusal(cpm(notification("multipart/mixed; boundary=b", aggregate("<imdn>broken"))));
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void aNotificationThatIsNotReadableIsRefusedWithAReason() {
    SipAnswer answer = refusal(cpm(notification("message/imdn+xml", "<imdn>broken")));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.reason()).contains("notification").doesNotContain("Exception");
  }

  @Test
  void aNotificationNeedsNoConversation() {
    Received received =
        receive(
            request(
                "tel:+15557654321",
                "",
                "message/cpim",
                notification("message/imdn+xml", imdn("m", delivery("delivered")))));
    assertThat(received).isInstanceOf(Received.Notifications.class);
    assertThat(Optional.of(received)).isPresent();
  }
}
