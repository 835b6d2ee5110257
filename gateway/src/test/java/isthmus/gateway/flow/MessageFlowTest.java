package isthmus.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.codec.mime.MediaType;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.delivery.AttemptResult;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.InboundAnswer;
import isthmus.cpm.interworking.InterworkingInbound.LegacyState;
import isthmus.cpm.interworking.InterworkingInbound.ReceiptAnswer;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.message.Content;
import isthmus.cpm.participating.InterworkingPolicy;
import isthmus.cpm.participating.InterworkingPolicy.Choice;
import isthmus.cpm.participating.InterworkingReason;
import isthmus.cpm.participating.Recipient.Standing;
import isthmus.cpm.sip.OutboundSipRequest;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.SipResult;
import isthmus.cpm.store.StoreOverloadedException;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.testkit.RawSip;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages, receipts and notifications through all stages, from request to answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageFlowTest {
  private final RawSip sip = new RawSip();

  @AfterAll
  void close() {
    sip.close();
  }

  private SipRequest message(String from, String to, String callId, String ids, String imdnId) {
    return sip.request(
        """
        MESSAGE %s SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:5060;branch={branch};rport
        Max-Forwards: 70
        From: <%s>;tag=1
        To: <%s>
        Call-ID: %s
        CSeq: 1 MESSAGE
        %sContent-Type: message/cpim

        From: <sip:anonymous@anonymous.invalid>
        To: <sip:anonymous@anonymous.invalid>
        NS: imdn <urn:ietf:params:imdn>
        %sDateTime: 2026-01-05T09:59:00Z
        imdn.Disposition-Notification: positive-delivery, negative-delivery

        Content-Type: text/plain; charset=UTF-8

        hello\
        """
            .formatted(to, from, to, callId, ids, imdnId));
  }

  private SipRequest cpm(String to, String conversation, String imdnId) {
    return message(
        "sip:+15551000001@ims.example.org",
        to,
        "call-" + imdnId,
        "Conversation-ID: " + conversation + "\nContribution-ID: contribution-" + imdnId + "\n",
        "imdn.Message-ID: " + imdnId + "\n");
  }

  private SipRequest plain(String from, String to, String callId) {
    return message(from, to, callId, "", "");
  }

  private SipRequest imdn(String from, String to, String about, String status) {
    return sip.request(
        """
        MESSAGE %s SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:5060;branch={branch};rport
        Max-Forwards: 70
        From: <%s>;tag=1
        To: <%s>
        Call-ID: imdn-%s
        CSeq: 1 MESSAGE
        Content-Type: message/cpim

        From: <sip:anonymous@anonymous.invalid>
        To: <sip:anonymous@anonymous.invalid>

        Content-Type: message/imdn+xml

        <imdn xmlns="urn:ietf:params:xml:ns:imdn"><message-id>%s</message-id>\
        <datetime>2026-01-05T10:00:00Z</datetime><delivery-notification><status><%s/></status>\
        </delivery-notification></imdn>\
        """
            .formatted(to, from, to, about, about, status));
  }

  private static final String PHONE = "tel:+15557654321";
  private static final String BOB = "sip:+15551000002@ims.example.org";

  /** A message whose identity in the service is its text. */
  private static LegacyMessage legacy(World world, String text) {
    return new LegacyMessage(
        ServiceIdentifier.of("sms", "s1"),
        "s1",
        Optional.of(text),
        Deliveries.PHONE,
        Deliveries.ALICE,
        new Content(MediaType.TEXT_PLAIN_UTF8, Octets.utf8(text)),
        world.time.clock.instant(),
        DispositionRequest.of(Deliveries.EVERYTHING),
        Optional.empty(),
        Optional.empty());
  }

  private static InboundAnswer answerOf(World world, LegacyMessage message) {
    CompletableFuture<InboundAnswer> answer = world.legacy.message(message).toCompletableFuture();
    assertThat(answer).isCompleted();
    return answer.join();
  }

  private static Delivery delivery(World world) {
    return World.only(world.store.acceptances.getFirst().deliveries());
  }

  @Test
  void aMessageToAPhoneIsAcceptedWithItsIdentitiesAndGoesOutBySms() {
    World world = new World();
    world.arrives(cpm(PHONE, "conv-1", "m1"));
    assertThat(world.answer().status()).isEqualTo(202);
    assertThat(World.value(world.answer().headers(), "Conversation-ID")).contains("conv-1");
    assertThat(World.value(world.answer().headers(), "Contribution-ID"))
        .contains("contribution-m1");
    assertThat(World.only(world.sms.submitted))
        .satisfies(
            out -> {
              assertThat(out.from()).isEqualTo("+15551000001");
              assertThat(out.to()).isEqualTo("+15557654321");
              assertThat(out.attempt()).isEqualTo(1);
              assertThat(out.message().content().text()).isEqualTo("hello");
            });
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.SUBMITTED);
    assertThat(world.lanes.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 3600",
    "Expires: 600, 600",
    "Expires: 0, 30",
    "'Message-Expires: Thu, 01 Jan 1970 00:00:00 GMT', 30",
    "Expires: 7200, 3600",
  })
  void theSenderMayShortenTheTimeForWhichAMessageIsTried(String header, long seconds) {
    World world = new World();
    world.arrives(
        message(
            "sip:+15551000001@ims.example.org",
            PHONE,
            "call",
            header.isEmpty() ? "" : header + "\n",
            ""));
    assertThat(world.answer().status()).isEqualTo(202);
    assertThat(delivery(world).expires())
        .isEqualTo(world.time.clock.instant().plusSeconds(seconds));
  }

  @Test
  void nothingIsAnsweredAndNothingSentBeforeTheCommit() {
    World world = new World();
    world.accepting.hold();
    world.arrives(cpm(PHONE, "conv-1", "m1"));
    assertThat(world.answers).isEmpty();
    assertThat(world.sms.submitted).isEmpty();
    world.accepting.commitAll();
    assertThat(world.answer().status()).isEqualTo(202);
    assertThat(world.sms.submitted).hasSize(1);
  }

  @Test
  void aSecondCopyIsAnsweredAsAcceptedAndNotSentAgain() {
    World world = new World();
    world.arrives(cpm(PHONE, "conv-1", "m1"));
    world.arrives(cpm(PHONE, "conv-1", "m1"));
    assertThat(world.answers).extracting(SipAnswer::status).containsExactly(202, 202);
    assertThat(world.sms.submitted).hasSize(1);
  }

  @Test
  void aSecondCopyOfAMessageWithoutAnIdentityIsNotSentAgainEither() {
    World world = new World();
    world.arrives(plain("sip:+15551000001@ims.example.org", PHONE, "one"));
    world.arrives(plain("sip:+15551000001@ims.example.org", PHONE, "one"));
    world.arrives(plain("sip:+15551000001@ims.example.org", PHONE, "two"));
    assertThat(world.answers).extracting(SipAnswer::status).containsExactly(202, 202, 202);
    assertThat(world.sms.submitted).hasSize(2);
  }

  @Test
  void anOverloadedStoreAsksToComeBackLater() {
    World world = new World();
    world.accepting.refuseWith(new StoreOverloadedException("accept: 20000 wait already"));
    world.arrives(cpm(PHONE, "conv-1", "m1"));
    assertThat(world.answer().status()).isEqualTo(503);
    assertThat(World.value(world.answer().headers(), "Retry-After")).contains("7");
    assertThat(world.sms.submitted).isEmpty();
  }

  @Test
  void aDatabaseThatIsAwayAsksToComeBackLater() {
    World world = new World();
    world.store.goAway(true);
    world.arrives(cpm(PHONE, "conv-1", "m1"));
    world.correlating.refuseWith(
        new StoreUnavailableException("away", new IllegalStateException("away")));
    world.arrives(plain("sip:+15551000001@ims.example.org", PHONE, "x"));
    assertThat(world.answers).extracting(SipAnswer::status).containsExactly(503, 503);
  }

  @Test
  void aRefusalOfTheSelectionIsTheAnswerToTheRequest() {
    World world = new World();
    world.arrives(cpm("sip:nobody@elsewhere.example", "conv-1", "m1"));
    assertThat(world.answer().status()).isBetween(400, 699).isNotEqualTo(500);
    assertThat(world.answer().reason()).isNotEmpty();
    assertThat(world.store.acceptances).isEmpty();
  }

  @Test
  void aRefusalOfThePolicyIsTheAnswerToTheRequest() {
    World world =
        new World(
            new InterworkingPolicy(Map.of(InterworkingReason.NON_CPM_PRINCIPAL, Choice.REJECT)));
    world.arrives(cpm(PHONE, "conv-1", "m1"));
    assertThat(world.answer().status()).isEqualTo(404);
    assertThat(World.value(world.answer().headers(), "Warning")).isPresent();
  }

  @Test
  void aReplyFromOutsideComesInTheSameConversationWithTheThreeIdentities() {
    World world = new World();
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    world.arrives(cpm(PHONE, "conv-1", "m1"));
    assertThat(answerOf(world, legacy(world, "back"))).isInstanceOf(InboundAnswer.Accepted.class);
    OutboundSipRequest request = World.only(world.sent);
    assertThat(World.value(request.headers(), "Conversation-ID")).contains("conv-1");
    assertThat(World.value(request.headers(), "InReplyTo-Contribution-ID"))
        .contains("contribution-m1");
    assertThat(World.value(request.headers(), "Contribution-ID"))
        .isPresent()
        .isNotEqualTo(Optional.of("contribution-m1"));
    assertThat(World.value(request.headers(), "P-Asserted-Identity"))
        .contains("<tel:+15557654321;x-cpm-ncs=sms.s1>");
  }

  @Test
  void aMessageFromOutsideWithoutAConversationOpensOne() {
    World world = new World();
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    answerOf(world, legacy(world, "one"));
    answerOf(world, legacy(world, "two"));
    assertThat(world.sent).hasSize(2);
    OutboundSipRequest first = world.sent.getFirst();
    OutboundSipRequest second = world.sent.getLast();
    assertThat(World.value(first.headers(), "InReplyTo-Contribution-ID")).isEmpty();
    assertThat(World.value(second.headers(), "Conversation-ID"))
        .isEqualTo(World.value(first.headers(), "Conversation-ID"));
    assertThat(World.value(second.headers(), "InReplyTo-Contribution-ID"))
        .isEqualTo(World.value(first.headers(), "Contribution-ID"));
    assertThat(World.value(second.headers(), "Contribution-ID"))
        .isNotEqualTo(World.value(first.headers(), "Contribution-ID"));
  }

  @Test
  void theAnswerOfAPlainClientStaysInTheConversationOfWhatItAnswers() {
    World world = new World();
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    answerOf(world, legacy(world, "hi"));
    String conversation =
        World.value(World.only(world.sent).headers(), "Conversation-ID").orElseThrow();
    world.arrives(plain("sip:+15551000001@ims.example.org", PHONE, "answer"));
    assertThat(World.only(world.sms.submitted).message().threading().conversation().value())
        .isEqualTo(conversation);
  }

  @Test
  void aPlainClientWhoWritesFirstKeepsOneConversation() {
    World world = new World();
    world.arrives(plain("sip:+15551000001@ims.example.org", PHONE, "one"));
    world.arrives(plain("sip:+15551000001@ims.example.org", PHONE, "two"));
    assertThat(world.sms.submitted)
        .extracting(out -> out.message().threading().conversation())
        .hasSize(2)
        .containsOnly(world.sms.submitted.getFirst().message().threading().conversation());
    assertThat(world.sms.submitted)
        .extracting(out -> out.message().threading().contribution())
        .doesNotHaveDuplicates();
  }

  @Test
  void aMessageFromOutsideForAStrangerIsRefused() {
    World world = new World();
    assertThat(answerOf(world, legacy(world, "hi"))).isInstanceOf(InboundAnswer.Refused.class);
  }

  @Test
  void aMessageFromOutsideForSomebodyNotRegisteredWaitsEvenWherePolicyInterworks() {
    World world =
        new World(
            new InterworkingPolicy(Map.of(InterworkingReason.NOT_REGISTERED, Choice.INTERWORK)));
    world.standings.put(Deliveries.ALICE.identity().value(), Standing.NOT_REGISTERED);
    assertThat(answerOf(world, legacy(world, "hi"))).isInstanceOf(InboundAnswer.Accepted.class);
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.DEFERRED);
    assertThat(world.sms.submitted).isEmpty();
  }

  @Test
  void aMessageFromOutsideIsAskedForAgainWhileTheDatabaseIsAway() {
    World world = new World();
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    world.store.goAway(true);
    assertThat(answerOf(world, legacy(world, "hi"))).isInstanceOf(InboundAnswer.TryLater.class);
    world.correlating.refuseWith(
        new StoreUnavailableException("away", new IllegalStateException("away")));
    assertThat(answerOf(world, legacy(world, "hi"))).isInstanceOf(InboundAnswer.TryLater.class);
    assertThat(world.legacy.query("s1", "77").toCompletableFuture().join())
        .isEqualTo(LegacyState.SUSPENDED);
    assertThat(world.legacy.cancel("s1", "77").toCompletableFuture().join())
        .isEqualTo(LegacyState.SUSPENDED);
  }

  @Test
  void aReceiptBecomesOneNotificationToTheSender() {
    World world = new World();
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    world.arrives(cpm(PHONE, "conv-1", "m1"));
    String id = "x" + World.only(world.sms.submitted).delivery();
    LegacyReceipt receipt =
        new LegacyReceipt(
            "s1",
            List.of(id),
            Optional.of(Disposition.DELIVERED),
            world.time.clock.instant(),
            "DELIVRD",
            Optional.empty());
    assertThat(world.receipts.ofService(receipt).toCompletableFuture().join())
        .isEqualTo(ReceiptAnswer.APPLIED);
    assertThat(world.receipts.ofService(receipt).toCompletableFuture().join())
        .isEqualTo(ReceiptAnswer.REPEATED);
    OutboundSipRequest imdn = World.only(world.sent);
    assertThat(imdn.requestUri()).isEqualTo("sip:alice@192.0.2.1");
    assertThat(Octets.wrap(imdn.body().octets()).asString(StandardCharsets.UTF_8))
        .contains("<message-id>m1</message-id>")
        .contains("<delivered/>");
    assertThat(world.store.stateOf(World.only(world.store.notifications())))
        .isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void aReceiptWaitsWhileTheDatabaseIsAway() {
    World world = new World();
    world.store.goAway(true);
    LegacyReceipt receipt =
        new LegacyReceipt(
            "s1",
            List.of("1"),
            Optional.of(Disposition.DELIVERED),
            world.time.clock.instant(),
            "DELIVRD",
            Optional.empty());
    assertThat(world.receipts.ofService(receipt).toCompletableFuture().join())
        .isEqualTo(ReceiptAnswer.SUSPENDED);
  }

  @Test
  void theFirstNotificationOfSeveralClientsIsForwardedAndTheOthersAreSuppressed() {
    World world = new World();
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    world.registered(Deliveries.BOB, "sip:b1@192.0.2.2", "sip:b2@192.0.2.2");
    world.arrives(cpm(BOB, "conv-1", "m1"));
    assertThat(world.sent)
        .extracting(OutboundSipRequest::requestUri)
        .containsExactly("sip:b1@192.0.2.2", "sip:b2@192.0.2.2");
    world.sent.clear();
    world.answers.clear();
    world.arrives(imdn(BOB, "sip:+15551000001@ims.example.org", "m1", "delivered"));
    world.arrives(imdn(BOB, "sip:+15551000001@ims.example.org", "m1", "delivered"));
    assertThat(world.answers).extracting(SipAnswer::status).containsExactly(200, 200);
    assertThat(World.only(world.sent).requestUri()).isEqualTo("sip:alice@192.0.2.1");
  }

  @Test
  void aNotificationAboutNoKnownMessageIsRejectedAndOneOfAnotherReporterToo() {
    World world = new World();
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    world.registered(Deliveries.BOB, "sip:b1@192.0.2.2");
    world.arrives(cpm(BOB, "conv-1", "m1"));
    world.sent.clear();
    world.answers.clear();
    world.arrives(imdn(BOB, "sip:+15551000001@ims.example.org", "never-sent", "delivered"));
    world.arrives(
        imdn(
            "sip:+15551000009@ims.example.org",
            "sip:+15551000001@ims.example.org",
            "m1",
            "delivered"));
    assertThat(world.answers).extracting(SipAnswer::status).containsExactly(404, 404);
    assertThat(world.sent).isEmpty();
  }

  @Test
  void oneClientThatTakesAMessageIsEnough() {
    World world = new World();
    world.registered(Deliveries.BOB, "sip:b1@192.0.2.2", "sip:b2@192.0.2.2");
    world.answersOf.put("sip:b1@192.0.2.2", World.answered(480));
    world.arrives(cpm(BOB, "conv-1", "m1"));
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.SUBMITTED);
    assertThat(world.sms.submitted).isEmpty();
  }

  @Test
  void whenAllClientsRefuseThePolicyDecidesAndTheReplyFindsTheConversation() {
    World world = new World();
    world.registered(Deliveries.BOB, "sip:b1@192.0.2.2");
    world.answersOf.put("sip:b1@192.0.2.2", World.answered(486));
    world.arrives(cpm(BOB, "conv-1", "m1"));
    assertThat(World.only(world.sms.submitted).to()).isEqualTo("+15551000002");
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    world.sent.clear();
    LegacyMessage reply = legacy(world, "back");
    answerOf(
        world,
        new LegacyMessage(
            reply.service(),
            reply.peer(),
            reply.externalId(),
            Deliveries.BOB,
            reply.to(),
            reply.content(),
            reply.sentAt(),
            reply.requested(),
            reply.expires(),
            reply.partGroup()));
    assertThat(World.value(World.only(world.sent).headers(), "Conversation-ID")).contains("conv-1");
  }

  @Test
  void whatAUserDeclinedIsNotSentByAnotherWay() {
    World world = new World();
    world.registered(Deliveries.BOB, "sip:b1@192.0.2.2");
    world.answersOf.put("sip:b1@192.0.2.2", World.answered(603));
    world.arrives(cpm(BOB, "conv-1", "m1"));
    assertThat(world.sms.submitted).isEmpty();
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.FAILED);
    assertThat(World.only(world.store.notifications()).report().orElseThrow().disposition())
        .isEqualTo(Disposition.FAILED);
  }

  @Test
  void aConnectionThatBreaksIsTriedOnceMoreBeforeThePolicyDecides() {
    World world = new World();
    world.registered(Deliveries.BOB, "sip:b1@192.0.2.2");
    world.answersOf.put("sip:b1@192.0.2.2", new SipResult.TransportFailed("reset"));
    world.arrives(cpm(BOB, "conv-1", "m1"));
    assertThat(world.sms.submitted).isEmpty();
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.QUEUED);
    world.time.pass(Duration.ofSeconds(10));
    assertThat(world.sent).hasSize(2);
    assertThat(world.sms.submitted).hasSize(1);
  }

  @Test
  void aMessageForSomebodyNotRegisteredWaitsAndIsPushedWhenAClientComes() {
    World world = new World();
    world.standings.put(Deliveries.BOB.identity().value(), Standing.NOT_REGISTERED);
    world.arrives(cpm(BOB, "conv-1", "m1"));
    assertThat(world.answer().status()).isEqualTo(202);
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.DEFERRED);
    world.registered(Deliveries.BOB, "sip:b1@192.0.2.2");
    world.work.woken(
        Set.copyOf(world.store.wake(Deliveries.BOB.identity(), world.time.clock.instant())));
    world.work.load();
    assertThat(world.sent).hasSize(1);
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.SUBMITTED);
  }

  @Test
  void aMessageWhoseLastClientWentMeanwhileWaits() {
    World world = new World();
    world.standings.put(Deliveries.BOB.identity().value(), Standing.REGISTERED);
    world.arrives(cpm(BOB, "conv-1", "m1"));
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.DEFERRED);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 415, 480, 501, 504})
  void aRefusalOfTheCoreLeadsOutside(int status) {
    World world = new World();
    world.standings.put(Deliveries.PHONE.identity().value(), Standing.CORE_MAY_KNOW);
    world.answersOf.put("sip:+15557654321@ims.example.org;user=phone", World.answered(status));
    world.arrives(cpm(PHONE, "conv-1", "m1"));
    assertThat(world.sent).hasSize(1);
    assertThat(world.sms.submitted).hasSize(1);
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.SUBMITTED);
  }

  @Test
  void aCoreThatIsSilentIsAskedAgainAndNothingGoesOutside() {
    World world = new World();
    world.standings.put(Deliveries.PHONE.identity().value(), Standing.CORE_MAY_KNOW);
    world.answersOf.put("sip:+15557654321@ims.example.org;user=phone", new SipResult.TimedOut());
    world.arrives(cpm(PHONE, "conv-1", "m1"));
    world.time.pass(Duration.ofMinutes(1));
    assertThat(world.sent.size()).isGreaterThan(1);
    assertThat(world.sms.submitted).isEmpty();
  }

  @Test
  void aServiceThatRefusesForGoodIsFollowedByTheNextOne() {
    World world = new World();
    world.sms.outcomes.add(
        message ->
            new DeliveryOutcome.PermanentFailure(
                Failure.of(FailureCode.BAD_RECIPIENT, "unknown"), List.of()));
    world.arrives(cpm(PHONE, "conv-1", "m1"));
    assertThat(world.sms.submitted).hasSize(1);
    assertThat(world.mms.submitted).hasSize(1);
    assertThat(world.store.rows.get(delivery(world).key()).target())
        .isInstanceOfSatisfying(
            DeliveryTarget.ToService.class,
            to -> assertThat(to.service().service()).isEqualTo("mms"));
  }

  @Test
  void resultsOfAnOutageAreWrittenWhenTheDatabaseIsBackAndNoAttemptBeginsBefore() {
    World world = new World();
    world.arrives(cpm(PHONE, "conv-1", "m1"));
    world.sms.submitted.clear();
    world.sms.outcomes.add(
        message -> {
          world.store.goAway(true);
          return new DeliveryOutcome.Accepted(List.of(), DeliveryOutcome.Finality.AWAITS_RECEIPT);
        });
    world.arrives(cpm(PHONE, "conv-2", "m2"));
    Delivery second = World.only(world.store.acceptances.getLast().deliveries());
    assertThat(world.finisher.unwritten()).isEqualTo(1);
    assertThat(world.lanes.paused()).isTrue();
    Delivery third = world.some.sms("conv-3");
    world.work.offer(third);
    world.time.pass(Duration.ofSeconds(20));
    assertThat(world.sms.submitted).as("nothing begins while away").hasSize(1);
    assertThat(world.finisher.unwritten()).isEqualTo(1);
    world.store.put(third);
    world.store.goAway(false);
    world.time.pass(Duration.ofSeconds(1));
    assertThat(world.finisher.unwritten()).isZero();
    assertThat(world.store.stateOf(second)).isEqualTo(DeliveryState.SUBMITTED);
    assertThat(world.sms.submitted).hasSize(2);
    assertThat(world.store.stateOf(third)).isEqualTo(DeliveryState.SUBMITTED);
    assertThat(world.lanes.size()).isZero();
  }

  @Test
  void aFunctionThatBreaksDelaysItsMessageAndNoOther() {
    World world = new World();
    world.sms.outcomes.add(
        message -> {
          throw new IllegalStateException("a bug");
        });
    world.arrives(cpm(PHONE, "conv-1", "m1"));
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.QUEUED);
    world.arrives(cpm(PHONE, "conv-2", "m2"));
    assertThat(world.sms.submitted).hasSize(2);
    world.time.pass(Duration.ofSeconds(10));
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.SUBMITTED);
    assertThat(world.lanes.inProgress()).isZero();
  }

  @Test
  void aResultThatComesAfterTheShardWasLostChangesNothing() {
    World world = new World();
    Delivery delivery = world.some.sms("conv-1");
    world.store.put(delivery);
    world.store.fences.put(delivery.shard(), 2L);
    world.work.offer(delivery);
    assertThat(world.store.stateOf(delivery)).isEqualTo(DeliveryState.QUEUED);
    assertThat(world.store.results).isEmpty();
    assertThat(world.lanes.size()).isZero();
  }

  @Test
  void anExpiredMessageIsNotAttemptedAndItsSenderIsTold() {
    World world = new World();
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    Delivery delivery = world.some.sms("conv-1");
    world.store.put(delivery);
    world.time.pass(Duration.ofHours(2));
    world.work.offer(delivery);
    assertThat(world.sms.submitted).isEmpty();
    assertThat(world.store.results)
        .extracting(AttemptResult::state)
        .contains(DeliveryState.EXPIRED);
    assertThat(world.sent).hasSize(1);
  }

  @Test
  void theNotificationOfAClientAboutAMessageFromOutsideGoesBackThere() {
    World world = new World();
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    answerOf(world, legacy(world, "hi"));
    String about = world.store.acceptances.getFirst().message().message().imdnId().value();
    world.arrives(imdn("sip:+15551000001@ims.example.org", PHONE, about, "delivered"));
    assertThat(World.only(world.sms.notified))
        .satisfies(
            told -> {
              assertThat(told.peer()).isEqualTo("s1");
              assertThat(told.externalId()).isEqualTo("hi");
              assertThat(told.from()).isEqualTo("+15551000001");
              assertThat(told.to()).isEqualTo("+15557654321");
              assertThat(told.disposition()).isEqualTo(Disposition.DELIVERED);
            });
  }
}
