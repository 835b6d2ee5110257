package isthmus.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.DeliveryOutcome.Finality;
import isthmus.cpm.interworking.InboundAnswer;
import isthmus.cpm.interworking.InterworkingInbound.LegacyState;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.interworking.OutboundDisposition;
import isthmus.cpm.message.KeySource;
import isthmus.sms.smpp.Answer;
import isthmus.sms.smpp.CancelPdu;
import isthmus.sms.smpp.CommandStatus;
import isthmus.sms.smpp.DataPdu;
import isthmus.sms.smpp.EsmeAccount;
import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.smpp.QueryPdu;
import isthmus.sms.smpp.QueryResult;
import isthmus.sms.smpp.ReplacePdu;
import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.smpp.SmppServerConfig;
import isthmus.sms.smpp.SubmitPdu;
import isthmus.sms.smpp.Tlv;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ESMEs that bind to us. */
class AccountTest {
  private static final String LONG = "All work and no play. ".repeat(16);

  private TestSmsc smsc;
  private Fixture gateway;
  private TestEsme esme;

  @BeforeEach
  void open() throws Exception {
    smsc = new TestSmsc();
    SmppAccountSettings shop =
        SmppAccountSettings.of(
            EsmeAccount.of("shop", "pw").withAddresses(List.of(), List.of("4455", "+1555765")));
    gateway =
        new Fixture(
                SmsSettings.of(
                    List.of(Fixture.smsc("s1", smsc.port())),
                    Optional.of(
                        new SmppServerSettings(
                            List.of(
                                SmppServerConfig.of("127.0.0.1", 0, "isthmus"),
                                SmppServerConfig.of("127.0.0.1", 0, "isthmus")),
                            List.of(shop)))))
            .up("s1");
    esme = new TestEsme(gateway.sms.listeningPorts().getLast(), "shop");
  }

  @AfterEach
  void close() {
    esme.close();
    gateway.close();
    smsc.close();
  }

  private static SubmitPdu submit(String text) {
    return SubmitPdu.of(Pdus.BOB, Pdus.ALICE, 0, Pdus.octets(text));
  }

  private String id(RequestResult result) {
    return assertInstanceOf(RequestResult.Accepted.class, result).messageId();
  }

  private static int status(RequestResult result) {
    return assertInstanceOf(RequestResult.Refused.class, result).commandStatus();
  }

  private DeliveryOutcome tell(LegacyMessage about, String id, Disposition disposition) {
    CompletableFuture<DeliveryOutcome> told = new CompletableFuture<>();
    gateway.sms.notify(
        new OutboundDisposition(
            new KeySource(InstantSource.system()).nextDelivery(),
            about.peer(),
            id,
            "+15551000001",
            "+15557654321",
            Instant.now(),
            disposition,
            Instant.now()),
        told::complete);
    return Await.get(told);
  }

  private LegacyMessage taken() {
    return gateway.inbound.messages.getLast();
  }

  @Test
  void aSubmittedMessageIsHandedOnAndItsReceiptComesBackUnderTheIdGiven() {
    String id = id(esme.submit(submit("Your parcel").withRegisteredDelivery(1)));
    assertThat(id).matches("[0-9a-f]{32}");
    LegacyMessage message = taken();
    assertThat(message.content().text()).isEqualTo("Your parcel");
    assertThat(message.peer()).isEqualTo("shop");
    assertThat(message.service()).hasToString("sms.shop");
    assertThat(message.externalId()).contains(id);
    assertThat(message.requested()).isEqualTo(Fixture.bothReceipts());
    DeliveryOutcome outcome = tell(message, id, Disposition.DELIVERED);
    assertThat(outcome).isEqualTo(new DeliveryOutcome.Accepted(List.of(), Finality.NO_MORE_NEWS));
    MessagePdu receipt = esme.received.getFirst();
    assertThat(receipt.isReceipt()).isTrue();
    assertThat(TestEsme.text(receipt)).startsWith("id:" + id + " sub:001 dlvrd:001");
    assertThat(TestEsme.text(receipt)).contains("stat:DELIVRD");
    assertThat(receipt.tlv(Tlv.RECEIPTED_MESSAGE_ID).orElseThrow().asCString()).isEqualTo(id);
    assertThat(receipt.tlv(Tlv.MESSAGE_STATE).orElseThrow().asUnsigned()).isEqualTo(2);
    assertThat(receipt.source()).isEqualTo(Pdus.ALICE);
    assertThat(receipt.destination()).isEqualTo(Pdus.BOB);
  }

