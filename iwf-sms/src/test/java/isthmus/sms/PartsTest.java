package isthmus.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.InboundAnswer;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.interworking.PartStore;
import isthmus.sms.SmsSettings.Reassembly;
import isthmus.sms.SmsSettings.WhenIncomplete;
import isthmus.sms.smpp.BindMode;
import isthmus.sms.smpp.CommandStatus;
import isthmus.sms.smpp.DeliverPdu;
import isthmus.sms.smpp.RequestResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Long messages that come in. */
class PartsTest {
  private static final String LONG = "Ünïcödé 🎉 and then some more text; ".repeat(12);

  private TestSmsc smsc;
  private Fixture gateway;

  @BeforeEach
  void open() throws Exception {
    smsc = new TestSmsc();
    gateway = gateway(Reassembly.STANDARD);
  }

  private Fixture gateway(Reassembly reassembly) {
    SmscSettings two =
        SmscSettings.of(Fixture.link("s1", smsc.port()).withBinds(2, BindMode.TRANSCEIVER));
    return new Fixture(Fixture.settings(two).withReassembly(reassembly)).up("s1");
  }

  @AfterEach
  void close() {
    gateway.close();
    smsc.close();
  }

  private void deliver(DeliverPdu part) {
    assertInstanceOf(RequestResult.Accepted.class, smsc.deliver(part));
  }

  @Test
  void shuffledAndDoubledPartsMakeOneMessage() {
    for (int seed = 0; seed < 20; seed++) {
      List<DeliverPdu> parts = new ArrayList<>(Pdus.parts(LONG, seed));
      Random random = new Random(seed);
      DeliverPdu last = parts.removeLast();
      parts.addAll(List.copyOf(parts));
      Collections.shuffle(parts, random);
      parts.add(last);
      parts.forEach(this::deliver);
    }
    assertThat(gateway.inbound.texts()).hasSize(20).containsOnly(LONG);
    assertThat(gateway.inbound.parts.groups()).isZero();
  }

  @Test
  void partsThatCompleteAMessageOnTwoBindsAtOnceMakeItOnce() {
    for (int round = 0; round < 50; round++) {
      List<CompletionStage<RequestResult>> answers =
          Pdus.parts(LONG, round).stream().map(smsc::send).toList();
      answers.forEach(answer -> assertInstanceOf(RequestResult.Accepted.class, Await.get(answer)));
    }
    assertThat(gateway.inbound.texts()).hasSize(50).containsOnly(LONG);
  }

  @Test
  void theGroupIsNamedSoThatAcceptanceRemovesIt() {
    Pdus.parts(LONG, 7).forEach(this::deliver);
    LegacyMessage message = gateway.inbound.messages.getFirst();
    assertThat(message.partGroup()).isPresent();
    assertThat(message.externalId())
        .hasValueSatisfying(
            id -> assertThat(id).matches("[0-9a-f]{32}-" + Pdus.parts(LONG, 7).size()));
  }

  @Test
  void theLastPartIsAnsweredAfterTheMessageIsAccepted() {
    CompletableFuture<InboundAnswer> held = new CompletableFuture<>();
    gateway.inbound.messageAnswer = _ -> held;
    List<DeliverPdu> parts = Pdus.parts(LONG, 1);
    parts.subList(0, parts.size() - 1).forEach(this::deliver);
    CompletableFuture<RequestResult> last = smsc.send(parts.getLast()).toCompletableFuture();
    Await.until("all parts are there", () -> gateway.counter("s1", "parts-received") >= 2);
    assertThat(last).isNotDone();
    held.complete(Await.get(gateway.inbound.accepted()));
    assertInstanceOf(RequestResult.Accepted.class, Await.get(last));
  }

  @Test
  void aSuspendedGatewayAsksForTheLastPartAgainAndTakesItOnce() {
    gateway.inbound.messageAnswer = _ -> RecordingInbound.tryLater(FailureCode.INTERNAL);
    List<DeliverPdu> parts = Pdus.parts(LONG, 1);
    parts.subList(0, parts.size() - 1).forEach(this::deliver);
    assertThat(smsc.deliver(parts.getLast()))
        .isInstanceOfSatisfying(
            RequestResult.Refused.class,
            refused -> assertThat(refused.commandStatus()).isEqualTo(CommandStatus.RX_T_APPN));
    gateway.inbound.messageAnswer = _ -> gateway.inbound.accepted();
    deliver(parts.getLast());
    assertThat(gateway.inbound.texts()).isEqualTo(List.of(LONG));
  }

  @Test
  void aReferenceUsedAgainMakesASecondMessage() {
    String other = LONG.toUpperCase(java.util.Locale.ROOT);
    Pdus.parts(LONG, 5).forEach(this::deliver);
    Pdus.parts(LONG, 5).forEach(this::deliver);
    Pdus.parts(other, 5).forEach(this::deliver);
    assertThat(gateway.inbound.texts()).isEqualTo(List.of(LONG, LONG, other));
    assertThat(gateway.inbound.messages.stream().map(LegacyMessage::externalId).distinct().toList())
        .hasSize(3);
  }

