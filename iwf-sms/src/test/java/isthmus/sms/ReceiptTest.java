package isthmus.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.DeliveryOutcome.Finality;
import isthmus.cpm.interworking.InterworkingInbound.ReceiptAnswer;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.interworking.Remark;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.KeySource;
import isthmus.sms.ReceiptSettings.Registered;
import isthmus.sms.smpp.Answer;
import isthmus.sms.smpp.BindMode;
import isthmus.sms.smpp.CommandStatus;
import isthmus.sms.smpp.DataPdu;
import isthmus.sms.smpp.DeliverPdu;
import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.smpp.SubmitPdu;
import isthmus.sms.smpp.Tlv;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What SMSCs report. */
class ReceiptTest {
  private TestSmsc smsc;
  private Fixture gateway;

  @BeforeEach
  void open() throws IOException {
    smsc = new TestSmsc();
    gateway = new Fixture(Fixture.settings(Fixture.smsc("s1", smsc.port()))).up("s1");
  }

  @AfterEach
  void close() {
    gateway.close();
    smsc.close();
  }

  private SubmitPdu submitted() {
    assertInstanceOf(DeliveryOutcome.Accepted.class, gateway.submit("Hello"));
    return smsc.submitted.getLast();
  }

  private LegacyReceipt received() {
    return gateway.inbound.receipts.getLast();
  }

  @Test
  void aReceiptThatOvertakesTheAnswerIsHandedOnAtOnce() {
    CompletableFuture<Answer> held = new CompletableFuture<>();
    smsc.behaviour = _ -> held;
    CompletableFuture<DeliveryOutcome> outcome = gateway.submitting(Fixture.message("Hello"));
    Await.until("the message is there", () -> smsc.submitted.size() == 1);
    gateway.inbound.receiptAnswer = ReceiptAnswer.KEPT;
    assertInstanceOf(
        RequestResult.Accepted.class,
        smsc.deliver(Pdus.receipt(smsc.submitted.getFirst(), "early", "DELIVRD")));
    assertThat(outcome).isNotDone();
    held.complete(Answer.taken("early"));
    DeliveryOutcome.Accepted accepted =
        assertInstanceOf(DeliveryOutcome.Accepted.class, Await.get(outcome));
    assertThat(received().candidates()).contains(accepted.parts().getFirst().externalId());
    assertThat(gateway.counter("s1", "receipts-unmatched")).isEqualTo(1);
  }

  @Test
  void aReceiptOnAnotherBindCarriesTheSamePeer() throws IOException {
    gateway.close();
    gateway =
        new Fixture(
                Fixture.settings(
                    SmscSettings.of(
                        Fixture.link("s1", smsc.port())
                            .withBinds(2, BindMode.TRANSMITTER, BindMode.RECEIVER))))
            .up("s1");
    SubmitPdu submit = submitted();
    assertInstanceOf(
        RequestResult.Accepted.class, smsc.deliver(Pdus.receipt(submit, "m1", "DELIVRD")));
    assertThat(received().peer()).isEqualTo("s1");
  }

  @Test
  void aDecimalReceiptMeansTheHexadecimalIdOfTheAnswer() {
    smsc.behaviour = _ -> CompletableFuture.completedFuture(Answer.taken("1F4"));
    DeliveryOutcome.Accepted accepted =
        assertInstanceOf(DeliveryOutcome.Accepted.class, gateway.submit("Hello"));
    smsc.sendReceipt(smsc.submitted.getFirst(), "0000000500", "DELIVRD");
    assertThat(received().candidates()).contains(accepted.parts().getFirst().externalId());
    smsc.behaviour = _ -> CompletableFuture.completedFuture(Answer.taken("500"));
    accepted = assertInstanceOf(DeliveryOutcome.Accepted.class, gateway.submit("Hello"));
    smsc.sendReceipt(smsc.submitted.getLast(), "000001F4", "DELIVRD");
    assertThat(received().candidates()).contains(accepted.parts().getFirst().externalId());
  }

  @Test
  void messageState2IsDeliveredAnd3IsExpired() {
    SubmitPdu submit = submitted();
    var _ = smsc.deliver(Pdus.receiptInTlvs(submit, "m1", 2));
    assertThat(received().disposition()).contains(Disposition.DELIVERED);
    var _ = smsc.deliver(Pdus.receiptInTlvs(submit, "m1", 3));
    assertThat(received().disposition()).contains(Disposition.FAILED);
    assertThat(received().state()).isEqualTo("EXPIRED");
  }