  @Test
  void everyKindOfFailureHasItsState() {
    String id = id(esme.submit(submit("x").withRegisteredDelivery(1)));
    var _ = tell(taken(), id, Disposition.FAILED);
    var _ = tell(taken(), id, Disposition.FORBIDDEN);
    var _ = tell(taken(), id, Disposition.ERROR);
    assertThat(esme.texts().stream().map(text -> text.replaceAll(".*stat:(\\w+).*", "$1")).toList())
        .isEqualTo(List.of("UNDELIV", "REJECTD", "UNKNOWN"));
  }

  @Test
  void thatAMessageWasReadHasNoFormInSms() {
    String id = id(esme.submit(submit("x").withRegisteredDelivery(1)));
    assertInstanceOf(DeliveryOutcome.Accepted.class, tell(taken(), id, Disposition.DISPLAYED));
    assertThat(esme.received).isEmpty();
  }

  @Test
  void aMessageThatCameBySmscLinkGetsNoReceipt() {
    var _ = smsc.deliver(Pdus.deliver("Hi"));
    assertInstanceOf(DeliveryOutcome.Accepted.class, tell(taken(), "", Disposition.DELIVERED));
    assertThat(smsc.submitted).isEmpty();
  }

  @Test
  void aReceiptForAnAbsentEsmeWaits() {
    String id = id(esme.submit(submit("x").withRegisteredDelivery(1)));
    esme.leave();
    Await.until("it is gone", () -> gateway.link("shop").state() == LinkStatus.State.DOWN);
    DeliveryOutcome.TemporaryFailure waiting =
        assertInstanceOf(
            DeliveryOutcome.TemporaryFailure.class, tell(taken(), id, Disposition.DELIVERED));
    assertThat(waiting.failure().code()).isEqualTo(FailureCode.LINK_DOWN);
    try (TestEsme back = new TestEsme(gateway.sms.listeningPorts().getFirst(), "shop")) {
      assertInstanceOf(DeliveryOutcome.Accepted.class, tell(taken(), id, Disposition.DELIVERED));
      assertThat(back.received).hasSize(1);
    }
  }

  @Test
  void aReceiptThatTheEsmeCannotTakeNowIsTriedAgain() {
    String id = id(esme.submit(submit("x").withRegisteredDelivery(1)));
    esme.answer = Answer.declined(CommandStatus.RX_T_APPN);
    assertInstanceOf(
        DeliveryOutcome.TemporaryFailure.class, tell(taken(), id, Disposition.DELIVERED));
    esme.answer = Answer.declined(CommandStatus.RX_P_APPN);
    assertInstanceOf(
        DeliveryOutcome.PermanentFailure.class, tell(taken(), id, Disposition.DELIVERED));
  }

  @Test
  void everyPartOfALongMessageGetsItsReceipt() {
    List<String> ids =
        Pdus.submits(LONG, 3).stream()
            .map(part -> id(esme.submit(part.withRegisteredDelivery(1))))
            .toList();
    assertThat(Set.copyOf(ids)).hasSize(3);
    assertThat(taken().content().text()).isEqualTo(LONG);
    var _ = tell(taken(), taken().externalId().orElseThrow(), Disposition.DELIVERED);
    Set<String> receipted =
        esme.received.stream()
            .map(receipt -> receipt.tlv(Tlv.RECEIPTED_MESSAGE_ID).orElseThrow().asCString())
            .collect(Collectors.toCollection(HashSet::new));
    assertThat(receipted).isEqualTo(Set.copyOf(ids));
  }

  @Test
  void aReceiptAskedForWithTheLastPartOnlyIsAskedForTheMessage() {
    List<SubmitPdu> parts = Pdus.submits(LONG, 3);
    var _ = esme.submit(parts.get(0));
    var _ = esme.submit(parts.get(1));
    var _ = esme.submit(parts.get(2).withRegisteredDelivery(1));
    assertThat(taken().requested()).isEqualTo(Fixture.bothReceipts());
  }

