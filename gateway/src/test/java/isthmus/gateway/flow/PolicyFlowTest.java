package isthmus.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.codec.mime.MediaType;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.InboundAnswer;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.interworking.OutboundMessage;
import isthmus.cpm.message.Content;
import isthmus.cpm.preferences.ServicePreferences;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.cpm.preferences.UserPreferences.Handling;
import isthmus.cpm.sip.SipRequest;
import isthmus.isf.IsfRules;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressChange;
import isthmus.isf.policy.AddressMap;
import isthmus.isf.policy.AddressPattern;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.Condition.Sense;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.policy.ContentChange;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.Range;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.testkit.RawSip;
import isthmus.testkit.StoreSamples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What rows of the policy table and preferences of users do to messages on their way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PolicyFlowTest {
  private static final String PHONE = "tel:+15557654321";
  private static final DeliveryOutcome BUSY =
      new DeliveryOutcome.TemporaryFailure(
          Failure.of(FailureCode.CONGESTED, "busy"), Optional.empty(), List.of());
  private static final DeliveryOutcome UNKNOWN =
      new DeliveryOutcome.PermanentFailure(
          Failure.of(FailureCode.BAD_RECIPIENT, "unknown"), List.of());

  private final RawSip sip = new RawSip();

  @AfterAll
  void close() {
    sip.close();
  }

  private static PolicyRow row(Stage stage, Action... actions) {
    return PolicyRows.row(stage, List.of(), actions);
  }

  private static World world(PolicyRow... rows) {
    return PolicyRows.world(
        List.of(new AddressMap("codes", "Codes", Map.of("+15557654321", "+15550009999"))), rows);
  }

  private SipRequest says(String text) {
    return says(text, "positive-delivery, negative-delivery");
  }

  private SipRequest says(String text, String wanted) {
    return sip.request(
        """
        MESSAGE %s SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:5060;branch={branch};rport
        Max-Forwards: 70
        From: <sip:+15551000001@ims.example.org>;tag=1
        To: <%s>
        Call-ID: call-%d
        CSeq: 1 MESSAGE
        Conversation-ID: conv
        Contribution-ID: contribution
        Content-Type: message/cpim

        From: <sip:anonymous@anonymous.invalid>
        To: <sip:anonymous@anonymous.invalid>
        NS: imdn <urn:ietf:params:imdn>
        imdn.Message-ID: m-%d
        DateTime: 2026-01-05T09:59:00Z
        imdn.Disposition-Notification: %s

        Content-Type: text/plain; charset=UTF-8

        %s\
        """
            .formatted(PHONE, PHONE, text.hashCode(), text.hashCode(), wanted, text));
  }

  private static LegacyMessage legacy(World world, Content content) {
    return new LegacyMessage(
        ServiceIdentifier.of("sms", "s1"),
        "s1",
        Optional.of("ext"),
        Deliveries.PHONE,
        Deliveries.ALICE,
        content,
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

  private static void fails(FakeFunction function, DeliveryOutcome... outcomes) {
    for (DeliveryOutcome outcome : outcomes) {
      function.outcomes.add(_ -> outcome);
    }
  }

  @Test
  void aRowBeforeTheDecisionRejectsWithItsStatusAndTextAndNothingIsWritten() {
    World world = world(row(Stage.DECISION, new Action.Reject(486, "Not at this hour")));
    world.arrives(says("hello"));
    assertThat(world.answer().status()).isEqualTo(486);
    assertThat(world.answer().reason()).isEqualTo("Not at this hour");
    assertThat(world.store.acceptances).isEmpty();
  }

  @Test
  void aRowBeforeTheDecisionRewritesBothAddressesAndNotificationsKeepThoseThatWereWritten() {
    World world =
        world(
            row(
                Stage.DECISION,
                new Action.Rewrite(Side.TO, new AddressChange.Mapped("codes")),
                new Action.Rewrite(Side.FROM, new AddressChange.Fixed("+15551112222"))));
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    world.arrives(says("hello"));
    OutboundMessage out = World.only(world.sms.submitted);
    assertThat(out.to()).isEqualTo("+15550009999");
    assertThat(out.from()).isEqualTo("+15551112222");
    assertThat(delivery(world).message().asWritten())
        .hasValueSatisfying(
            written -> {
              assertThat(written.originator().uri()).isEqualTo(Deliveries.ALICE.uri());
              assertThat(written.recipient().uri()).isEqualTo(PHONE);
            });
    assertThat(delivery(world).why()).contains("row decision-row of the policy table, version 1");
  }

  @Test
  void aRowBeforeTheDecisionShortensTheTimeAndDoesNotLengthenIt() {
    World shorter = world(row(Stage.DECISION, new Action.Validity(Duration.ofMinutes(5))));
    shorter.arrives(says("hello"));
    assertThat(delivery(shorter).expires())
        .isEqualTo(shorter.time.clock.instant().plus(Duration.ofMinutes(5)));
    World longer = world(row(Stage.DECISION, new Action.Validity(Duration.ofDays(5))));
    longer.arrives(says("hello"));
    assertThat(delivery(longer).expires())
        .isEqualTo(longer.time.clock.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void aRowBeforeTheDecisionForcesAUserOutOfCpmByItsService() {
    World world = world(row(Stage.DECISION, new Action.Force("mms")));
    world.registered(Deliveries.PHONE, "sip:phone@192.0.2.7");
    world.arrives(says("hello"));
    assertThat(world.answer().status()).isEqualTo(202);
    assertThat(world.mms.submitted).hasSize(1);
    assertThat(world.sent).isEmpty();
    assertThat(delivery(world).why()).contains("force mms");
  }

  @Test
  void aForcedServiceThatIsNotFeasibleIsARefusalAndNoOtherIsTaken() {
    World world = world(row(Stage.DECISION, new Action.Force("email")));
    world.arrives(says("hello"));
    assertThat(world.answer().status()).isEqualTo(480);
    assertThat(world.sms.submitted).isEmpty();
  }

  @Test
  void aMessageThatWasForcedOutDoesNotGoByAnotherServiceAfterAFailure() {
    World world = world(row(Stage.DECISION, new Action.Force("mms")));
    fails(world.mms, UNKNOWN);
    world.arrives(says("hello"));
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.FAILED);
    assertThat(world.sms.submitted).isEmpty();
  }

  @Test
  void aRowOfTheSelectionRejectsWithItsStatus() {
    World world = world(row(Stage.SELECTION, new Action.Reject(433, "")));
    world.arrives(says("hello"));
    assertThat(world.answer().status()).isEqualTo(433);
    assertThat(world.store.acceptances).isEmpty();
  }

  @Test
  void aRowOfTheSelectionForbidsRewritesAndShortens() {
    World world =
        world(
            row(
                Stage.SELECTION,
                new Action.Forbid(Set.of("sms")),
                new Action.Rewrite(Side.TO, new AddressChange.Mapped("codes")),
                new Action.Rewrite(Side.FROM, new AddressChange.Fixed("+15551112222")),
                new Action.Validity(Duration.ofMinutes(5))));
    world.arrives(says("hello"));
    OutboundMessage out = World.only(world.mms.submitted);
    assertThat(out.to()).isEqualTo("+15550009999");
    assertThat(out.from()).isEqualTo("+15551112222");
    assertThat(out.expires()).isEqualTo(world.time.clock.instant().plus(Duration.ofMinutes(5)));
    assertThat(world.store.acceptances.getFirst().correlation())
        .hasValueSatisfying(
            kept -> assertThat(kept.key().peer().value()).isEqualTo("tel:+15550009999"));
  }

  @Test
  void aRetryPlanTakesThePlaceOfTheBackOffAndEndsInAnotherService() {
    World world =
        world(
            row(
                Stage.SELECTION,
                new Action.Retry(List.of(Duration.ofSeconds(3), Duration.ofSeconds(40)))));
    fails(world.sms, BUSY, BUSY, BUSY);
    world.arrives(says("hello"));
    world.time.pass(Duration.ofSeconds(2));
    assertThat(world.sms.submitted).hasSize(1);
    world.time.pass(Duration.ofSeconds(2));
    assertThat(world.sms.submitted).hasSize(2);
    world.time.pass(Duration.ofSeconds(38));
    assertThat(world.sms.submitted).hasSize(2);
    world.time.pass(Duration.ofSeconds(3));
    assertThat(world.sms.submitted).hasSize(3);
    assertThat(world.mms.submitted).as("the plan is over, so the failure is for good").hasSize(1);
  }

  @Test
  void aPlanWithoutPausesFailsAtOnce() {
    World world = world(row(Stage.SELECTION, new Action.Force("sms"), new Action.Retry(List.of())));
    fails(world.sms, BUSY);
    world.arrives(says("hello"));
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.FAILED);
  }

  @Test
  void aLongTextIsCutBeforeTheRoutingTableLooksAtIt() {
    World world = world(row(Stage.SELECTION, new Action.Content(new ContentChange.Truncate(5))));
    world.arrives(says("hello world"));
    assertThat(World.only(world.sms.submitted).message().content().text()).isEqualTo("hello");
    assertThat(World.only(world.sms.submitted).message().cpim().asString(StandardCharsets.UTF_8))
        .endsWith("hello");
    assertThat(delivery(world).message().message().content().text()).isEqualTo("hello world");
    assertThat(delivery(world).why()).contains("selection-row");
  }

  @Test
  void aTextThatIsDividedIsOneDeliveryWhosePartsAreNumberedThrough() {
    World world = world(row(Stage.SELECTION, new Action.Content(new ContentChange.Split(8))));
    world.sms.outcomes.add(taking(2));
    world.sms.outcomes.add(taking(1));
    world.arrives(says("hello wide world"));
    assertThat(world.sms.submitted)
        .extracting(out -> out.message().content().text())
        .containsExactly("hello", "wide", "world");
    assertThat(world.sms.submitted).extracting(OutboundMessage::delivery).doesNotHaveDuplicates();
    assertThat(world.store.get(delivery(world)).parts())
        .extracting(part -> part.number() + "/" + part.total())
        .containsExactly("1/4", "2/4", "3/4", "4/4");
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.SUBMITTED);
  }

  private static Function<OutboundMessage, DeliveryOutcome> taking(int parts) {
    return out -> {
      List<ExternalPart> taken = new ArrayList<>();
      for (int i = 1; i <= parts; i++) {
        String id = out.delivery() + "-" + i;
        taken.add(new ExternalPart(i, parts, "s1", id, id, out.message().sentAt()));
      }
      return new DeliveryOutcome.Accepted(taken, DeliveryOutcome.Finality.AWAITS_RECEIPT);
    };
  }

  @Test
  void aDividedTextGoesOnWhereAnAttemptEnded() {
    World world =
        world(
            row(
                Stage.SELECTION,
                new Action.Content(new ContentChange.Split(5)),
                new Action.Retry(List.of(Duration.ofSeconds(1)))));
    world.sms.outcomes.add(taking(1));
    world.sms.outcomes.add(_ -> BUSY);
    world.arrives(says("hello world"));
    assertThat(world.store.get(delivery(world)).parts())
        .singleElement()
        .satisfies(part -> assertThat(part.total()).isGreaterThan(ExternalPart.OPEN));
    world.time.pass(Duration.ofSeconds(2));
    assertThat(world.sms.submitted)
        .extracting(out -> out.message().content().text())
        .containsExactly("hello", "world", "world");
    assertThat(world.store.get(delivery(world)).parts())
        .extracting(part -> part.number() + "/" + part.total())
        .containsExactly("1/2", "2/2");
  }

  @Test
  void aLinkGoesInThePlaceOfTheContent() {
    World world = world(row(Stage.SELECTION, new Action.Content(new ContentChange.Link())));
    world.arrives(says("hello"));
    assertThat(World.only(world.sms.submitted).message().content().text())
        .matches("Text \\(text/plain, 5 B\\): https://links\\.test/c/[0-9a-z]{40,50}");
  }

  @Test
  void aContentThatIsStrippedIsRefusedBeforeItIsAccepted() {
    World world =
        world(row(Stage.SELECTION, new Action.Content(new ContentChange.Strip(Set.of("text")))));
    world.arrives(says("hello"));
    assertThat(world.answer().status()).isIn(415, 480);
    assertThat(world.store.acceptances).isEmpty();
  }

  @Test
  void aRowAfterAPassingFailureTakesTheServiceAwayAfterSoManyAttempts() {
    World world =
        world(
            PolicyRows.row(
                Stage.FAILURE,
                List.of(
                    new Condition.FailureIs(Sense.IS, Set.of("congested")),
                    new Condition.AttemptsWithin(new Range(2, Long.MAX_VALUE))),
                new Action.Forbid(Set.of("sms"))));
    fails(world.sms, BUSY, BUSY);
    world.arrives(says("hello"));
    assertThat(world.mms.submitted).isEmpty();
    world.time.pass(Duration.ofSeconds(11));
    assertThat(world.sms.submitted).hasSize(2);
    assertThat(world.mms.submitted).hasSize(1);
  }

  @Test
  void aRowAfterAPassingFailureLaysDownPauses() {
    World world =
        world(
            PolicyRows.row(
                Stage.FAILURE,
                List.of(new Condition.FailedServiceIs(Sense.IS, Set.of("sms"))),
                new Action.Retry(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)))));
    fails(world.sms, BUSY, BUSY, BUSY);
    world.arrives(says("hello"));
    world.time.pass(Duration.ofMillis(1_100));
    assertThat(world.sms.submitted).hasSize(2);
    world.time.pass(Duration.ofMillis(2_100));
    assertThat(world.sms.submitted).hasSize(3);
    assertThat(world.mms.submitted).hasSize(1);
  }

  @Test
  void aRowAfterAFailureRejectsForGoodWithItsText() {
    World world = world(row(Stage.FAILURE, new Action.Reject(403, "Gone elsewhere")));
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    fails(world.sms, BUSY);
    world.arrives(says("hello"));
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.FAILED);
    assertThat(world.mms.submitted).isEmpty();
    assertThat(world.sent).hasSize(1);
  }

  @Test
  void aRowAfterALastingFailureDecidesAmongTheOthers() {
    World world = world(row(Stage.FAILURE, new Action.Forbid(Set.of("mms"))));
    fails(world.sms, UNKNOWN);
    world.arrives(says("hello"));
    assertThat(world.mms.submitted).isEmpty();
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.FAILED);
  }

  @Test
  void theVersionThatSelectedAMessageIsAskedAboutItsFailuresWhateverRulesThen() {
    RuleSet first = RuleSet.of(World.TABLE_OF_TWO);
    RuleSet second =
        new RuleSet(
            List.of(World.TABLE_OF_TWO),
            Optional.of(
                new PolicyTable(
                    "policy",
                    "Policy",
                    List.of(row(Stage.FAILURE, new Action.Reject(403, "too late"))))),
            List.of(),
            List.of());
    try (IsfRules rules =
        new IsfRules(
            InstantSource.system(),
            version -> version == 1 ? Optional.of(first) : Optional.empty())) {
      rules.activate(first);
      World world = new World(rules);
      fails(world.sms, BUSY, UNKNOWN, BUSY);
      world.arrives(says("one"));
      rules.activate(second);
      world.time.pass(Duration.ofSeconds(11));
      assertThat(world.sms.submitted).hasSize(2);
      assertThat(world.mms.submitted).hasSize(1);

      world.arrives(says("two"));
      assertThat(world.sms.submitted).hasSize(3);
      world.time.pass(Duration.ofMinutes(2));
      assertThat(world.mms.submitted).as("the new version fails it").hasSize(1);
    }
  }

  @Test
  void aRowForWhatComesInRejectsIt() {
    World world = world(row(Stage.INBOUND, new Action.Reject(404, "Not here")));
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    assertThat(answerOf(world, legacy(world, Content.text("hi"))))
        .isInstanceOfSatisfying(
            InboundAnswer.Refused.class,
            refused -> {
              assertThat(refused.failure().code()).isEqualTo(FailureCode.BAD_RECIPIENT);
              assertThat(refused.failure().peerText()).isEqualTo("Not here");
            });
    assertThat(world.store.acceptances).isEmpty();
  }

  @Test
  void aRowForWhatComesInRewritesCutsAndShortens() {
    World world =
        world(
            PolicyRows.row(
                Stage.INBOUND,
                List.of(
                    new Condition.AddressIs(
                        Side.FROM, Sense.IS, List.of(new AddressPattern.Prefix("+1555")))),
                new Action.Rewrite(Side.FROM, new AddressChange.Mapped("codes")),
                new Action.Rewrite(Side.TO, new AddressChange.Fixed("+15551000002")),
                new Action.Validity(Duration.ofMinutes(5)),
                new Action.Content(new ContentChange.Truncate(2))));
    world.registered(Deliveries.BOB, "sip:bob@192.0.2.2");
    answerOf(world, legacy(world, Content.text("hidden")));
    assertThat(World.only(world.sent))
        .satisfies(
            request -> {
              assertThat(request.requestUri()).isEqualTo("sip:bob@192.0.2.2");
              assertThat(World.value(request.headers(), "P-Asserted-Identity"))
                  .contains("<tel:+15550009999;x-cpm-ncs=sms.s1>");
            });
    assertThat(delivery(world).message().message().content().text()).isEqualTo("hi");
    assertThat(delivery(world).expires())
        .isEqualTo(world.time.clock.instant().plus(Duration.ofMinutes(5)));
    assertThat(delivery(world).message().addressee().uri()).isEqualTo(Deliveries.ALICE.uri());
  }

  @Test
  void whatIsStrippedOfWhatComesInIsRefused() {
    World world =
        world(row(Stage.INBOUND, new Action.Content(new ContentChange.Strip(Set.of("image/*")))));
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    Content picture = new Content(MediaType.of("image/png"), Octets.utf8("png"));
    assertThat(answerOf(world, legacy(world, picture)))
        .isInstanceOfSatisfying(
            InboundAnswer.Refused.class,
            refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.CONTENT_REFUSED));
    assertThat(answerOf(world, legacy(world, Content.text("hi"))))
        .isInstanceOf(InboundAnswer.Accepted.class);
  }

  private static UserPreferences services(ServicePreferences services) {
    return new UserPreferences(Handling.DELIVER, Optional.empty(), false, services);
  }

  @Test
  void theTargetsPrioritiesBreakATieAndHisAddressIsUsed() {
    World world = new World(RuleSet.of(World.TABLE_OF_EQUALS));
    world.preferences.put(
        PHONE,
        services(
            new ServicePreferences(
                Optional.empty(),
                List.of("mms", "sms"),
                Set.of(),
                Map.of(),
                Map.of("mms", StoreSamples.address("tel:+15553334444")))));
    world.arrives(says("hello"));
    assertThat(World.only(world.mms.submitted).to()).isEqualTo("+15553334444");
  }

  @Test
  void aRefusedServiceIsNotTakenEvenAfterAFailure() {
    World world = new World(RuleSet.of(World.TABLE_OF_EQUALS));
    world.preferences.put(
        PHONE,
        services(
            new ServicePreferences(
                Optional.empty(), List.of(), Set.of("mms"), Map.of(), Map.of())));
    fails(world.sms, UNKNOWN);
    world.arrives(says("hello"));
    assertThat(world.sms.submitted).hasSize(1);
    assertThat(world.mms.submitted).isEmpty();
    assertThat(world.store.stateOf(delivery(world))).isEqualTo(DeliveryState.FAILED);
  }

  @Test
  void whatTheProviderWithholdsFromTheSenderIsNotTakenForAStranger() {
    World world = new World(RuleSet.of(World.TABLE_OF_EQUALS));
    world.preferences.put(
        "tel:+15551000001",
        services(
            new ServicePreferences(
                Optional.empty(), List.of(), Set.of(), Map.of("sms", false), Map.of())));
    world.arrives(says("hello"));
    assertThat(world.sms.submitted).isEmpty();
    assertThat(world.mms.submitted).hasSize(1);
  }

  @Test
  void anotherServiceIsTriedAtTheAddressThatThePreferencesNamed() {
    World world = new World(RuleSet.of(World.TABLE_OF_EQUALS));
    world.registered(Deliveries.PHONE, "sip:phone@192.0.2.7");
    world.preferences.put(
        PHONE,
        new UserPreferences(
            Handling.INTERWORK, Optional.of(StoreSamples.address("tel:+15553334444")), false));
    fails(world.sms, UNKNOWN);
    world.arrives(says("hello"));
    assertThat(World.only(world.sms.submitted).to()).isEqualTo("+15553334444");
    assertThat(World.only(world.mms.submitted).to()).isEqualTo("+15553334444");
  }

  @Test
  void theClassOfAUserChoosesARow() {
    World world =
        world(
            PolicyRows.row(
                Stage.SELECTION,
                List.of(new Condition.ClassIs(Side.FROM, Sense.IS, Set.of("prepaid"))),
                new Action.Force("mms")));
    world.arrives(says("one"));
    assertThat(world.sms.submitted).hasSize(1);
    world.preferences.put(
        "tel:+15551000001",
        services(
            new ServicePreferences(
                Optional.of("prepaid"), List.of(), Set.of(), Map.of(), Map.of())));
    world.arrives(says("two"));
    assertThat(world.mms.submitted).hasSize(1);
  }

  @Test
  void theNoticeOfInterworkingNamesTheServiceThatTookTheMessage() {
    World world = world(row(Stage.SELECTION, new Action.Force("mms")));
    world.registered(Deliveries.ALICE, "sip:alice@192.0.2.1");
    world.arrives(says("hello", "interworking"));
    assertThat(World.only(world.store.notifications()).report())
        .hasValueSatisfying(report -> assertThat(report.service()).contains("mms"));
    assertThat(new String(World.only(world.sent).body().octets(), StandardCharsets.UTF_8))
        .contains("legacy-mms");
  }
}
