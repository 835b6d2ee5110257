package isthmus.cpm.participating;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.codec.cpim.CpimAddress;
import isthmus.cpm.codec.cpim.CpimException;
import isthmus.cpm.codec.cpim.CpimMessage;
import isthmus.cpm.codec.imdn.Imdn;
import isthmus.cpm.codec.imdn.ImdnNotification;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.conversation.Threading;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.cpm.disposition.ImdnMessageId;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.DispositionNotification;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.cpm.participating.ClientRequests.Destination;
import isthmus.cpm.sip.Hop;
import isthmus.cpm.sip.OutboundSipRequest;
import isthmus.cpm.sip.SipHeader;
import isthmus.cpm.sip.Transport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientRequestsTest {
  private static final Instant SENT = Instant.parse("2026-01-05T10:15:30Z");
  private static final Hop HOP = new Hop(Transport.TCP, "192.0.2.7", 5061);
  private static final Octets BODY =
      Octets.utf8("From: <sip:a@b>\r\nTo: <sip:c@d>\r\n\r\nContent-Type: text/plain\r\n\r\nhé");

  private final ClientRequests requests =
      new ClientRequests(Samples.IDENTIFIERS, Samples.CPIM, Samples.IMDN, "ims.example.org");

  private static Destination destination(boolean cpm) {
    return new Destination("sip:bob@192.0.2.7:5061", Optional.of(HOP), List.of("<sip:p1;lr>"), cpm);
  }

  private static StandaloneMessage message(
      String from, Optional<ServiceIdentifier> service, Optional<ContributionId> inReplyTo) {
    return new StandaloneMessage(
        Samples.address(from),
        Samples.address("sip:bob@ims.example.org"),
        new Threading(new ConversationId("conv"), new ContributionId("contr"), inReplyTo),
        new ImdnMessageId("imdn-1"),
        DispositionRequest.NONE,
        SENT,
        service,
        Optional.empty(),
        Content.text("hé"),
        BODY);
  }

  private static List<String> values(OutboundSipRequest request, String name) {
    return request.headers().stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(SipHeader::value)
        .toList();
  }

  @Test
  void aMessageCarriesItsThreeIdentitiesAndItsBodyAsItIs() {
    OutboundSipRequest request =
        requests.message(
            message(
                "sip:alice@ims.example.org",
                Optional.empty(),
                Optional.of(new ContributionId("before"))),
            destination(true));
    assertThat(request.method()).isEqualTo("MESSAGE");
    assertThat(request.requestUri()).isEqualTo("sip:bob@192.0.2.7:5061");
    assertThat(request.nextHop()).contains(HOP);
    assertThat(request.routes()).containsExactly("<sip:p1;lr>");
    assertThat(values(request, "Conversation-ID")).containsExactly("conv");
    assertThat(values(request, "Contribution-ID")).containsExactly("contr");
    assertThat(values(request, "InReplyTo-Contribution-ID")).containsExactly("before");
    assertThat(request.body().contentType()).isEqualTo("message/cpim");
    assertThat(request.body().octets()).isEqualTo(BODY.toByteArray());
  }

  @Test
  void aMessageThatAnswersNothingNamesNothingThatItAnswers() {
    OutboundSipRequest request =
        requests.message(
            message("sip:alice@ims.example.org", Optional.empty(), Optional.empty()),
            destination(true));
    assertThat(values(request, "InReplyTo-Contribution-ID")).isEmpty();
  }

  @Test
  void aCpmClientIsAskedForTheFeatureAndAPlainOneIsNot() {
    StandaloneMessage message =
        message("sip:alice@ims.example.org", Optional.empty(), Optional.empty());
    OutboundSipRequest cpm = requests.message(message, destination(true));
    assertThat(values(cpm, "Accept-Contact"))
        .containsExactly(
            "*;+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.msg\";require;explicit");
    assertThat(values(cpm, "P-Asserted-Service"))
        .containsExactly("urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg");
    OutboundSipRequest plain = requests.message(message, destination(false));
    assertThat(values(plain, "Accept-Contact")).isEmpty();
    assertThat(values(plain, "Request-Disposition")).isEmpty();
  }

  @Test
  void aClientWithoutCpmFindsThePartiesOfTheRequestInTheBody() throws CpimException {
    OutboundSipRequest request =
        requests.message(
            message("tel:+15551000001", Optional.empty(), Optional.empty()), destination(false));
    CpimMessage body = Samples.CPIM.decode(Octets.wrap(request.body().octets()));
    assertThat(body.from().uri()).isEqualTo("sip:+15551000001@ims.example.org;user=phone");
    assertThat(body.to()).extracting(CpimAddress::uri).containsExactly("sip:bob@ims.example.org");
    assertThat(body.content()).isEqualTo(Octets.utf8("hé"));
  }

  @Test
  void theDateOfSendingIsWrittenInGmt() {
    OutboundSipRequest request =
        requests.message(
            message("sip:alice@ims.example.org", Optional.empty(), Optional.empty()),
            destination(true));
    assertThat(values(request, "Date")).containsExactly("Mon, 05 Jan 2026 10:15:30 GMT");
  }

  @Test
  void aPhoneNumberSendsFromASipUriOfOurDomainThatCarriesItsService() {
    OutboundSipRequest request =
        requests.message(
            message(
                "tel:+15557654321",
                Optional.of(ServiceIdentifier.of("sms", "s1")),
                Optional.empty()),
            destination(true));
    assertThat(request.from())
        .isEqualTo("sip:+15557654321@ims.example.org;user=phone;x-cpm-ncs=sms.s1");
    assertThat(values(request, "P-Asserted-Identity"))
        .containsExactly("<tel:+15557654321;x-cpm-ncs=sms.s1>");
    assertThat(request.to()).isEqualTo("sip:bob@ims.example.org");
  }

  private OutboundSipRequest notification(
      Disposition disposition, Optional<ServiceIdentifier> service) {
    return requests.notification(
        new DispositionNotification(
            Samples.address("tel:+15557654321"),
            Samples.address("sip:alice@ims.example.org"),
            new Threading(
                new ConversationId("conv"),
                new ContributionId("own"),
                Optional.of(new ContributionId("contr"))),
            new ImdnMessageId("own"),
            new ImdnMessageId("imdn-1"),
            disposition,
            Instant.parse("2026-01-05T10:15:35Z"),
            service,
            Optional.empty()),
        SENT,
        destination(true));
  }

  private static Imdn imdn(OutboundSipRequest request) throws Exception {
    CpimMessage wrapped = Samples.CPIM.decode(Octets.wrap(request.body().octets()));
    assertThat(Samples.IMDN.isNotification(wrapped)).isTrue();
    return Samples.IMDN.read(wrapped).notifications().getFirst();
  }

  @ParameterizedTest
  @EnumSource(Disposition.class)
  void aNotificationSaysWhatBecameOfWhichMessageSentWhen(Disposition disposition) throws Exception {
    OutboundSipRequest request = notification(disposition, Optional.empty());
    Imdn imdn = imdn(request);
    assertThat(imdn.messageId()).isEqualTo("imdn-1");
    assertThat(imdn.dateTime().orElseThrow().toInstant()).isEqualTo(SENT);
    assertThat(imdn.notification())
        .contains(
            switch (disposition) {
              case DELIVERED -> ImdnNotification.Delivery.DELIVERED;
              case FAILED -> ImdnNotification.Delivery.FAILED;
              case FORBIDDEN -> ImdnNotification.Delivery.FORBIDDEN;
              case ERROR -> ImdnNotification.Delivery.ERROR;
              case DISPLAYED -> ImdnNotification.Display.DISPLAYED;
              case INTERWORKED -> ImdnNotification.Interworking.LEGACY_SMS;
            });
    assertThat(values(request, "Conversation-ID")).containsExactly("conv");
    assertThat(values(request, "InReplyTo-Contribution-ID")).containsExactly("contr");
  }

  @Test
  void aNotificationOfAnMmsSaysSo() throws Exception {
    assertThat(
            imdn(notification(Disposition.INTERWORKED, Optional.of(ServiceIdentifier.of("mms"))))
                .notification())
        .contains(ImdnNotification.Interworking.LEGACY_MMS);
  }
}