  @Test
  void whatTheGatewaySaysBecomesTheStatusThatTheEsmeUnderstands() {
    assertThat(answer(RecordingInbound.refused(FailureCode.BAD_RECIPIENT)))
        .isEqualTo(CommandStatus.RINVDSTADR);
    assertThat(answer(RecordingInbound.refused(FailureCode.NOT_AUTHORISED)))
        .isEqualTo(CommandStatus.RINVSRCADR);
    assertThat(answer(RecordingInbound.refused(FailureCode.TOO_LARGE)))
        .isEqualTo(CommandStatus.RINVMSGLEN);
    assertThat(answer(RecordingInbound.refused(FailureCode.REJECTED)))
        .isEqualTo(CommandStatus.RX_R_APPN);
    assertThat(answer(RecordingInbound.refused(FailureCode.NO_SERVICE)))
        .isEqualTo(CommandStatus.RX_P_APPN);
    assertThat(answer(RecordingInbound.tryLater(FailureCode.CONGESTED)))
        .isEqualTo(CommandStatus.RTHROTTLED);
    assertThat(answer(RecordingInbound.tryLater(FailureCode.INTERNAL)))
        .isEqualTo(CommandStatus.RSYSERR);
    assertThat(answer(CompletableFuture.failedFuture(new IllegalStateException("test"))))
        .isEqualTo(CommandStatus.RSYSERR);
    gateway.inbound.messageAnswer =
        _ -> {
          throw new IllegalStateException("test");
        };
    assertThat(status(esme.submit(submit("x")))).isEqualTo(CommandStatus.RSYSERR);
    assertThat(gateway.inbound.messages).isEmpty();
  }

  private int answer(java.util.concurrent.CompletionStage<InboundAnswer> said) {
    gateway.inbound.messageAnswer = _ -> said;
    return status(esme.submit(submit("x")));
  }

  @Test
  void noRefusalForEverLooksTemporary() {
    for (FailureCode code : FailureCode.values()) {
      for (Terms.Side side : Terms.Side.values()) {
        int status =
            Replies.of(
                    new InboundAnswer.Refused(isthmus.cpm.failure.Failure.of(code, "test")),
                    "id",
                    side)
                .commandStatus();
        assertThat(status)
            .isNotIn(
                CommandStatus.ROK,
                CommandStatus.RSYSERR,
                CommandStatus.RX_T_APPN,
                CommandStatus.RTHROTTLED,
                CommandStatus.RMSGQFUL);
      }
    }
  }

  @Test
  void aValidityBecomesAnExpiryAndOneThatIsOverIsRefused() {
    Instant before = Instant.now();
    var _ = esme.submit(submit("x").withTimes("", "000001000000000R"));
    assertThat(taken().expires())
        .hasValueSatisfying(
            end ->
                assertThat(end)
                    .isBetween(
                        before.plus(Duration.ofHours(24)).minusSeconds(5),
                        before.plus(Duration.ofHours(24)).plusSeconds(30)));
    assertThat(status(esme.submit(submit("x").withTimes("", "200101000000000+"))))
        .isEqualTo(CommandStatus.RINVEXPIRY);
    assertThat(status(esme.submit(submit("x").withTimes("000001000000000R", ""))))
        .isEqualTo(CommandStatus.RINVSCHED);
  }

  @Test
  void wrongAddressesAndBinaryAreRefused() {
    assertThat(
            status(
                esme.submit(
                    SubmitPdu.of(Pdus.BOB, SmppAddress.unspecified(), 0, Pdus.octets("x")))))
        .isEqualTo(CommandStatus.RINVDSTADR);
    assertThat(
            status(
                esme.submit(
                    SubmitPdu.of(SmppAddress.unspecified(), Pdus.ALICE, 0, Pdus.octets("x")))))
        .isEqualTo(CommandStatus.RINVSRCADR);
    assertThat(status(esme.submit(SubmitPdu.of(Pdus.BOB, Pdus.ALICE, 4, Octets.of((byte) 1)))))
        .isEqualTo(0x104);
  }

  @Test
  void aDatagramThatAsksForAReceiptIsAMessageLikeAnyOther() {
    String id = id(esme.submit(submit("x").withEsmClass(0x01).withRegisteredDelivery(1)));
    assertThat(taken().externalId()).contains(id);
    assertThat(taken().requested()).isEqualTo(Fixture.bothReceipts());
  }

  @Test
  void dataSmCarriesAMessageToo() {
    RequestResult result =
        esme.data(
            new DataPdu(
                "",
                Pdus.BOB,
                Pdus.ALICE,
                0,
                1,
                0,
                List.of(new Tlv(Tlv.MESSAGE_PAYLOAD, Pdus.octets("by data")))));
    assertThat(taken().externalId()).contains(id(result));
    assertThat(taken().content().text()).isEqualTo("by data");
  }

