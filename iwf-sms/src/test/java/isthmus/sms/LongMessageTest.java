package isthmus.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import isthmus.cpm.codec.mime.MediaType;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.interworking.OutboundMessage;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.KeySource;
import isthmus.sms.SmscSettings.Parts;
import isthmus.sms.SmscSettings.Unanswered;
import isthmus.sms.smpp.CommandStatus;
import isthmus.sms.smpp.SubmitPdu;
import isthmus.sms.text.DataCoding;
import isthmus.sms.text.InboundPdu;
import isthmus.sms.text.InboundSegment;
import isthmus.sms.text.MessageContent;
import isthmus.sms.text.Reassembly;
import isthmus.sms.text.SegmentationProfile;
import isthmus.sms.text.TextProfile;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages that take several short messages. */
class LongMessageTest {
  private static final String EMOJI = "👩‍👩‍👧‍👦 Grüße 🇨🇭 ".repeat(14);
  private static final String THREE_PARTS = "0123456789".repeat(40);

  private static SmsSettings oneSmsc(TestSmsc smsc) {
    return Fixture.settings(Fixture.smsc("s1", smsc.port()));
  }

  private static InboundSegment read(SubmitPdu submit) {
    return InboundSegment.extract(
        new InboundPdu(
            submit.esmClass(),
            new DataCoding(submit.dataCoding()),
            submit.shortMessage(),
            Map.of()),
        TextProfile.STANDARD);
  }

  private static int reference(SubmitPdu submit) {
    return read(submit).place().orElseThrow().reference();
  }

  private static int number(SubmitPdu submit) {
    return read(submit).place().orElseThrow().sequence();
  }

  private static List<Integer> numbers(TestSmsc smsc) {
    return smsc.submitted.stream().map(LongMessageTest::number).toList();
  }

  @Test
  void aLongEmojiMessageArrivesWhole() throws Exception {
    try (TestSmsc smsc = new TestSmsc();
        Fixture gateway = new Fixture(oneSmsc(smsc)).up("s1")) {
      DeliveryOutcome.Accepted accepted =
          assertInstanceOf(DeliveryOutcome.Accepted.class, gateway.submit(EMOJI));
      int total = accepted.parts().size();
      assertThat(total).isEqualTo(smsc.submitted.size()).isGreaterThan(4);
      assertThat(accepted.parts().stream().map(ExternalPart::number))
          .isEqualTo(IntStream.rangeClosed(1, total).boxed().toList());
      Reassembly read =
          Reassembly.of(total, smsc.submitted.stream().map(submit -> read(submit).part()).toList());
      assertThat(read.content(TextProfile.STANDARD, "?")).isEqualTo(new MessageContent.Text(EMOJI));
    }
  }

  @Test
  void partsFollowEachOtherOnlyAfterTheAnswer() throws Exception {
    try (TestSmsc smsc = new TestSmsc();
        Fixture gateway = new Fixture(oneSmsc(smsc)).up("s1")) {
      CompletableFuture<isthmus.sms.smpp.Answer> held = new CompletableFuture<>();
      smsc.behaviour = submit -> number(submit) == 2 ? held : smsc.take();
      CompletableFuture<DeliveryOutcome> outcome = gateway.submitting(Fixture.message(THREE_PARTS));
      Await.until("part 2 is there", () -> smsc.submitted.size() == 2);
      assertThat(outcome).isNotDone();
      held.complete(isthmus.sms.smpp.Answer.taken("x2"));
      assertInstanceOf(DeliveryOutcome.Accepted.class, Await.get(outcome));
      assertThat(numbers(smsc)).isEqualTo(List.of(1, 2, 3));
    }
  }

  @Test
  void pipelinedPartsDoNotWaitForEachOther() throws Exception {
    try (TestSmsc smsc = new TestSmsc();
        Fixture gateway =
            new Fixture(
                    Fixture.settings(
                        Fixture.smsc("s1", smsc.port())
                            .withSubmission(Parts.PIPELINED, Unanswered.TEMPORARY)))
                .up("s1")) {
      List<CompletableFuture<isthmus.sms.smpp.Answer>> held =
          List.of(new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>());
      smsc.behaviour = submit -> held.get(number(submit) - 1);
      CompletableFuture<DeliveryOutcome> outcome = gateway.submitting(Fixture.message(THREE_PARTS));
      Await.until("all parts are there", () -> smsc.submitted.size() == 3);
      for (int i = 2; i >= 0; i--) {
        held.get(i).complete(isthmus.sms.smpp.Answer.taken("p" + (i + 1)));
      }
      DeliveryOutcome.Accepted accepted =
          assertInstanceOf(DeliveryOutcome.Accepted.class, Await.get(outcome));
      assertThat(accepted.parts().stream().map(ExternalPart::externalId))
          .isEqualTo(List.of("p1", "p2", "p3"));
    }
  }