  @Test
  void interimStatesAreRecordedWithoutDisposition() {
    SubmitPdu submit = submitted();
    smsc.sendReceipt(submit, "m1", "ENROUTE");
    assertThat(received().disposition()).isEmpty();
    smsc.sendReceipt(submit, "m1", "ACCEPTD");
    assertThat(received().disposition()).isEmpty();
    DeliverPdu interim = Pdus.receipt(submit, "m1", "DELIVRD");
    var _ =
        smsc.deliver(
            DeliverPdu.of(
                interim.source(), interim.destination(), 0x20, 0, interim.shortMessage()));
    assertThat(received().disposition()).isEmpty();
  }

  @Test
  void aReceiptIsFoundByItsIdWhateverItsAddressesAreAndItsTimeIsThatOfItsArrival() {
    SubmitPdu submit = submitted();
    Instant before = Instant.now();
    DeliverPdu receipt = Pdus.receipt(submit, "m1", "DELIVRD");
    for (SmppAddress source : List.of(submit.source(), SmppAddress.unspecified())) {
      assertInstanceOf(
          RequestResult.Accepted.class,
          smsc.deliver(DeliverPdu.of(source, source, 4, 0, receipt.shortMessage())));
      assertThat(received().candidates()).contains("m1");
      assertThat(received().disposition()).contains(Disposition.DELIVERED);
      assertThat(received().at()).isBetween(before, Instant.now());
    }
  }

  @Test
  void aReceiptWhoseTextIsInThePayloadCounts() {
    SubmitPdu submit = submitted();
    DeliverPdu receipt = Pdus.receipt(submit, "m1", "UNDELIV");
    assertInstanceOf(
        RequestResult.Accepted.class,
        smsc.deliver(
            DeliverPdu.of(receipt.source(), receipt.destination(), 4, 0, Octets.empty())
                .withTlvs(
                    List.of(
                        Tlv.cString(0x1403, "vendor"),
                        new Tlv(Tlv.MESSAGE_PAYLOAD, receipt.shortMessage())))));
    assertThat(received().disposition()).contains(Disposition.FAILED);
    assertThat(received().state()).isEqualTo("UNDELIV");
  }

  @Test
  void anAcknowledgementThatAHandsetWroteIsAnsweredAndIsNoMessage() {
    for (int esmClass : new int[] {0x08, 0x10}) {
      assertInstanceOf(
          RequestResult.Accepted.class,
          smsc.deliver(DeliverPdu.of(Pdus.BOB, Pdus.ALICE, esmClass, 0, Pdus.octets("Yes"))));
    }
    assertThat(gateway.inbound.messages).isEmpty();
    assertThat(gateway.inbound.receipts).isEmpty();
    assertThat(gateway.counter("s1", "receipts-unparsable")).isEqualTo(2);
  }

  @Test
  void aReceiptInDataSmCounts() {
    SubmitPdu submit = submitted();
    DeliverPdu receipt = Pdus.receipt(submit, "m1", "UNDELIV");
    var _ =
        smsc.deliver(
            new DataPdu(
                "",
                receipt.source(),
                receipt.destination(),
                4,
                0,
                0,
                List.of(new Tlv(Tlv.MESSAGE_PAYLOAD, receipt.shortMessage()))));
    assertThat(received().disposition()).contains(Disposition.FAILED);
    assertThat(received().error()).contains("000");
  }

  @Test
  void aReceiptThatOnlyTlvsMarkIsNoMessage() {
    SubmitPdu submit = submitted();
    DeliverPdu unmarked =
        DeliverPdu.of(submit.destination(), submit.destination(), 0, 0, Octets.empty())
            .withTlvs(
                List.of(
                    Tlv.cString(Tlv.RECEIPTED_MESSAGE_ID, "m1"), Tlv.octet(Tlv.MESSAGE_STATE, 2)));
    var _ = smsc.deliver(unmarked);
    assertThat(gateway.inbound.receipts).hasSize(1);
    assertThat(gateway.inbound.messages).isEmpty();
  }