  @Test
  void anAlphanumericSenderIsAnAddressThatNobodyCanAnswer() {
    var _ =
        esme.submit(
            SubmitPdu.of(SmppAddress.alphanumeric("Acme"), Pdus.ALICE, 0, Pdus.octets("x")));
    assertThat(taken().from().uri()).isEqualTo("sip:Acme@sms-name.invalid");
    assertInstanceOf(
        isthmus.cpm.interworking.AddressCheck.NotValid.class,
        gateway.sms.addressOf(taken().from()));
  }

  @Test
  void queryAndCancelAskTheGatewayUnderTheIdOfTheWholeMessage() {
    List<String> ids = Pdus.submits(LONG, 3).stream().map(part -> id(esme.submit(part))).toList();
    gateway.inbound.state = LegacyState.ENROUTE;
    QueryResult.Found found =
        assertInstanceOf(
            QueryResult.Found.class,
            esme.query(new QueryPdu(ids.get(1).toUpperCase(Locale.ROOT), Pdus.BOB)));
    assertThat(found.messageState()).isEqualTo(1);
    assertThat(gateway.inbound.asked)
        .isEqualTo(List.of("query shop " + taken().externalId().orElseThrow()));
    CancelPdu cancel = new CancelPdu("", ids.getFirst(), Pdus.BOB, Pdus.ALICE);
    assertThat(status(esme.cancel(cancel))).isEqualTo(CommandStatus.RCANCELFAIL);
    gateway.inbound.state = LegacyState.CANCELLED;
    assertInstanceOf(RequestResult.Accepted.class, esme.cancel(cancel));
    gateway.inbound.state = LegacyState.UNKNOWN;
    assertThat(status(esme.cancel(cancel))).isEqualTo(CommandStatus.RINVMSGID);
    assertThat(status(esme.cancel(new CancelPdu("", "1", Pdus.BOB, Pdus.ALICE))))
        .isEqualTo(CommandStatus.RINVMSGID);
    assertThat(
            status(
                esme.replace(
                    new ReplacePdu(ids.getFirst(), Pdus.BOB, "", "", 0, 0, Pdus.octets("other")))))
        .isEqualTo(CommandStatus.RREPLACEFAIL);
  }

  @Test
  void aMessageForAnAddressThatAnEsmeServesGoesToItAndIsDelivered() {
    for (String to : List.of("4455", "+15557654321")) {
      DeliveryOutcome.Accepted accepted =
          assertInstanceOf(
              DeliveryOutcome.Accepted.class, gateway.submit(Fixture.message("Order " + to, to)));
      assertThat(accepted.finality()).isEqualTo(Finality.DELIVERED);
      assertThat(accepted.parts().getFirst().peer()).isEqualTo("shop");
    }
    assertThat(esme.texts()).isEqualTo(List.of("Order 4455", "Order +15557654321"));
    assertThat(smsc.submitted).isEmpty();
  }

  @Test
  void aMessageForAnAbsentEsmeWaitsAndOthersGoToTheSmsc() {
    esme.leave();
    Await.until("it is gone", () -> gateway.link("shop").state() == LinkStatus.State.DOWN);
    assertInstanceOf(
        DeliveryOutcome.TemporaryFailure.class, gateway.submit(Fixture.message("x", "4455")));
    assertThat(smsc.submitted).isEmpty();
    assertInstanceOf(
        DeliveryOutcome.Accepted.class, gateway.submit(Fixture.message("x", "+15551112222")));
    assertThat(smsc.submitted).hasSize(1);
  }

  @Test
  void linksAndAccountsAreListedWithTheirBounds() {
    LinkStatus shop = gateway.link("shop");
    assertThat(shop.state()).isEqualTo(LinkStatus.State.UP);
    assertThat(shop.role()).isEqualTo("SMSC");
    assertThat(shop.gauges())
        .containsEntry("bound", 1L)
        .containsEntry("window-used", 0L)
        .containsEntry("window-limit", 100L)
        .containsKeys("queue-used", "queue-limit", "rate", "rate-limit", "binds");
    LinkStatus s1 = gateway.link("s1");
    assertThat(s1.role()).isEqualTo("ESME");
    assertThat(s1.gauges())
        .containsEntry("bound", 1L)
        .containsEntry("binds", 1L)
        .containsEntry("window-limit", 100L)
        .containsEntry("queue-limit", 10_000L);
    assertThat(s1.counters()).containsKeys("submitted", "receipts-unparsable", "timeouts");
  }
}
