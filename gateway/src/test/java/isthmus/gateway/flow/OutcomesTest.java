package isthmus.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.delivery.AttemptResult;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Report;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.DeliveryOutcome.Accepted;
import isthmus.cpm.interworking.DeliveryOutcome.Finality;
import isthmus.cpm.interworking.DeliveryOutcome.PermanentFailure;
import isthmus.cpm.interworking.DeliveryOutcome.TemporaryFailure;
import isthmus.cpm.interworking.ExternalPart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomesTest {
  private static final Failure BUSY = Failure.of(FailureCode.CONGESTED, "busy");
  private static final Failure UNKNOWN = Failure.of(FailureCode.BAD_RECIPIENT, "unknown");
  private static final DeliveryTarget.ToService TO_MMS =
      new DeliveryTarget.ToService(ServiceIdentifier.of("mms"), "+15551000001", "+15557654321");

  private final FakeTime time = new FakeTime();
  private final Deliveries some = new Deliveries(time.clock);
  private final List<List<String>> asked = new ArrayList<>();
  private Selected next = new Selected.None(UNKNOWN, "");
  private final Outcomes outcomes =
      new Outcomes(
          new Backoff(Duration.ofSeconds(10), 2, Duration.ofMinutes(5), 0),
          new Random(1),
          new NotificationPlanner(
              some.keys,
              Duration.ofDays(1),
              NotificationPlanner.Policy.ON_REQUEST,
              DeliveryTarget.ToClients::new),
          (delivery, tried, failure, service) -> {
            asked.add(tried);
            return next;
          });

  private final Delivery sms = some.sms("a");
  private final Delivery report =
      some.report(some.inbound("a", Optional.of("77")), Disposition.DELIVERED, Deliveries.TO_SMS);

  private ExternalPart part(int number) {
    return new ExternalPart(number, 3, "s1", "id" + number, "raw", time.clock.instant());
  }

  private AttemptResult of(Delivery delivery, DeliveryOutcome outcome) {
    return outcomes.of(delivery, outcome, "s1", 5, time.clock.instant());
  }

  private static void notifies(AttemptResult result, Disposition... dispositions) {
    assertThat(result.notification().flatMap(Delivery::report).stream().map(Report::disposition))
        .containsExactly(dispositions);
  }

  @Test
  void aMessageThatAwaitsAReceiptIsSubmittedAndToldToHaveLeftCpm() {
    AttemptResult result =
        of(sms, new Accepted(List.of(part(1), part(2), part(3)), Finality.AWAITS_RECEIPT));
    assertThat(result.state()).isEqualTo(DeliveryState.SUBMITTED);
    assertThat(result.parts()).hasSize(3);
    assertThat(result.attempt()).isEqualTo(1);
    assertThat(result.fence()).isEqualTo(5);
    assertThat(result.peer()).isEqualTo("s1");
    notifies(result, Disposition.INTERWORKED);
  }

  @Test
  void leavingCpmIsNotToldToSomebodyWhoDidNotAsk() {
    Delivery quiet = some.of(some.outbound("a", Set.of()), Deliveries.TO_SMS);
    notifies(of(quiet, new Accepted(List.of(), Finality.AWAITS_RECEIPT)));
    notifies(of(quiet, new Accepted(List.of(), Finality.DELIVERED)));
    notifies(of(quiet, new PermanentFailure(UNKNOWN, List.of())));
  }

  @Test
  void aMessageToClientsHasNotLeftCpm() {
    Delivery inside =
        some.of(
            some.outbound("a", Deliveries.EVERYTHING),
            new DeliveryTarget.ToClients(Deliveries.BOB));
    AttemptResult result = of(inside, new Accepted(List.of(), Finality.AWAITS_RECEIPT));
    assertThat(result.state()).isEqualTo(DeliveryState.SUBMITTED);
    notifies(result);
  }

  @Test
  void aMessageThatTheAnswerItselfDeliversIsDeliveredAndTold() {
    AttemptResult result = of(sms, new Accepted(List.of(part(1)), Finality.DELIVERED));
    assertThat(result.state()).isEqualTo(DeliveryState.DELIVERED);
    notifies(result, Disposition.DELIVERED);
  }

  @Test
  void aMessageOfWhichNoMoreIsHeardEnds() {
    assertThat(of(sms, new Accepted(List.of(part(1)), Finality.NO_MORE_NEWS)).state())
        .isEqualTo(DeliveryState.NO_MORE_NEWS);
  }

  @ParameterizedTest
  @EnumSource(Finality.class)
  void aNotificationCausesNoNotification(Finality finality) {
    notifies(of(report, new Accepted(List.of(), finality)));
  }

  @Test
  void aTemporaryFailureIsTriedAgainAfterTheBackOff() {
    AttemptResult first = of(sms, new TemporaryFailure(BUSY, Optional.empty(), List.of()));
    assertThat(first.state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(first.due()).isEqualTo(time.clock.instant().plusSeconds(10));
    assertThat(first.failure()).contains(BUSY);
    notifies(first);
    AttemptResult second =
        of(Outcomes.after(first), new TemporaryFailure(BUSY, Optional.empty(), List.of()));
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.due()).isEqualTo(time.clock.instant().plusSeconds(20));
  }

  @Test
  void thePeersWordOnWhenToComeBackCountsWhenItIsLater() {
    Duration longer = Duration.ofSeconds(90);
    assertThat(of(sms, new TemporaryFailure(BUSY, Optional.of(longer), List.of())).due())
        .isEqualTo(time.clock.instant().plus(longer));
    assertThat(
            of(sms, new TemporaryFailure(BUSY, Optional.of(Duration.ofSeconds(1)), List.of()))
                .due())
        .isEqualTo(time.clock.instant().plusSeconds(10));
  }

  @Test
  void partsThatAreThroughAreKeptWhateverALaterAttemptSays() {
    AttemptResult first =
        of(sms, new TemporaryFailure(BUSY, Optional.empty(), List.of(part(1), part(2))));
    Delivery again = Outcomes.after(first);
    assertThat(of(again, new TemporaryFailure(BUSY, Optional.empty(), List.of())).parts())
        .extracting(ExternalPart::number)
        .containsExactly(1, 2);
    assertThat(of(again, new Accepted(List.of(part(3)), Finality.AWAITS_RECEIPT)).parts())
        .extracting(ExternalPart::number)
        .containsExactly(1, 2, 3);
  }

  @Test
  void aMessageWhoseNextAttemptWouldComeTooLateExpires() {
    time.pass(Duration.ofMinutes(59).plusSeconds(55));
    AttemptResult result = of(sms, new TemporaryFailure(BUSY, Optional.empty(), List.of()));
    assertThat(result.state()).isEqualTo(DeliveryState.EXPIRED);
    assertThat(result.failure().map(Failure::code)).contains(FailureCode.EXPIRED);
    notifies(result, Disposition.FAILED);
  }

  @Test
  void aNotificationThatExpiresIsToldToNobody() {
    time.pass(Duration.ofMinutes(59).plusSeconds(55));
    AttemptResult result = of(report, new TemporaryFailure(BUSY, Optional.empty(), List.of()));
    assertThat(result.state()).isEqualTo(DeliveryState.EXPIRED);
    notifies(result);
  }

  @Test
  void anExpiredMessageIsNotSentByAnotherService() {
    next = new Selected.Service(TO_MMS, "{}");
    AttemptResult result =
        of(sms, new PermanentFailure(Failure.of(FailureCode.EXPIRED, "late"), List.of()));
    assertThat(result.state()).isEqualTo(DeliveryState.EXPIRED);
    assertThat(asked).isEmpty();
    notifies(result, Disposition.FAILED);
  }

  @Test
  void aPermanentFailureTakesTheNextService() {
    next = new Selected.Service(TO_MMS, "{\"v\":2}");
    AttemptResult result = of(sms, new PermanentFailure(UNKNOWN, List.of()));
    assertThat(result.state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(result.target()).isEqualTo(TO_MMS);
    assertThat(result.tried()).containsExactly("sms");
    assertThat(result.due()).isEqualTo(time.clock.instant());
    assertThat(result.why()).contains("the recipient is not a CPM user").contains("{\"v\":2}");
    notifies(result);
    next = new Selected.None(UNKNOWN, "");
    AttemptResult last = of(Outcomes.after(result), new PermanentFailure(UNKNOWN, List.of()));
    assertThat(asked).containsExactly(List.of("sms"), List.of("sms", "mms"));
    assertThat(last.state()).isEqualTo(DeliveryState.FAILED);
    notifies(last, Disposition.FAILED);
  }

  @Test
  void aNotificationNeverTakesAnotherService() {
    next = new Selected.Service(TO_MMS, "{}");
    AttemptResult result = of(report, new PermanentFailure(UNKNOWN, List.of()));
    assertThat(result.state()).isEqualTo(DeliveryState.FAILED);
    assertThat(asked).isEmpty();
    notifies(result);
  }

  @Test
  void aMessageOfWhichPartsAreThroughTakesNoOtherService() {
    next = new Selected.Service(TO_MMS, "{}");
    assertThat(of(sms, new PermanentFailure(UNKNOWN, List.of(part(1)))).state())
        .isEqualTo(DeliveryState.FAILED);
    Delivery before =
        Deliveries.changed(
            sms, sms.target(), 1, Instant.parse("2026-01-05T10:00:00Z"), List.of(part(1)));
    assertThat(of(before, new PermanentFailure(UNKNOWN, List.of())).state())
        .isEqualTo(DeliveryState.FAILED);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void everyFailureIsToldAsFailedExceptOurOwnWhichIsAnError(FailureCode code) {
    Disposition told = Outcomes.dispositionOf(Failure.of(code, "x"));
    assertThat(told)
        .isEqualTo(code == FailureCode.INTERNAL ? Disposition.ERROR : Disposition.FAILED);
  }

  @Test
  void aMessageThatLeavesCpmAfterAllIsQueuedForTheService() {
    AttemptResult result =
        outcomes.inside(
            some.of(
                some.outbound("a", Deliveries.EVERYTHING),
                new DeliveryTarget.ToClients(Deliveries.BOB)),
            new CpmFailures.Next.Leaves(
                BUSY, new Selected.Service(Deliveries.TO_SMS, "{}"), Deliveries.BOB),
            "",
            5,
            time.clock.instant());
    assertThat(result.state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(result.target()).isEqualTo(Deliveries.TO_SMS);
    assertThat(result.failure()).contains(BUSY);
  }

  @Test
  void anOutcomeThatCannotBeUnderstoodEndsTheDeliveryAndKeepsItsParts() {
    AttemptResult result =
        outcomes.broken(
            sms,
            new Accepted(List.of(part(1)), Finality.AWAITS_RECEIPT),
            Failure.of(FailureCode.INTERNAL, "bug"),
            5,
            time.clock.instant());
    assertThat(result.state()).isEqualTo(DeliveryState.FAILED);
    assertThat(result.parts()).hasSize(1);
    notifies(result);
  }
}