  @Test
  void oneReferenceForAllMessagesOfAMomentLosesNone() {
    for (int i = 0; i < 300; i++) {
      Pdus.parts(i + ": " + LONG, 1).forEach(this::deliver);
      Pdus.parts(LONG, 1).forEach(this::deliver);
    }
    assertThat(gateway.inbound.texts()).hasSize(600);
  }

  @Test
  void aReferenceUsedAgainTooEarlyEndsTheIncompleteMessage() {
    String other = "9876543210".repeat(30);
    List<DeliverPdu> old = Pdus.parts("0123456789".repeat(30), 5);
    deliver(old.getFirst());
    Pdus.parts(other, 5).forEach(this::deliver);
    assertThat(gateway.inbound.texts()).hasSize(2);
    assertThat(gateway.inbound.texts().getFirst()).endsWith("[…]").startsWith("0123456789");
    assertThat(gateway.inbound.texts().getLast()).isEqualTo(other);
    assertThat(gateway.counter("s1", "parts-conflicting")).isEqualTo(1);
  }

  @Test
  void aMessageThatStaysIncompleteIsDeliveredWithTheMarker() {
    gateway.close();
    gateway = gateway(new Reassembly(Duration.ofMillis(1500), WhenIncomplete.DELIVER, "(missing)"));
    List<DeliverPdu> parts = Pdus.parts("0123456789".repeat(40), 9);
    deliver(parts.get(0));
    deliver(parts.get(2));
    Await.until("it is given up", () -> gateway.inbound.messages.size() == 1);
    assertThat(gateway.inbound.texts().getFirst()).contains("(missing)").endsWith("789");
    assertThat(gateway.inbound.parts.groups()).isZero();
    assertThat(gateway.counter("s1", "incomplete-delivered")).isEqualTo(1);
  }

  @Test
  void aMessageThatStaysIncompleteIsDroppedWhenSetSo() {
    gateway.close();
    gateway = gateway(new Reassembly(Duration.ofMillis(1500), WhenIncomplete.DROP, ""));
    deliver(Pdus.parts(LONG, 9).getFirst());
    Await.until("it is given up", () -> gateway.inbound.parts.groups() == 0);
    assertThat(gateway.inbound.messages).isEmpty();
    assertThat(gateway.counter("s1", "incomplete-dropped")).isEqualTo(1);
  }

  @Test
  void aPartRepeatedAfterItsMessageMakesNoFragment() {
    gateway.close();
    gateway = gateway(new Reassembly(Duration.ofMillis(1500), WhenIncomplete.DELIVER, "?"));
    List<DeliverPdu> parts = Pdus.parts(LONG, 9);
    parts.forEach(this::deliver);
    deliver(parts.getFirst());
    assertThat(gateway.inbound.parts.groups()).isEqualTo(1);
    Await.until("it is given up", () -> gateway.inbound.parts.groups() == 0);
    assertThat(gateway.inbound.texts()).isEqualTo(List.of(LONG));
  }

  @Test
  void aPartWithAnImpossiblePlaceIsAMessageOfItsOwn() {
    DeliverPdu part = Pdus.parts("0123456789".repeat(20), 3).getFirst();
    byte[] octets = part.shortMessage().toByteArray();
    octets[5] = 9;
    deliver(DeliverPdu.of(Pdus.BOB, Pdus.ALICE, 0x40, 0, Octets.of(octets)));
    assertThat(gateway.inbound.texts()).hasSize(1);
  }

  @Test
  void partsThatNobodyCanReadAreRemoved() {
    gateway.close();
    gateway = gateway(new Reassembly(Duration.ofMillis(100), WhenIncomplete.DELIVER, "?"));
    for (int number = 1; number <= 2; number++) {
      var _ =
          Await.get(
              gateway.inbound.parts.add(
                  new PartStore.Part("g", number, 3, Octets.of(new byte[] {7, 7}), Instant.now())));
    }
    Await.until("they are removed", () -> gateway.inbound.parts.groups() == 0);
    assertThat(gateway.inbound.messages).isEmpty();
  }

  @Test
  void aReceiverOnlyLinkTakesMessagesAndSubmitsNone() {
    gateway.close();
    gateway =
        new Fixture(
                Fixture.settings(
                    SmscSettings.of(
                        Fixture.link("s1", smsc.port()).withBinds(1, BindMode.RECEIVER))))
            .up("s1");
    Pdus.parts(LONG, 1).forEach(this::deliver);
    assertThat(gateway.inbound.texts()).isEqualTo(List.of(LONG));
    assertInstanceOf(DeliveryOutcome.TemporaryFailure.class, gateway.submit("Hello"));
  }

  @Test
  void partsThatARestartLeftAreCompletedByAnotherNode() {
    List<DeliverPdu> parts = Pdus.parts(LONG, 9);
    parts.subList(0, parts.size() - 1).forEach(this::deliver);
    RecordingInbound inbound = gateway.inbound;
    gateway.close();
    try (SmsInterworkingFunction other =
        new SmsInterworkingFunction(
            Fixture.settings(Fixture.smsc("s1", smsc.port())),
            inbound,
            Fixture.PARSER,
            java.time.InstantSource.system())) {
      other.start();
      Await.until(
          "it is up",
          () -> other.links().getFirst().state() == isthmus.cpm.interworking.LinkStatus.State.UP);
      deliver(parts.getLast());
      assertThat(inbound.texts()).isEqualTo(List.of(LONG));
    }
  }
}