  @Test
  void aUserCannotForgeAReceiptByWritingOne() {
    SubmitPdu submit = submitted();
    DeliverPdu receipt = Pdus.receipt(submit, "m1", "DELIVRD");
    var _ =
        smsc.deliver(
            DeliverPdu.of(receipt.source(), receipt.destination(), 0, 0, receipt.shortMessage()));
    assertThat(gateway.inbound.receipts).isEmpty();
    assertThat(gateway.inbound.messages).hasSize(1);
  }

  @Test
  void aSuspendedGatewayAsksForTheReceiptAgain() {
    SubmitPdu submit = submitted();
    gateway.inbound.receiptAnswer = ReceiptAnswer.SUSPENDED;
    assertThat(smsc.deliver(Pdus.receipt(submit, "m1", "DELIVRD")))
        .isInstanceOfSatisfying(
            RequestResult.Refused.class,
            refused -> assertThat(refused.commandStatus()).isEqualTo(CommandStatus.RX_T_APPN));
    gateway.inbound.receiptAnswer = ReceiptAnswer.REPEATED;
    assertInstanceOf(
        RequestResult.Accepted.class, smsc.deliver(Pdus.receipt(submit, "m1", "DELIVRD")));
  }

  @Test
  void aReceiptThatNobodyCanReadIsKeptForTheOperator() {
    DeliverPdu odd =
        DeliverPdu.of(Pdus.BOB, Pdus.ALICE, 4, 0, Pdus.octets("stat:DELIVRD without an id"));
    assertInstanceOf(RequestResult.Accepted.class, smsc.deliver(odd));
    assertThat(gateway.inbound.receipts).isEmpty();
    assertThat(gateway.counter("s1", "receipts-unparsable")).isEqualTo(1);
    Remark kept = gateway.sms.remarks().getFirst();
    assertThat(kept.peer()).isEqualTo("s1");
    assertThat(kept.service()).isEqualTo("sms");
    assertThat(kept.what()).isNotBlank().doesNotContain("DELIVRD without");
    assertThat(kept.detail()).isEqualTo(odd.shortMessage().toHex());
    for (int i = 0; i < 150; i++) {
      var _ = smsc.deliver(odd);
    }
    assertThat(gateway.sms.remarks()).hasSize(100);
  }

  @Test
  void receiptsAreAskedForAsTheSettingsSay() throws IOException {
    assertThat(registered(Registered.ON_REQUEST, Fixture.bothReceipts())).isEqualTo(1);
    assertThat(registered(Registered.ON_REQUEST, DispositionRequest.NONE)).isEqualTo(0);
    assertThat(registered(Registered.ALWAYS, DispositionRequest.NONE)).isEqualTo(1);
    assertThat(registered(Registered.FAILURE, Fixture.bothReceipts())).isEqualTo(2);
    assertThat(registered(Registered.NEVER, Fixture.bothReceipts())).isEqualTo(0);
  }

  private int registered(Registered setting, DispositionRequest asked) throws IOException {
    gateway.close();
    gateway =
        new Fixture(
                Fixture.settings(
                    Fixture.smsc("s1", smsc.port())
                        .withReceipts(ReceiptSettings.STANDARD.withRegistered(setting))))
            .up("s1");
    DeliveryOutcome.Accepted accepted =
        assertInstanceOf(
            DeliveryOutcome.Accepted.class,
            gateway.submit(
                Fixture.message(
                    Content.text("Hello"),
                    "+15557654321",
                    new KeySource(InstantSource.system()).nextDelivery(),
                    List.of(),
                    1,
                    asked)));
    int bits = smsc.submitted.getLast().registeredDelivery();
    assertThat(accepted.finality())
        .isEqualTo(bits == 0 ? Finality.NO_MORE_NEWS : Finality.AWAITS_RECEIPT);
    return bits;
  }

  @Test
  void anAnswerWithoutIdLeavesThePartAnIdOfOurs() {
    smsc.behaviour = _ -> CompletableFuture.completedFuture(Answer.taken(""));
    DeliveryOutcome.Accepted accepted =
        assertInstanceOf(DeliveryOutcome.Accepted.class, gateway.submit("Hello"));
    assertThat(accepted.parts().getFirst().externalId()).isNotBlank();
    assertThat(Optional.of(accepted.parts().getFirst().rawId())).isPresent();
  }
}
