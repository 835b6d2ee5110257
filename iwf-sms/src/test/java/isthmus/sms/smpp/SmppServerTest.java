package isthmus.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jsmpp.bean.Address;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.EnquireLink;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceIfPresentFlag;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.junit.jupiter.api.Test;

/** Our SMSC side against jSMPP's client session and against raw sockets. */
class SmppServerTest extends SmppFixture {
  private static final TypeOfNumber TON = TypeOfNumber.INTERNATIONAL;
  private static final NumberingPlanIndicator NPI = NumberingPlanIndicator.ISDN;

  private static SMPPSession esme(SmppServer server, BindType type, BlockingQueue<String> received)
      throws IOException {
    SMPPSession session = new SMPPSession();
    session.setTransactionTimer(60_000);
    session.setMessageReceiverListener(new Receiver(received));
    String systemId =
        session.connectAndBind(
            "127.0.0.1",
            server.port(),
            new BindParameter(
                type,
                "esme",
                "pw",
                "",
                TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.UNKNOWN,
                null));
    assertEquals("isthmus", systemId);
    return session;
  }

  private static SubmitSmResult submit(SMPPSession session, String text) throws Exception {
    return session.submitShortMessage(
        "",
        TON,
        NPI,
        "15551000001",
        TON,
        NPI,
        "15557654321",
        new ESMClass(),
        (byte) 0,
        (byte) 0,
        null,
        null,
        new RegisteredDelivery(1),
        (byte) 0,
        DataCodings.ZERO,
        (byte) 0,
        text.getBytes(StandardCharsets.US_ASCII));
  }

  private record Receiver(BlockingQueue<String> received) implements MessageReceiverListener {
    @Override
    public void onAcceptDeliverSm(DeliverSm sm) {
      received.add(new String(sm.getShortMessage(), StandardCharsets.US_ASCII));
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {}

    @Override
    public DataSmResult onAcceptDataSm(DataSm sm, Session source) {
      throw new AssertionError("no data_sm expected");
    }

    @Override
    public void onAcceptEnquireLink(EnquireLink enquireLink, Session source) {}
  }

  @Test
  void anEsmeSubmitsAndIsDeliveredTo() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    try (SmppServer server = server(EsmeAccount.of("esme", "pw"))) {
      SMPPSession esme = esme(server, BindType.BIND_TRX, received);
      assertEquals("t1", submit(esme, "hello").getMessageId());
      SubmitPdu submit = assertInstanceOf(SubmitPdu.class, desk.messages.getFirst());
      assertEquals(Pdus.submit("hello").withRegisteredDelivery(1), submit);
      RequestResult result = Await.get(server.deliver("esme", Pdus.deliver("answer")));
      assertInstanceOf(RequestResult.Accepted.class, result);
      assertEquals("answer", received.poll(60, TimeUnit.SECONDS));
      ServerStatus.AccountStatus status = server.status().accounts().getFirst();
      assertEquals(1, status.sessions().size());
      assertEquals(BindMode.TRANSCEIVER, status.sessions().getFirst().mode());
      esme.unbindAndClose();
      Await.until(
          "the session is gone", () -> server.status().accounts().getFirst().sessions().isEmpty());
      assertEquals(0, server.status().connections());
    }
  }

