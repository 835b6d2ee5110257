package isthmus.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.DeliveryOutcome.Finality;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.message.KeySource;
import isthmus.sms.mapping.StatusTable;
import isthmus.sms.smpp.Answer;
import isthmus.sms.smpp.CommandStatus;
import isthmus.sms.smpp.DeliverPdu;
import isthmus.sms.smpp.EsmeAccount;
import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.smpp.SmppServerConfig;
import isthmus.sms.smpp.SubmitMultiPdu;
import isthmus.sms.smpp.SubmitPdu;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An SMSC that binds to us, and what an ESME says to several at once. */
class SmscAccountTest {
  private static final EsmeAccount ACCOUNT =
      EsmeAccount.of("peer", "pw")
          .withKind(EsmeAccount.Kind.SMSC)
          .withAddresses(List.of(), List.of("+1555"));

  private final RecordingInbound inbound = new RecordingInbound(InstantSource.system());
  private final AccountPdus pdus = pdus();

  private AccountPdus pdus() {
    Map<String, Peer> peers =
        Map.of("peer", Peer.of(SmppAccountSettings.of(ACCOUNT), StatusTable.defaults()));
    Addresses addresses =
        new Addresses(Fixture.PARSER, SmsSettings.ShortCodes.ALLOWED, "sms-name.invalid");
    ExternalIds ids = new ExternalIds(new KeySource(InstantSource.system()));
    PeerDirectory directory = id -> Optional.ofNullable(peers.get(id));
    MessageIntake messages =
        new MessageIntake(
            inbound,
            addresses,
            ids,
            InstantSource.system(),
            new PartIntake(
                inbound.parts(),
                InstantSource.system(),
                new AssembledMessages(
                    inbound, addresses, directory, SmsSettings.Reassembly.STANDARD)));
    return new AccountPdus(
        peers,
        new SmscPdus(
            peers,
            new ReceiptIntake(inbound, new UnparsableReceipts(), InstantSource.system()),
            messages),
        messages,
        new AccountOperations(inbound),
        ids,
        InstantSource.system());
  }

  private Answer deliver(DeliverPdu pdu) {
    return Await.get(pdus.onMessage(ACCOUNT, "esme-1", pdu));
  }

  @Test
  void itsMessagesAndReceiptsAreThoseOfAnSmsc() {
    assertThat(deliver(Pdus.deliver("Hi"))).isEqualTo(Answer.ok());
    LegacyMessage message = inbound.messages.getFirst();
    assertThat(message.externalId()).isEmpty();
    assertThat(message.peer()).isEqualTo("peer");
    SubmitPdu about = SubmitPdu.of(Pdus.ALICE, Pdus.BOB, 0, Pdus.octets("x"));
    assertThat(deliver(Pdus.receipt(about, "7", "DELIVRD"))).isEqualTo(Answer.ok());
    assertThat(inbound.receipts.getFirst().peer()).isEqualTo("peer");
    assertThat(inbound.receipts.getFirst().disposition()).contains(Disposition.DELIVERED);
  }

  @Test
  void itIsSentSubmitsAndItsReceiptsAreAwaited() {
    try (Fixture gateway =
        new Fixture(
            SmsSettings.of(
                List.of(),
                Optional.of(
                    new SmppServerSettings(
                        List.of(SmppServerConfig.of("127.0.0.1", 0, "isthmus")),
                        List.of(SmppAccountSettings.of(ACCOUNT))))))) {
      DeliveryOutcome.TemporaryFailure waiting =
          assertInstanceOf(DeliveryOutcome.TemporaryFailure.class, gateway.submit("Hello"));
      assertThat(waiting.failure().code()).isEqualTo(FailureCode.LINK_DOWN);
      try (PeerSmsc peer = new PeerSmsc(gateway.sms.listeningPorts().getFirst())) {
        DeliveryOutcome.Accepted accepted =
            assertInstanceOf(DeliveryOutcome.Accepted.class, gateway.submit("Hello"));
        assertThat(accepted.finality()).isEqualTo(Finality.AWAITS_RECEIPT);
        assertThat(accepted.parts().getFirst().externalId()).isEqualTo("77");
        assertThat(peer.submits()).isEqualTo(1);
      }
    }
  }

  @Test
  void submitMultiIsOneMessageForEachDestination() {
    SubmitPdu message = SubmitPdu.of(Pdus.BOB, SmppAddress.unspecified(), 0, Pdus.octets("all"));
    SmppAddress wrong = SmppAddress.unspecified();
    Answer answer =
        Await.get(
            pdus.onSubmitMulti(
                ACCOUNT,
                "esme-1",
                new SubmitMultiPdu(
                    message,
                    List.of(Pdus.ALICE, wrong, SmppAddress.international("15551000002")),
                    List.of())));
    Answer.TakenForSome some = assertInstanceOf(Answer.TakenForSome.class, answer);
    assertThat(some.failed())
        .isEqualTo(List.of(new Answer.FailedDestination(wrong, CommandStatus.RINVDSTADR)));
    assertThat(inbound.messages.stream().map(m -> m.externalId().orElseThrow()).toList())
        .isEqualTo(List.of(some.messageId() + ".1", some.messageId() + ".3"));
    assertThat(ExternalIds.answered(some.messageId() + ".3")).isEqualTo(List.of(some.messageId()));
  }

  @Test
  void submitMultiToAListIsRefused() {
    SubmitPdu message = SubmitPdu.of(Pdus.BOB, SmppAddress.unspecified(), 0, Pdus.octets("all"));
    assertThat(
            Await.get(
                    pdus.onSubmitMulti(
                        ACCOUNT,
                        "esme-1",
                        new SubmitMultiPdu(message, List.of(), List.of("everyone"))))
                .commandStatus())
        .isEqualTo(CommandStatus.RINVDLNAME);
  }
}
