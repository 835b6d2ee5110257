package isthmus.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.delivery.AttemptResult;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.InboundAnswer;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.interworking.OutboundMessage;
import isthmus.cpm.message.Content;
import isthmus.cpm.participating.Recipient.Standing;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.SipResult;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressChange;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.Condition.Sense;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.policy.ContentChange;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.Range;
import isthmus.isf.policy.Stage;
import isthmus.testkit.RawSip;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rows at stage failure do when it is CPM itself that failed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CpmFailurePolicyTest {
  private static final String CLIENT = "sip:phone@192.0.2.7";
  private static final Condition OF_CPM = new Condition.FailedServiceIs(Sense.IS, Set.of("cpm"));
  private static final Action AWAY = new Action.Forbid(Set.of("cpm"));

  private final RawSip sip = new RawSip();

  @AfterAll
  void close() {
    sip.close();
  }

  /** A row for failures of CPM. */
  private static PolicyRow row(Action... actions) {
    return PolicyRows.row(Stage.FAILURE, List.of(OF_CPM), actions);
  }

  private static World world(PolicyRow... rows) {
    return PolicyRows.world(List.of(), rows);
  }

  /** A world where the recipient has a client that answers with a status. */
  private static World answering(int status, PolicyRow... rows) {
    World world = world(rows);
    world.registered(Deliveries.PHONE, CLIENT);
    world.answersOf.put(CLIENT, World.answered(status));
    return world;
  }

  private static World silent(PolicyRow... rows) {
    World world = world(rows);
    world.registered(Deliveries.PHONE, CLIENT);
    world.answersOf.put(CLIENT, new SipResult.TimedOut());
    return world;
  }

  private SipRequest hello() {
    return sip.request(
        """
        MESSAGE tel:+15557654321 SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:5060;branch={branch};rport
        Max-Forwards: 70
        From: <sip:+15551000001@ims.example.org>;tag=1
        To: <tel:+15557654321>
        Call-ID: call
        CSeq: 1 MESSAGE
        Conversation-ID: conv
        Contribution-ID: contribution
        Content-Type: message/cpim

        From: <sip:anonymous@anonymous.invalid>
        To: <sip:anonymous@anonymous.invalid>
        NS: imdn <urn:ietf:params:imdn>
        imdn.Message-ID: m
        DateTime: 2026-01-05T09:59:00Z
        imdn.Disposition-Notification: negative-delivery

        Content-Type: text/plain; charset=UTF-8

        hello\
        """);
  }

  private static Delivery delivery(World world) {
    return World.only(world.store.acceptances.getFirst().deliveries());
  }

  private static Delivery now(World world) {
    return world.store.get(delivery(world));
  }

  /** What was told of the attempts that failed, the newest last. */
  private static List<Failure> failures(World world) {
    return world.store.results.stream()
        .filter(result -> result.delivery().report().isEmpty())
        .map(AttemptResult::failure)
        .flatMap(Optional::stream)
        .toList();
  }

  private static void fails(FakeFunction function, FailureCode... codes) {
    for (FailureCode code : codes) {
      function.outcomes.add(
          _ ->
              new DeliveryOutcome.PermanentFailure(
                  Failure.of(code, "no by " + function.service()), List.of()));
    }
  }

  @Test
  void aRowThatForbidsCpmSendsTheMessageOutAtOnce() {
    World world = silent(row(AWAY));
    world.arrives(hello());
    assertThat(world.sent).as("without the row it is tried once more").hasSize(1);
    assertThat(world.sms.submitted).hasSize(1);
    assertThat(now(world).why())
        .contains("row failure-row of the policy table, version 1, at failure: forbid cpm")
        .contains("[\"failure\",\"failure-row\"]");
    assertThat(failures(world))
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.NO_ANSWER);
              assertThat(failure.detail())
                  .startsWith("a client did not answer; row failure-row of the policy table");
            });
  }

  @Test
  void aRowThatForcesAServiceSendsTheMessageOutByThatOne() {
    World world = answering(404, row(new Action.Force("mms")));
    world.arrives(hello());
    assertThat(world.mms.submitted).hasSize(1);
    assertThat(world.sms.submitted).isEmpty();
  }

  @Test
  void aForcedServiceThatCannotTakeItLeavesTheDecisionAsItIs() {
    World world = silent(row(new Action.Force("email")));
    world.arrives(hello());
    assertThat(now(world).state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(world.sms.submitted).isEmpty();
    assertThat(world.mms.submitted).isEmpty();
  }

  @Test
  void aRowThatRejectsFailsTheMessageWithItsCode() {
    World world = answering(480, row(new Action.Reject(404, "No such person")));
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    world.arrives(hello());
    assertThat(now(world).state()).isEqualTo(DeliveryState.FAILED);
    assertThat(world.sms.submitted).isEmpty();
    assertThat(failures(world))
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.BAD_RECIPIENT);
              assertThat(failure.peerText()).isEqualTo("No such person");
            });
    assertThat(World.only(world.store.notifications()).report().orElseThrow().disposition())
        .isEqualTo(Disposition.FAILED);
  }

  @Test
  void pausesKeepTheMessageInsideAndTheDecisionFollowsAfterTheLast() {
    World world =
        answering(
            480, row(new Action.Retry(List.of(Duration.ofSeconds(3), Duration.ofSeconds(40)))));
    world.arrives(hello());
    assertThat(world.sms.submitted).as("without the row it leaves at once").isEmpty();
    world.time.pass(Duration.ofMillis(3_100));
    assertThat(world.sent).hasSize(2);
    assertThat(world.sms.submitted).isEmpty();
    world.time.pass(Duration.ofSeconds(39));
    assertThat(world.sent).hasSize(2);
    world.time.pass(Duration.ofSeconds(2));
    assertThat(world.sent).hasSize(3);
    assertThat(world.sms.submitted).hasSize(1);
  }

  @Test
  void noPausesLetTheDecisionFollowTheFirstSilence() {
    World world = silent(row(new Action.Retry(List.of())));
    world.arrives(hello());
    assertThat(world.sent).hasSize(1);
    assertThat(world.sms.submitted).hasSize(1);
  }

  @Test
  void aCoreThatStaysSilentIsGivenUpAfterTheLastPause() {
    World world = world(row(new Action.Retry(List.of(Duration.ofSeconds(1)))));
    world.standings.put(Deliveries.PHONE.identity().value(), Standing.CORE_MAY_KNOW);
    world.answersOf.put("sip:+15557654321@ims.example.org;user=phone", new SipResult.TimedOut());
    world.arrives(hello());
    world.time.pass(Duration.ofSeconds(2));
    assertThat(world.sent).hasSize(2);
    assertThat(now(world).state()).isEqualTo(DeliveryState.FAILED);
  }

  @Test
  void aCoreThatStaysSilentIsLeftWhenARowSaysSo() {
    World world =
        world(
            PolicyRows.row(
                Stage.FAILURE,
                List.of(
                    OF_CPM,
                    new Condition.FailureIs(Sense.IS, Set.of("no-answer")),
                    new Condition.AttemptsWithin(new Range(2, Long.MAX_VALUE))),
                AWAY));
    world.standings.put(Deliveries.PHONE.identity().value(), Standing.CORE_MAY_KNOW);
    world.answersOf.put("sip:+15557654321@ims.example.org;user=phone", new SipResult.TimedOut());
    world.arrives(hello());
    assertThat(world.sms.submitted).isEmpty();
    world.time.pass(Duration.ofSeconds(11));
    assertThat(world.sent).hasSize(2);
    assertThat(world.sms.submitted).hasSize(1);
  }

  @Test
  void theServiceThatFollowsIsChosenByTheRow() {
    World world =
        answering(
            404,
            row(
                new Action.Prefer(List.of("mms")),
                new Action.Rewrite(Side.TO, new AddressChange.Fixed("+15550009999")),
                new Action.Content(new ContentChange.Truncate(4))));
    world.arrives(hello());
    OutboundMessage out = World.only(world.mms.submitted);
    assertThat(out.to()).isEqualTo("+15550009999");
    assertThat(out.message().content().text()).isEqualTo("hell");
  }

  @Test
  void aMessageWhoseLastClientWentLeavesByARow() {
    World world =
        world(
            PolicyRows.row(
                Stage.FAILURE,
                List.of(OF_CPM, new Condition.FailureIs(Sense.IS, Set.of("unavailable"))),
                AWAY));
    world.standings.put(Deliveries.PHONE.identity().value(), Standing.REGISTERED);
    world.arrives(hello());
    assertThat(world.sms.submitted).hasSize(1);
  }

  @Test
  void aBrokenConnectionIsALinkThatIsDown() {
    World world =
        world(
            PolicyRows.row(
                Stage.FAILURE,
                List.of(OF_CPM, new Condition.FailureIs(Sense.IS, Set.of("link-down"))),
                AWAY));
    world.registered(Deliveries.PHONE, CLIENT);
    world.answersOf.put(CLIENT, new SipResult.TransportFailed("reset"));
    world.arrives(hello());
    assertThat(world.sms.submitted).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 603, 607, 608})
  void whatTheRecipientDeclinedLeavesByNoRow(int status) {
    World world = answering(status, row(AWAY, new Action.Retry(List.of(Duration.ofSeconds(1)))));
    world.arrives(hello());
    assertThat(world.sms.submitted).isEmpty();
    assertThat(world.mms.submitted).isEmpty();
    assertThat(now(world).state()).isEqualTo(DeliveryState.FAILED);
    assertThat(failures(world))
        .singleElement()
        .extracting(Failure::code)
        .isEqualTo(FailureCode.REJECTED);
  }

  @Test
  void rowsForAServiceDoNotSpeakOfCpm() {
    World world =
        answering(
            480,
            PolicyRows.row(
                Stage.FAILURE,
                List.of(new Condition.FailedServiceIs(Sense.IS, Set.of("sms"))),
                new Action.Reject(404, "")));
    world.arrives(hello());
    assertThat(world.sms.submitted).hasSize(1);
  }

  @Test
  void thePlanOfTheServiceBeginsWhereCpmWasLeft() {
    World world =
        answering(
            404,
            PolicyRows.row(
                Stage.SELECTION,
                List.of(),
                new Action.Force("sms"),
                new Action.Retry(List.of(Duration.ofSeconds(3), Duration.ofSeconds(40)))));
    DeliveryOutcome busy =
        new DeliveryOutcome.TemporaryFailure(
            Failure.of(FailureCode.CONGESTED, "busy"), Optional.empty(), List.of());
    world.sms.outcomes.add(_ -> busy);
    world.arrives(hello());
    assertThat(world.sms.submitted).hasSize(1);
    world.time.pass(Duration.ofSeconds(4));
    assertThat(world.sms.submitted).as("after the first of its pauses").hasSize(2);
  }

  @Test
  void aMessageFromOutsideIsRejectedOrRetriedButNeverSentBack() {
    World away = answeringAlice(480, row(AWAY));
    away.sms.submitted.clear();
    taken(away);
    assertThat(now(away).state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(away.sms.submitted).isEmpty();

    World rejected = answeringAlice(480, row(new Action.Reject(480, "")));
    taken(rejected);
    assertThat(now(rejected).state()).isEqualTo(DeliveryState.FAILED);

    World retried = answeringAlice(480, row(new Action.Retry(List.of(Duration.ofSeconds(1)))));
    taken(retried);
    retried.time.pass(Duration.ofSeconds(2));
    assertThat(retried.sent).hasSize(2);
    assertThat(now(retried).state())
        .as("after the last it is for good")
        .isEqualTo(DeliveryState.FAILED);
  }

  private static World answeringAlice(int status, PolicyRow row) {
    World world = world(row);
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    world.answersOf.put("sip:alice@192.0.2.1", World.answered(status));
    return world;
  }

  private static void taken(World world) {
    CompletableFuture<InboundAnswer> answer =
        world
            .legacy
            .message(
                new LegacyMessage(
                    ServiceIdentifier.of("sms", "s1"),
                    "s1",
                    Optional.of("ext"),
                    Deliveries.PHONE,
                    Deliveries.ALICE,
                    Content.text("hi"),
                    world.time.clock.instant(),
                    DispositionRequest.of(Set.of()),
                    Optional.empty(),
                    Optional.empty()))
            .toCompletableFuture();
    assertThat(answer.join()).isInstanceOf(InboundAnswer.Accepted.class);
  }

  @Test
  void nobodyIsAskedAboutANotification() {
    World world = world(row(new Action.Reject(404, "")));
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    world.answersOf.put("sip:alice@192.0.2.1", World.answered(480));
    fails(world.sms, FailureCode.BAD_RECIPIENT);
    fails(world.mms, FailureCode.BAD_RECIPIENT);
    world.arrives(hello());
    Delivery notification = World.only(world.store.notifications());
    assertThat(notification.state()).isEqualTo(DeliveryState.QUEUED);
  }

  @Test
  void withoutAWayOutTheOriginatorIsToldWhatCpmAnsweredAndTheOperatorBoth() {
    World world =
        answering(404, PolicyRows.row(Stage.SELECTION, List.of(), new Action.Force("email")));
    world.arrives(hello());
    assertThat(now(world).state()).isEqualTo(DeliveryState.FAILED);
    assertThat(failures(world))
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.BAD_RECIPIENT);
              assertThat(failure.detail()).startsWith("a client answered 404; outside: ");
            });
    assertThat(now(world).why()).contains("\"e\":[").contains("selection-row");
  }

  @Test
  void theFailureOfTheLastServiceIsToldAndTheReasonsOfAllAreKept() {
    World world = world();
    fails(world.sms, FailureCode.BAD_RECIPIENT);
    fails(world.mms, FailureCode.TOO_LARGE);
    world.arrives(hello());
    assertThat(now(world).state()).isEqualTo(DeliveryState.FAILED);
    assertThat(failures(world))
        .extracting(Failure::code)
        .containsExactly(FailureCode.BAD_RECIPIENT, FailureCode.TOO_LARGE);
    assertThat(World.only(world.store.notifications()).report().orElseThrow().disposition())
        .isEqualTo(Disposition.FAILED);
    String why = now(world).why();
    assertThat(why.indexOf("\"w\":\"mms\"")).isPositive().isLessThan(why.indexOf("\"r\":"));
    assertThat(why.substring(why.indexOf("\"r\":")))
        .contains("NO_FEASIBLE_SERVICE")
        .contains("\"y\":\"already-failed\",\"d\":\"bad-recipient\"")
        .contains("\"y\":\"already-failed\",\"d\":\"too-large\"");
  }

  @Test
  void whyNoOtherServiceTookOverIsKept() {
    World world = world(PolicyRows.row(Stage.FAILURE, List.of(), new Action.Forbid(Set.of("mms"))));
    fails(world.sms, FailureCode.CONTENT_REFUSED);
    world.arrives(hello());
    assertThat(now(world).state()).isEqualTo(DeliveryState.FAILED);
    assertThat(failures(world))
        .extracting(Failure::code)
        .containsExactly(FailureCode.CONTENT_REFUSED);
    assertThat(now(world).why())
        .contains("\"y\":\"already-failed\",\"d\":\"content-refused\"")
        .contains("\"y\":\"policy\",\"r\":\"failure-row\"");
  }
}