  @Test
  void deliveriesGoToAReceiverAndAreHandedBackWithoutOne() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    try (SmppServer server = server(EsmeAccount.of("esme", "pw"))) {
      SMPPSession transmitter = esme(server, BindType.BIND_TX, new LinkedBlockingQueue<>());
      assertEquals(
          RequestResult.Reason.LINK_DOWN,
          assertInstanceOf(
                  RequestResult.NotSent.class,
                  Await.get(server.deliver("esme", Pdus.deliver("lost"))))
              .reason());
      SMPPSession receiver = esme(server, BindType.BIND_RX, received);
      assertInstanceOf(
          RequestResult.Accepted.class, Await.get(server.deliver("esme", Pdus.deliver("found"))));
      assertEquals("found", received.poll(60, TimeUnit.SECONDS));
      transmitter.unbindAndClose();
      receiver.unbindAndClose();
    }
  }

  @Test
  void queryCancelReplaceAndSubmitMultiAreAnswered() throws Exception {
    try (SmppServer server = server(EsmeAccount.of("esme", "pw"))) {
      SMPPSession esme = esme(server, BindType.BIND_TRX, new LinkedBlockingQueue<>());
      assertEquals(
          MessageState.ENROUTE,
          esme.queryShortMessage("t1", TON, NPI, "15551000001").getMessageState());
      esme.cancelShortMessage("", "t1", TON, NPI, "15551000001", TON, NPI, "15557654321");
      NegativeResponseException refused =
          assertThrows(
              NegativeResponseException.class,
              () ->
                  esme.replaceShortMessage(
                      "t1",
                      TON,
                      NPI,
                      "15551000001",
                      null,
                      null,
                      new RegisteredDelivery(0),
                      (byte) 0,
                      new byte[] {'x'}));
      assertEquals(CommandStatus.RREPLACEFAIL, refused.getCommandStatus());
      SubmitMultiResult multi =
          esme.submitMultiple(
              "",
              TON,
              NPI,
              "15551000001",
              new Address[] {new Address(TON, NPI, "15557654321"), new Address(TON, NPI, "9991")},
              new ESMClass(),
              (byte) 0,
              (byte) 0,
              null,
              null,
              new RegisteredDelivery(0),
              new ReplaceIfPresentFlag(0),
              DataCodings.ZERO,
              (byte) 0,
              new byte[] {'x'});
      assertEquals("multi", multi.getMessageId());
      assertEquals(1, multi.getUnsuccessDeliveries().length);
      assertEquals("9991", multi.getUnsuccessDeliveries()[0].getDestinationAddress().getAddress());
      esme.unbindAndClose();
    }
  }

  @Test
  void bindsAreRefusedForTheReasonThatHolds() throws Exception {
    EsmeAccount account = EsmeAccount.of("esme", "pw");
    Map<EsmeAccount, Integer> refusals =
        Map.of(
            account.withNetworks(List.of(Cidr.parse("10.0.0.0/8"))),
            CommandStatus.RBINDFAIL,
            account.withBinds(1, Set.of(BindMode.RECEIVER)),
            CommandStatus.RBINDFAIL);
    for (Map.Entry<EsmeAccount, Integer> refusal : refusals.entrySet()) {
      assertEquals(refusal.getValue(), bindStatus(refusal.getKey(), "esme", "pw"));
    }
    assertEquals(CommandStatus.RINVPASWD, bindStatus(account, "esme", "pW"));
    assertEquals(CommandStatus.RINVSYSID, bindStatus(account, "stranger", "pw"));
    assertEquals(CommandStatus.RINVPASWD, bindStatus(account, "esme", "morethan8"));
    assertEquals(0, bindStatus(account, "esme", "pw"));
  }

  private int bindStatus(EsmeAccount account, String systemId, String password) throws IOException {
    try (SmppServer server = server(account);
        RawPeer peer = RawPeer.connect(server.port())) {
      return peer.bind(systemId, password).status();
    }
  }

  @Test
  void noMoreSessionsAreBoundThanAllowed() throws Exception {
    EsmeAccount one = EsmeAccount.of("esme", "pw").withBinds(1, Set.of(BindMode.TRANSCEIVER));
    try (SmppServer server = server(one);
        RawPeer first = RawPeer.connect(server.port());
        RawPeer second = RawPeer.connect(server.port())) {
      assertEquals(0, first.bind("esme", "pw").status());
      assertEquals(CommandStatus.RALYBND, first.bind("esme", "pw").status());
      assertEquals(CommandStatus.RALYBND, second.bind("esme", "pw").status());
      assertTrue(second.isClosedByPeer());
      assertEquals(1, server.status().accounts().getFirst().sessions().size());
    }
  }

  @Test
  void requestsOutsideTheirStateOrUnknownAreAnsweredWithTheRightStatus() throws Exception {
    try (SmppServer server = server(EsmeAccount.of("esme", "pw"));
        RawPeer peer = RawPeer.connect(server.port())) {
      byte[] message = RawPeer.message("1", "2", "x");
      peer.write(RawPeer.SUBMIT_SM, 0, 1, message);
      assertEquals(CommandStatus.RINVBNDSTS, peer.read().status());
      peer.bind("esme", "pw");
      peer.write(RawPeer.DELIVER_SM, 0, 2, message);
      assertEquals(CommandStatus.RINVBNDSTS, peer.read().status());
      peer.write(0x111, 0, 3, message);
      assertEquals(
          new RawPeer.Pdu(RawPeer.GENERIC_NACK, CommandStatus.RINVCMDID, 3, Octets.empty()),
          peer.read());
      peer.write(RawPeer.SUBMIT_SM, 0, 4, (byte) 'n', (byte) 'o');
      assertEquals(CommandStatus.RINVCMDLEN, peer.read().status());
      peer.write(RawPeer.SUBMIT_SM, 0, 5, message);
      assertEquals(0, peer.read().status());
    }
  }

  @Test
  void anSmscMayDeliverToUsAndBeSubmittedTo() throws Exception {
    EsmeAccount smsc = EsmeAccount.of("esme", "pw").withKind(EsmeAccount.Kind.SMSC);
    try (SmppServer server = server(smsc);
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.bind("esme", "pw");
      peer.write(RawPeer.DELIVER_SM, 0, 2, RawPeer.message("1", "2", "from the SMSC"));
      assertEquals(0, peer.read().status());
      assertInstanceOf(DeliverPdu.class, desk.messages.getFirst());
      CompletionStage<RequestResult> sent = server.deliver("esme", Pdus.submit("to the SMSC"));
      RawPeer.Pdu submit = peer.readUntil(RawPeer.SUBMIT_SM);
      peer.write(RawPeer.SUBMIT_SM | RawPeer.RESPONSE, 0, submit.sequence(), RawPeer.cString("x9"));
      assertEquals(
          "x9", assertInstanceOf(RequestResult.Accepted.class, Await.get(sent)).messageId());
    }
  }

  @Test
  void whoHasTheAnswerToItsBindCanBeDeliveredTo() throws Exception {
    try (SmppServer server = server(EsmeAccount.of("esme", "pw"))) {
      for (int i = 0; i < 200; i++) {
        try (RawPeer peer = RawPeer.connect(server.port())) {
          peer.bind("esme", "pw");
          CompletionStage<RequestResult> stage = server.deliver("esme", Pdus.deliver("n" + i));
          RawPeer.Pdu deliver = peer.readUntil(RawPeer.DELIVER_SM);
          peer.write(
              RawPeer.DELIVER_SM | RawPeer.RESPONSE, 0, deliver.sequence(), RawPeer.cString(""));
          assertInstanceOf(RequestResult.Accepted.class, Await.get(stage));
        }
        Await.until("it is gone", () -> server.status().connections() == 0);
      }
    }
  }

  @Test
  void threeThousandRandomPdusLeaveTheServerUsable() throws Exception {
    try (SmppServer server = server(EsmeAccount.of("esme", "pw"))) {
      Random random = new Random(4711);
      int sent = 0;
      while (sent < 3_000) {
        try (RawPeer peer = RawPeer.connect(server.port())) {
          if (sent % 2 == 0) {
            peer.bind("esme", "pw");
          }
          for (int i = 0; i < 150; i++) {
            peer.writeRaw(RandomPdu.framed(random));
            sent++;
          }
          if (random.nextBoolean()) {
            byte[] noise = new byte[500];
            random.nextBytes(noise);
            peer.writeRaw(noise);
          }
        } catch (IOException _) {
          // Closed by the server, as random octets deserve.
          sent++;
        }
      }
      Await.until("all connections are gone", () -> server.status().connections() == 0);
      SMPPSession esme = esme(server, BindType.BIND_TRX, new LinkedBlockingQueue<>());
      assertTrue(submit(esme, "good").getMessageId().startsWith("t"));
      esme.unbindAndClose();
    }
  }

  @Test
  void ourLinkAndOurServerUnderstandEachOther() throws Exception {
    try (SmppServer server = server(EsmeAccount.of("esme", "pw"));
        SmscLink link = new SmscLink(Pdus.link(server.port()), runtime, inbox, (_, _, _) -> {})) {
      link.start();
      Await.until("the link is up", link::isUp);
      SubmitPdu rich =
          Pdus.submit("rich")
              .withEsmClass(0x40)
              .withPriorityFlag(3)
              .withProtocolId(0x41)
              .withServiceType("CMT")
              .withTimes("", "000001000000000R")
              .withTlvs(
                  List.of(
                      Tlv.uint16(Tlv.SAR_MSG_REF_NUM, 0xFFC8),
                      Tlv.cString(0x1403, "vendor"),
                      new Tlv(Tlv.MESSAGE_PAYLOAD, Octets.of(new byte[40_000]))));
      var _ = Await.get(link.submit(rich));
      assertEquals(rich, desk.messages.getFirst());
      List<CompletionStage<RequestResult>> deliveries =
          IntStream.range(0, 500)
              .mapToObj(i -> server.deliver("esme", Pdus.deliver("n" + i)))
              .toList();
      deliveries.forEach(d -> assertInstanceOf(RequestResult.Accepted.class, Await.get(d)));
      assertEquals(IntStream.range(0, 500).mapToObj(i -> "n" + i).toList(), inbox.texts());
    }
  }
}
