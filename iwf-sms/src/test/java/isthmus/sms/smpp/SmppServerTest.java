package isthmus.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.Await;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Our SMSC side against jSMPP's client session and against raw sockets. */
class SmppServerTest {
  private static final TypeOfNumber TON = TypeOfNumber.INTERNATIONAL;
  private static final NumberingPlanIndicator NPI = NumberingPlanIndicator.ISDN;

  private final SmppRuntime runtime = SmppRuntime.standard();
  private final EsmeDesk desk = new EsmeDesk();

  @AfterEach
  void stop() {
    runtime.close();
  }

  private SmppServer server(EsmeAccount... accounts) throws IOException {
    return server(SmppServerConfig.of("127.0.0.1", 0, "isthmus"), desk, accounts);
  }

  private SmppServer server(SmppServerConfig config, EsmeRequests requests, EsmeAccount... accounts)
      throws IOException {
    SmppServer server = new SmppServer(config, List.of(accounts), runtime, requests);
    server.start();
    return server;
  }

  private static SMPPSession esme(SmppServer server, BindType type, BlockingQueue<String> received)
      throws IOException {
    SMPPSession session = new SMPPSession();
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
      assertEquals("answer", received.poll(10, TimeUnit.SECONDS));
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
      assertEquals("found", received.poll(10, TimeUnit.SECONDS));
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
  void whoDoesNotBindIsDisconnected() throws Exception {
    SmppServerConfig config =
        SmppServerConfig.of("127.0.0.1", 0, "isthmus")
            .withTimers(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofSeconds(30), 2);
    try (SmppServer server = server(config, desk, EsmeAccount.of("esme", "pw"));
        RawPeer peer = RawPeer.connect(server.port())) {
      assertTrue(peer.isClosedByPeer());
      Await.until("no connection is left", () -> server.status().connections() == 0);
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
  void theRateAndTheSourceAddressOfAnAccountAreKept() throws Exception {
    EsmeAccount account =
        EsmeAccount.of("esme", "pw")
            .withAddresses(List.of("1555", "SHOP"), List.of("777", "7771"))
            .withLimits(
                new EsmeAccount.Limits(
                    100, 5, 10, 0, 100, Duration.ofSeconds(1), Duration.ofSeconds(2)));
    try (SmppServer server = server(account);
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.bind("esme", "pw");
      peer.write(RawPeer.SUBMIT_SM, 0, 2, RawPeer.message("1666", "2", "x"));
      assertEquals(CommandStatus.RINVSRCADR, peer.read().status());
      peer.write(RawPeer.SUBMIT_SM, 0, 3, RawPeer.message("1555", "2", "x"));
      assertEquals(0, peer.read().status());
      int status = 0;
      for (int i = 4; i < 500 && status == 0; i++) {
        peer.write(RawPeer.SUBMIT_SM, 0, i, RawPeer.message("1555", "2", "x"));
        status = peer.read().status();
      }
      assertEquals(CommandStatus.RTHROTTLED, status);
      assertTrue(server.status().accounts().getFirst().overRate() > 0);
      assertEquals("esme", server.serving(SmppAddress.international("77712")).orElseThrow().id());
      assertTrue(server.serving(SmppAddress.international("888")).isEmpty());
    }
  }

  @Test
  void requestsBeyondTheWindowAreThrottledAndThoseWithinWaitForTheCommit() throws Exception {
    CompletableFuture<Answer> commit = new CompletableFuture<>();
    EsmeRequests group =
        new EsmeDesk() {
          @Override
          public CompletionStage<Answer> onMessage(
              EsmeAccount account, String sessionId, MessagePdu message) {
            return commit;
          }
        };
    EsmeAccount account =
        EsmeAccount.of("esme", "pw")
            .withLimits(
                new EsmeAccount.Limits(
                    3, 0, 10, 0, 100, Duration.ofSeconds(1), Duration.ofSeconds(2)));
    SmppServerConfig config = SmppServerConfig.of("127.0.0.1", 0, "isthmus");
    try (SmppServer server = server(config, group, account);
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.bind("esme", "pw");
      for (int i = 1; i <= 5; i++) {
        peer.write(RawPeer.SUBMIT_SM, 0, i, RawPeer.message("1", "2", "x"));
      }
      for (int i = 4; i <= 5; i++) {
        RawPeer.Pdu response = peer.read();
        assertEquals(CommandStatus.RTHROTTLED, response.status());
        assertEquals(i, response.sequence());
      }
      commit.complete(Answer.taken("c"));
      Set<Integer> answered = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        answered.add(peer.read().sequence());
      }
      assertEquals(Set.of(1, 2, 3), answered);
    }
  }

  @Test
  void aFailedStageIsASystemErrorAndALateAnswerAThrottle() throws Exception {
    EsmeRequests failing =
        new EsmeDesk() {
          @Override
          public CompletionStage<Answer> onMessage(
              EsmeAccount account, String sessionId, MessagePdu message) {
            return switch (Inbox.text(message)) {
              case "fails" -> CompletableFuture.failedFuture(new IllegalStateException("as told"));
              case "throws" -> throw new IllegalStateException("as told");
              default -> new CompletableFuture<>();
            };
          }
        };
    try (SmppServer server = server(answeringWithin(100), failing, EsmeAccount.of("esme", "pw"));
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.bind("esme", "pw");
      peer.write(RawPeer.SUBMIT_SM, 0, 2, RawPeer.message("1", "2", "fails"));
      assertEquals(
          CommandStatus.RSYSERR, peer.readUntil(RawPeer.SUBMIT_SM | RawPeer.RESPONSE).status());
      peer.write(RawPeer.SUBMIT_SM, 0, 3, RawPeer.message("1", "2", "throws"));
      assertEquals(
          CommandStatus.RSYSERR, peer.readUntil(RawPeer.SUBMIT_SM | RawPeer.RESPONSE).status());
      peer.write(RawPeer.SUBMIT_SM, 0, 4, RawPeer.message("1", "2", "dawdles"));
      assertEquals(
          CommandStatus.RTHROTTLED, peer.readUntil(RawPeer.SUBMIT_SM | RawPeer.RESPONSE).status());
    }
  }

  private static SmppServerConfig answeringWithin(int millis) {
    SmppServerConfig usual = SmppServerConfig.of("127.0.0.1", 0, "isthmus");
    return new SmppServerConfig(
        usual.host(),
        usual.port(),
        usual.systemId(),
        usual.interfaceVersion(),
        usual.tls(),
        usual.maxConnections(),
        usual.bindTimeout(),
        usual.response(),
        usual.enquireLink(),
        usual.maxMissedEnquiries(),
        usual.maxPduOctets(),
        Duration.ofMillis(millis));
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
  void anAnnouncedGigabyteIsRefusedBeforeTheBind() throws Exception {
    try (SmppServer server = server(EsmeAccount.of("esme", "pw"))) {
      for (int length : new int[] {0x40000000, -1, 15, 0, 70_001}) {
        try (RawPeer peer = RawPeer.connect(server.port())) {
          peer.writeRaw(ByteBuffer.allocate(16).putInt(length).putInt(9).array());
          RawPeer.Pdu nack = peer.read();
          assertEquals(RawPeer.GENERIC_NACK, nack.id());
          assertEquals(CommandStatus.RINVCMDLEN, nack.status());
          assertTrue(peer.isClosedByPeer());
        }
      }
      Await.until("no connection is left", () -> server.status().connections() == 0);
    }
  }

  @Test
  void aSilentEsmeIsDroppedAndItsDeliveriesEndAsNoAnswer() throws Exception {
    SmppServerConfig config =
        SmppServerConfig.of("127.0.0.1", 0, "isthmus")
            .withTimers(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(50), 1);
    try (SmppServer server = server(config, desk, EsmeAccount.of("esme", "pw"));
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.bind("esme", "pw");
      CompletionStage<RequestResult> stage = server.deliver("esme", Pdus.deliver("x"));
      RequestResult.NoAnswer result =
          assertInstanceOf(RequestResult.NoAnswer.class, Await.get(stage));
      assertTrue(Set.of(RequestResult.Cause.values()).contains(result.cause()));
      assertTrue(peer.isClosedByPeer());
    }
  }

  @Test
  void aPeerThatSendsButNeverReadsIsHeldBack() throws Exception {
    byte[] flood = new byte[16 * 1000];
    for (int i = 0; i < 1000; i++) {
      System.arraycopy(RawPeer.pdu(RawPeer.ENQUIRE_LINK, 0, i + 1), 0, flood, 16 * i, 16);
    }
    try (SmppServer server = server(EsmeAccount.of("esme", "pw"));
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.bind("esme", "pw");
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  // 320 MB, if somebody took them.
                  for (int i = 0; i < 20_000; i++) {
                    peer.writeRaw(flood);
                  }
                } catch (IOException _) {
                  // Closed at the end of the test.
                }
              });
      long[] seen = {0, System.nanoTime()};
      Await.until(
          "the server takes no more for half a second",
          () -> {
            long now = enquiries(server);
            if (now != seen[0]) {
              seen[0] = now;
              seen[1] = System.nanoTime();
            }
            return now > 0 && System.nanoTime() - seen[1] > 500_000_000;
          });
      assertTrue(seen[0] < 2_000_000, "took " + seen[0]);
    }
  }

  private static long enquiries(SmppServer server) {
    return server.status().connectionCounts().enquireLinkReceived();
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
    Inbox inbox = new Inbox();
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