  @Test
  void aLaterAttemptContinuesTheMessageWithTheSameReference() throws Exception {
    try (TestSmsc smsc = new TestSmsc()) {
      OutboundMessage message = Fixture.message(THREE_PARTS);
      smsc.behaviour =
          submit -> number(submit) == 2 ? TestSmsc.refuse(CommandStatus.RX_T_APPN) : smsc.take();
      List<ExternalPart> accepted;
      try (Fixture gateway = new Fixture(oneSmsc(smsc)).up("s1")) {
        DeliveryOutcome.TemporaryFailure failed =
            assertInstanceOf(DeliveryOutcome.TemporaryFailure.class, gateway.submit(message));
        assertThat(failed.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
        assertThat(failed.parts().stream().map(ExternalPart::number)).isEqualTo(List.of(1));
        accepted = failed.parts();
      }
      // Another node, or this one after a restart.
      smsc.behaviour = _ -> smsc.take();
      try (Fixture gateway = new Fixture(oneSmsc(smsc)).up("s1")) {
        DeliveryOutcome.Accepted done =
            assertInstanceOf(
                DeliveryOutcome.Accepted.class, gateway.submit(Fixture.again(message, accepted)));
        assertThat(done.parts().stream().map(ExternalPart::number)).isEqualTo(List.of(1, 2, 3));
        assertThat(numbers(smsc)).isEqualTo(List.of(1, 2, 2, 3));
        assertThat(smsc.submitted.stream().map(LongMessageTest::reference).distinct()).hasSize(1);
      }
    }
  }

  @Test
  void aPartRefusedForGoodFailsTheMessageWithThePartsBeforeIt() throws Exception {
    try (TestSmsc smsc = new TestSmsc();
        Fixture gateway = new Fixture(oneSmsc(smsc)).up("s1")) {
      smsc.behaviour =
          submit -> number(submit) == 2 ? TestSmsc.refuse(CommandStatus.RX_P_APPN) : smsc.take();
      DeliveryOutcome.PermanentFailure failed =
          assertInstanceOf(DeliveryOutcome.PermanentFailure.class, gateway.submit(THREE_PARTS));
      assertThat(failed.failure().code()).isEqualTo(FailureCode.REJECTED);
      assertThat(failed.parts()).hasSize(1);
      assertThat(numbers(smsc)).isEqualTo(List.of(1, 2));
    }
  }

  @Test
  void anotherSmscContinuesWhatTheFirstBegan() throws Exception {
    try (TestSmsc first = new TestSmsc();
        TestSmsc second = new TestSmsc();
        Fixture gateway =
            new Fixture(
                    Fixture.settings(
                        Fixture.smsc("s1", first.port()),
                        Fixture.smsc("s2", second.port()).withShare(2, 1)))
                .up("s1", "s2")) {
      first.behaviour =
          submit -> number(submit) == 2 ? TestSmsc.refuse(CommandStatus.RSYSERR) : first.take();
      DeliveryOutcome.Accepted accepted =
          assertInstanceOf(DeliveryOutcome.Accepted.class, gateway.submit(THREE_PARTS));
      assertThat(accepted.parts().stream().map(ExternalPart::peer))
          .isEqualTo(List.of("s1", "s2", "s2"));
      assertThat(numbers(second)).isEqualTo(List.of(2, 3));
      assertThat(reference(second.submitted.getFirst()))
          .isEqualTo(reference(first.submitted.getFirst()));
    }
  }

  @Test
  void anSmscThatMarksPartsOtherwiseDoesNotContinue() throws Exception {
    try (TestSmsc first = new TestSmsc();
        TestSmsc second = new TestSmsc();
        Fixture gateway =
            new Fixture(
                    Fixture.settings(
                        Fixture.smsc("s1", first.port()),
                        Fixture.smsc("s2", second.port())
                            .withShare(2, 1)
                            .withSegmentation(
                                SegmentationProfile.STANDARD.withWay(SegmentationProfile.Way.SAR))))
                .up("s1", "s2")) {
      first.behaviour =
          submit -> number(submit) == 2 ? TestSmsc.refuse(CommandStatus.RSYSERR) : first.take();
      DeliveryOutcome.TemporaryFailure failed =
          assertInstanceOf(DeliveryOutcome.TemporaryFailure.class, gateway.submit(THREE_PARTS));
      assertThat(failed.parts()).hasSize(1);
      assertThat(second.submitted).isEmpty();
    }
  }

  @Test
  void anSmscThatVanishesBetweenPartsLeavesTheMessageUnknownButKeepsItsParts() throws Exception {
    try (TestSmsc smsc = new TestSmsc();
        Fixture gateway = new Fixture(oneSmsc(smsc)).up("s1")) {
      smsc.behaviour = submit -> number(submit) == 2 ? TestSmsc.hang() : smsc.take();
      CompletableFuture<DeliveryOutcome> outcome = gateway.submitting(Fixture.message(THREE_PARTS));
      Await.until("part 2 is there", () -> smsc.submitted.size() == 2);
      smsc.leave();
      DeliveryOutcome.TemporaryFailure failed =
          assertInstanceOf(DeliveryOutcome.TemporaryFailure.class, Await.get(outcome));
      assertThat(failed.failure().code()).isEqualTo(FailureCode.NO_ANSWER);
      assertThat(failed.parts()).hasSize(1);
      Await.until("the link is down", () -> gateway.link("s1").state() != LinkStatus.State.UP);
    }
  }

  @Test
  void aMessageOfTooManyPartsIsTooLarge() throws Exception {
    try (TestSmsc smsc = new TestSmsc();
        Fixture gateway = new Fixture(oneSmsc(smsc)).up("s1")) {
      DeliveryOutcome.PermanentFailure failed =
          assertInstanceOf(
              DeliveryOutcome.PermanentFailure.class, gateway.submit("x".repeat(153 * 20 + 1)));
      assertThat(failed.failure().code()).isEqualTo(FailureCode.TOO_LARGE);
      assertThat(smsc.submitted).isEmpty();
    }
  }

  @Test
  void aPictureIsNoShortMessage() throws Exception {
    try (TestSmsc smsc = new TestSmsc();
        Fixture gateway = new Fixture(oneSmsc(smsc)).up("s1")) {
      Content picture = new Content(MediaType.of("image/png"), Octets.of(new byte[] {1, 2}));
      OutboundMessage message =
          Fixture.message(
              picture,
              "+15557654321",
              new KeySource(InstantSource.system()).nextDelivery(),
              List.of(),
              1,
              Fixture.bothReceipts());
      DeliveryOutcome.PermanentFailure failed =
          assertInstanceOf(DeliveryOutcome.PermanentFailure.class, gateway.submit(message));
      assertThat(failed.failure().code()).isEqualTo(FailureCode.CONTENT_REFUSED);
      assertThat(smsc.submitted).isEmpty();
    }
  }

  @Test
  void recentMessagesBetweenTwoPartiesHaveReferencesOfTheirOwn() {
    ConcatenationReferences references = new ConcatenationReferences();
    KeySource keys = new KeySource(InstantSource.system());
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      seen.add(references.of(keys.nextDelivery(), "+1", "+2", 0xff));
    }
    assertThat(seen).hasSize(100);
    assertThat(seen.stream().filter(reference -> reference < 0 || reference > 255)).isEmpty();
  }

  @Test
  void referencesOfManyMessagesAreSpreadEvenly() {
    KeySource keys = new KeySource(InstantSource.system());
    Map<Integer, Long> counts =
        IntStream.range(0, 25_600)
            .map(_ -> ConcatenationReferences.natural(keys.nextDelivery(), 0xff))
            .boxed()
            .collect(Collectors.groupingBy(reference -> reference, Collectors.counting()));
    assertThat(counts).hasSize(256);
    assertThat(counts.values()).allMatch(count -> count > 40 && count < 200);
  }
}
