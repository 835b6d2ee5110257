package isthmus.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.interworking.OutboundMessage;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.cpm.port.FreePorts;
import isthmus.sms.SmsSettings.AfterRefusal;
import isthmus.sms.SmsSettings.Failover;
import isthmus.sms.mapping.OutcomeClass;
import isthmus.sms.smpp.Answer;
import isthmus.sms.smpp.CommandStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two SMSCs, of which the first misbehaves. */
class FailoverTest {
  private TestSmsc first;
  private TestSmsc second;

  @BeforeEach
  void open() throws IOException {
    // Both may go away while the gateway tries to reach them.
    FreePorts ports = new FreePorts();
    first = new TestSmsc(ports.next());
    second = new TestSmsc(ports.next());
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  private SmsSettings settings() {
    return Fixture.settings(
        Fixture.smsc("s1", first.port()), Fixture.smsc("s2", second.port()).withShare(2, 1));
  }

  /** The first one is given up early when it does not answer. */
  private SmsSettings impatient() {
    return Fixture.settings(
        Fixture.impatient("s1", first.port()), Fixture.smsc("s2", second.port()).withShare(2, 1));
  }

  private Fixture gateway(SmsSettings settings) {
    return new Fixture(settings).up("s1", "s2");
  }

  private static String acceptedBy(DeliveryOutcome outcome) {
    return assertInstanceOf(DeliveryOutcome.Accepted.class, outcome).parts().getFirst().peer();
  }

  private static DeliveryOutcome.TemporaryFailure temporary(DeliveryOutcome outcome) {
    return assertInstanceOf(DeliveryOutcome.TemporaryFailure.class, outcome);
  }

  private static FailureCode permanent(DeliveryOutcome outcome) {
    return assertInstanceOf(DeliveryOutcome.PermanentFailure.class, outcome).failure().code();
  }

  @Test
  void theSmscOfLeastPriorityNumberIsUsedWhileItIsUp() {
    try (Fixture gateway = gateway(settings())) {
      for (int i = 0; i < 20; i++) {
        assertThat(acceptedBy(gateway.submit("n" + i))).isEqualTo("s1");
      }
    }
  }

  @Test
  void aTemporaryRefusalGoesToTheSecondSmscAtOnce() {
    first.behaviour = _ -> TestSmsc.refuse(CommandStatus.RSYSERR);
    try (Fixture gateway = gateway(settings())) {
      assertThat(acceptedBy(gateway.submit("Hello"))).isEqualTo("s2");
      assertThat(first.submitted).hasSize(1);
    }
  }

  @Test
  void aThrottledMessageGoesToTheSecondSmscAtOnce() {
    first.behaviour = _ -> TestSmsc.refuse(CommandStatus.RTHROTTLED);
    try (Fixture gateway = gateway(settings())) {
      assertThat(acceptedBy(gateway.submit("Hello"))).isEqualTo("s2");
    }
  }

  @Test
  void whenEverySmscThrottlesTheMessageWaitsForThePause() {
    first.behaviour = _ -> TestSmsc.refuse(CommandStatus.RTHROTTLED);
    second.behaviour = _ -> TestSmsc.refuse(CommandStatus.RMSGQFUL);
    try (Fixture gateway = gateway(settings())) {
      DeliveryOutcome.TemporaryFailure outcome = temporary(gateway.submit("Hello"));
      assertThat(outcome.failure().code()).isEqualTo(FailureCode.CONGESTED);
      assertThat(outcome.retryAfter()).contains(Duration.ofMillis(50));
    }
  }

  @Test
  void aPermanentRefusalIsFinal() {
    first.behaviour = _ -> TestSmsc.refuse(CommandStatus.RINVDSTADR);
    try (Fixture gateway = gateway(settings())) {
      assertThat(permanent(gateway.submit("Hello"))).isEqualTo(FailureCode.BAD_RECIPIENT);
      assertThat(second.submitted).isEmpty();
    }
  }

  @Test
  void aPermanentRefusalGoesToTheNextSmscWhenSetSo() {
    first.behaviour = _ -> TestSmsc.refuse(CommandStatus.RX_R_APPN);
    SmsSettings settings =
        settings().withFailover(new Failover(5, Duration.ofSeconds(30), AfterRefusal.TRY_NEXT));
    try (Fixture gateway = gateway(settings)) {
      assertThat(acceptedBy(gateway.submit("Hello"))).isEqualTo("s2");
      second.behaviour = _ -> TestSmsc.refuse(CommandStatus.RX_R_APPN);
      assertThat(permanent(gateway.submit("Hello"))).isEqualTo(FailureCode.REJECTED);
    }
  }

  @Test
  void aStatusMeansWhatTheSettingsOfTheSmscSay() {
    first.behaviour = _ -> TestSmsc.refuse(CommandStatus.RSUBMITFAIL);
    SmsSettings settings =
        Fixture.settings(
            Fixture.smsc("s1", first.port())
                .withStatuses(Map.of(CommandStatus.RSUBMITFAIL, OutcomeClass.TEMPORARY)),
            Fixture.smsc("s2", second.port()).withShare(2, 1));
    try (Fixture gateway = gateway(settings)) {
      assertThat(acceptedBy(gateway.submit("Hello"))).isEqualTo("s2");
    }
  }

  @Test
  void aLateAcceptanceIsCountedAndALateRefusalIsNot() {
    CompletableFuture<Answer> late = new CompletableFuture<>();
    CompletableFuture<Answer> refused = new CompletableFuture<>();
    first.behaviour = submit -> "refused".equals(TestEsme.text(submit)) ? refused : late;
    try (Fixture gateway = gateway(impatient())) {
      assertThat(temporary(gateway.submit("refused")).failure().code())
          .isEqualTo(FailureCode.NO_ANSWER);
      assertThat(temporary(gateway.submit("taken")).failure().code())
          .isEqualTo(FailureCode.NO_ANSWER);
      assertThat(gateway.counter("s1", "submit-unanswered")).isEqualTo(2);
      assertThat(gateway.counter("s1", "submit-late")).isZero();
      refused.complete(Answer.declined(CommandStatus.RSYSERR));
      late.complete(Answer.taken("late-1"));
      Await.until("it is counted", () -> gateway.counter("s1", "submit-late") == 1);
      Await.until("both are seen", () -> gateway.counter("s1", "stray-responses") == 2);
      assertThat(gateway.counter("s1", "submit-late")).isEqualTo(1);
      assertThat(gateway.counter("s1", "submitted")).isZero();
    }
  }

  @Test
  void aMessageWithoutAnswerIsNotSentElsewhereInTheSameAttempt() {
    first.behaviour = _ -> TestSmsc.hang();
    try (Fixture gateway = gateway(impatient())) {
      assertThat(temporary(gateway.submit("Hello")).failure().code())
          .isEqualTo(FailureCode.NO_ANSWER);
      assertThat(second.submitted).isEmpty();
    }
  }

  @Test
  void aMessageWithoutAnswerIsGivenUpWhenSetSo() {
    first.behaviour = _ -> TestSmsc.hang();
    SmsSettings settings =
        Fixture.settings(
            Fixture.impatient("s1", first.port())
                .withSubmission(SmscSettings.Parts.ONE_BY_ONE, SmscSettings.Unanswered.PERMANENT));
    try (Fixture gateway = new Fixture(settings).up("s1")) {
      assertThat(permanent(gateway.submit("Hello"))).isEqualTo(FailureCode.NO_ANSWER);
    }
  }

  @Test
  void anSmscThatLeavesMessagesUnansweredIsRestedAndComesBack() {
    first.behaviour = _ -> TestSmsc.hang();
    SmsSettings settings =
        impatient().withFailover(new Failover(2, Duration.ofSeconds(3), AfterRefusal.GIVE_UP));
    try (Fixture gateway = gateway(settings)) {
      var _ = temporary(gateway.submit("one"));
      var _ = temporary(gateway.submit("two"));
      assertThat(acceptedBy(gateway.submit("three"))).isEqualTo("s2");
      assertThat(gateway.link("s1").state()).isEqualTo(LinkStatus.State.DEGRADED);
      first.behaviour = _ -> first.take();
      Await.until("s1 is used again", () -> acceptedBy(gateway.submit("more")).equals("s1"));
    }
  }

  @Test
  void anSmscThatDropsTheConnectionLeavesTheMessageToTheOther() throws IOException {
    try (Fixture gateway = gateway(settings())) {
      int port = first.port();
      first.close();
      Await.until("s1 is seen to be down", () -> gateway.link("s1").state() != LinkStatus.State.UP);
      assertThat(acceptedBy(gateway.submit("Hello"))).isEqualTo("s2");
      first = new TestSmsc(port);
      gateway.up("s1");
      assertThat(acceptedBy(gateway.submit("Hello"))).isEqualTo("s1");
    }
  }

  @Test
  void withoutAnyLinkTheMessageWaits() {
    try (Fixture gateway = gateway(settings())) {
      first.close();
      second.close();
      Await.until(
          "both are down",
          () ->
              gateway.sms.links().stream().noneMatch(link -> link.state() == LinkStatus.State.UP));
      assertThat(temporary(gateway.submit("Hello")).failure().code())
          .isEqualTo(FailureCode.LINK_DOWN);
    }
  }

  @Test
  void withoutAnySmscTheMessageHasNoService() {
    try (Fixture gateway = new Fixture(Fixture.settings())) {
      assertThat(permanent(gateway.submit("Hello"))).isEqualTo(FailureCode.NO_SERVICE);
    }
  }

  @Test
  void aReplyGoesByTheSmscThatItsServiceIdentifierNames() {
    try (Fixture gateway = gateway(settings())) {
      OutboundMessage plain = Fixture.message("Hello");
      StandaloneMessage m = plain.message();
      StandaloneMessage reply =
          new StandaloneMessage(
              m.originator(),
              m.recipient(),
              m.threading(),
              m.imdnId(),
              m.requested(),
              m.sentAt(),
              Optional.of(ServiceIdentifier.of("sms", "s2")),
              m.subject(),
              m.content(),
              m.cpim());
      OutboundMessage message =
          new OutboundMessage(
              plain.delivery(),
              reply,
              plain.from(),
              plain.to(),
              plain.expires(),
              1,
              plain.alreadyAccepted());
      assertThat(acceptedBy(gateway.submit(message))).isEqualTo("s2");
    }
  }

  @Test
  void smscsOfOnePriorityShareTheLoadByWeight() {
    SmsSettings settings =
        Fixture.settings(
            Fixture.smsc("s1", first.port()).withShare(1, 3),
            Fixture.smsc("s2", second.port()).withShare(1, 1));
    try (Fixture gateway = gateway(settings)) {
      for (int i = 0; i < 400; i++) {
        var _ = gateway.submit("n" + i);
      }
      assertThat(first.submitted.size()).isBetween(240, 360);
      assertThat(second.submitted.size()).isBetween(40, 160);
    }
  }

  @Test
  void theOutcomeOfAnEndedValidityIsFinal() {
    try (Fixture gateway = gateway(settings())) {
      OutboundMessage m = Fixture.message("Hello");
      OutboundMessage late =
          new OutboundMessage(
              m.delivery(),
              m.message(),
              m.from(),
              m.to(),
              m.message().sentAt().minusSeconds(1),
              1,
              m.alreadyAccepted());
      assertThat(permanent(gateway.submit(late))).isEqualTo(FailureCode.EXPIRED);
      assertThat(first.submitted).isEmpty();
    }
  }
}
