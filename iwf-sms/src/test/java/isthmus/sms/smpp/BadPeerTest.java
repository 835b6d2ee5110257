package isthmus.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.sms.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What real peers get wrong, one by one (facts B16, "bad-peer checklist"). */
class BadPeerTest extends SmppFixture {
  private static final byte[] MESSAGE = RawPeer.message("1", "2", "x");

  private static EsmeAccount account() {
    return EsmeAccount.of("esme", "pw");
  }

  private static EsmeAccount.Limits limits(double rate, int deliverWindow) {
    return new EsmeAccount.Limits(
        1_000, rate, deliverWindow, 0, 100, Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void aPeerThatSubmitsWithoutWaitingForItsBindIsAnsweredInOrder() throws Exception {
    try (SmppServer server = server(account());
        RawPeer peer = RawPeer.connect(server.port())) {
      ByteArrayOutputStream atOnce = new ByteArrayOutputStream();
      atOnce.writeBytes(
          RawPeer.pdu(RawPeer.BIND_TRANSCEIVER, 0, 1, RawPeer.bindBody("esme", "pw")));
      atOnce.writeBytes(RawPeer.pdu(RawPeer.SUBMIT_SM, 0, 2, MESSAGE));
      atOnce.writeBytes(RawPeer.pdu(RawPeer.ENQUIRE_LINK, 0, 3));
      peer.writeRaw(atOnce.toByteArray());
      RawPeer.Pdu bound = peer.read();
      assertEquals(RawPeer.BIND_TRANSCEIVER | RawPeer.RESPONSE, bound.id());
      assertEquals(0, bound.status());
      RawPeer.Pdu submitted = peer.readUntil(RawPeer.SUBMIT_SM | RawPeer.RESPONSE);
      assertEquals(0, submitted.status());
      assertEquals(2, submitted.sequence());
    }
  }

  @Test
  void aMessageWhoseSenderClosesAtOnceIsHandedOnAllTheSame() throws Exception {
    try (SmppServer server = server(account())) {
      try (RawPeer peer = RawPeer.connect(server.port())) {
        peer.bind("esme", "pw");
        peer.write(RawPeer.SUBMIT_SM, 0, 2, MESSAGE);
        Await.until("the message is there", () -> desk.messages.size() == 1);
      }
      Await.until("its connection is gone", () -> server.status().connections() == 0);
      try (RawPeer again = RawPeer.connect(server.port())) {
        assertEquals(0, again.bind("esme", "pw").status());
      }
    }
  }

  @Test
  void anSmscThatClosesBehindItsMessageIsBoundAgainAndItsMessageIsThere() throws Exception {
    try (RawSmsc smsc =
            new RawSmsc(
                (peer, number) -> {
                  peer.acceptBind();
                  peer.write(RawPeer.DELIVER_SM, 0, 1, RawPeer.message("1", "2", "from " + number));
                  if (number == 1) {
                    peer.read();
                  } else {
                    var _ = peer.isClosedByPeer();
                  }
                });
        SmscLink link = new SmscLink(Pdus.link(smsc.port()), runtime, inbox, (_, _, _) -> {})) {
      link.start();
      Await.until("both are there", () -> inbox.texts().equals(List.of("from 1", "from 2")));
      assertTrue(link.isUp());
    }
  }

  @Test
  void aDeliveryWithoutResponseGivesItsPlaceToTheNextAndMayBeAnsweredLate() throws Exception {
    SmppServerConfig config =
        config()
            .withTimers(Duration.ofSeconds(20), Duration.ofMillis(150), Duration.ofSeconds(30), 2);
    try (SmppServer server = server(config, desk, account().withLimits(limits(0, 1)));
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.bind("esme", "pw");
      CompletionStage<RequestResult> ignored = server.deliver("esme", Pdus.deliver("ignored"));
      RawPeer.Pdu first = peer.readUntil(RawPeer.DELIVER_SM);
      RequestResult.NoAnswer none =
          assertInstanceOf(RequestResult.NoAnswer.class, Await.get(ignored));
      assertEquals(RequestResult.Cause.TIMED_OUT, none.cause());
      peer.write(RawPeer.DELIVER_SM | RawPeer.RESPONSE, 0, first.sequence(), (byte) 0);
      assertInstanceOf(RequestResult.Accepted.class, Await.get(none.late()));
      RequestResult next = answeredDelivery(server, peer);
      assertInstanceOf(RequestResult.Accepted.class, next);
    }
  }

  // On a slow machine the answer itself may come too late; the window must be free each time.
  private static RequestResult answeredDelivery(SmppServer server, RawPeer peer)
      throws IOException {
    RequestResult result = new RequestResult.NotSent(RequestResult.Reason.CLOSED, "not tried");
    for (int i = 0; i < 10 && !(result instanceof RequestResult.Accepted); i++) {
      CompletionStage<RequestResult> next = server.deliver("esme", Pdus.deliver("next"));
      RawPeer.Pdu deliver = peer.readUntil(RawPeer.DELIVER_SM);
      peer.write(RawPeer.DELIVER_SM | RawPeer.RESPONSE, 0, deliver.sequence(), (byte) 0);
      result = Await.get(next);
    }
    return result;
  }

  @Test
  void aPeerThatNeverEnquiresStaysBoundAsLongAsItAnswers() throws Exception {
    SmppServerConfig config =
        config()
            .withTimers(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(20), 50);
    try (SmppServer server = server(config, desk, account());
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.bind("esme", "pw");
      // More than it may miss; so many that a slow machine is no reason to drop it.
      for (int i = 0; i < 60; i++) {
        RawPeer.Pdu enquiry = peer.read();
        assertEquals(RawPeer.ENQUIRE_LINK, enquiry.id());
        peer.write(RawPeer.ENQUIRE_LINK | RawPeer.RESPONSE, 0, enquiry.sequence());
      }
      peer.write(RawPeer.SUBMIT_SM, 0, 2, MESSAGE);
      assertEquals(0, peer.readUntil(RawPeer.SUBMIT_SM | RawPeer.RESPONSE).status());
    }
  }

  @Test
  void enquireLinksInABurstAreAnsweredOneForOneAndAMessageAmongThemIsTaken() throws Exception {
    int burst = 2_000;
    try (SmppServer server = server(account());
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.bind("esme", "pw");
      ByteArrayOutputStream pdus = new ByteArrayOutputStream();
      for (int i = 0; i < burst; i++) {
        pdus.writeBytes(RawPeer.pdu(RawPeer.ENQUIRE_LINK, 0, 10 + i));
      }
      pdus.writeBytes(RawPeer.pdu(RawPeer.SUBMIT_SM, 0, 2, MESSAGE));
      peer.writeRaw(pdus.toByteArray());
      List<Integer> enquiries = new ArrayList<>();
      int submits = 0;
      while (enquiries.size() < burst || submits == 0) {
        RawPeer.Pdu response = peer.read();
        if (response.id() == (RawPeer.SUBMIT_SM | RawPeer.RESPONSE)) {
          assertEquals(0, response.status());
          submits++;
        } else {
          enquiries.add(response.sequence() - 10);
        }
      }
      assertEquals(IntStream.range(0, burst).boxed().toList(), enquiries);
    }
  }

  @Test
  void aPeerThatIgnoresThrottlingIsThrottledOnAndStaysBound() throws Exception {
    int sent = 200;
    try (SmppServer server = server(account().withLimits(limits(5, 10)));
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.bind("esme", "pw");
      for (int i = 0; i < sent; i++) {
        peer.write(RawPeer.SUBMIT_SM, 0, 10 + i, MESSAGE);
      }
      Map<Integer, Integer> statuses = new HashMap<>();
      for (int i = 0; i < sent; i++) {
        RawPeer.Pdu response = peer.readUntil(RawPeer.SUBMIT_SM | RawPeer.RESPONSE);
        statuses.merge(response.status(), 1, Integer::sum);
      }
      assertEquals(Set.of(0, CommandStatus.RTHROTTLED), statuses.keySet());
      assertEquals(desk.messages.size(), statuses.get(0));
      assertTrue(statuses.getOrDefault(CommandStatus.RTHROTTLED, 0) > 50, () -> "" + statuses);
      assertEquals(1, server.status().accounts().getFirst().sessions().size());
    }
  }

  @Test
  void aReceiverThatSubmitsIsToldItsStateAndGoesOnReceiving() throws Exception {
    try (SmppServer server = server(account());
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.write(RawPeer.BIND_RECEIVER, 0, 1, RawPeer.bindBody("esme", "pw"));
      assertEquals(0, peer.readUntil(RawPeer.BIND_RECEIVER | RawPeer.RESPONSE).status());
      peer.write(RawPeer.SUBMIT_SM, 0, 2, MESSAGE);
      assertEquals(
          CommandStatus.RINVBNDSTS, peer.readUntil(RawPeer.SUBMIT_SM | RawPeer.RESPONSE).status());
      assertInstanceOf(RequestResult.Accepted.class, answeredDelivery(server, peer));
      assertTrue(desk.messages.isEmpty());
    }
  }

  @Test
  void aStormOfBindsLeavesNeitherSessionNorConnection() throws Exception {
    int storm = 60;
    try (SmppServer server = server(account().withBinds(2, Set.of(BindMode.values())))) {
      List<Thread> peers = new ArrayList<>();
      for (int i = 0; i < storm; i++) {
        String password = i % 3 == 0 ? "wrong" : "pw";
        peers.add(Thread.ofVirtual().start(() -> bindAndLeave(server.port(), password)));
      }
      for (Thread peer : peers) {
        peer.join();
      }
      Await.until("all connections are gone", () -> server.status().connections() == 0);
      assertTrue(server.status().accounts().getFirst().sessions().isEmpty());
      assertTrue(server.status().refusedBinds() >= storm / 3);
      try (RawPeer peer = RawPeer.connect(server.port())) {
        assertEquals(0, peer.bind("esme", "pw").status());
      }
    }
  }

  private static void bindAndLeave(int port, String password) {
    try (RawPeer peer = RawPeer.connect(port)) {
      peer.bind("esme", password);
    } catch (IOException _) {
      // Closed by the server, as it may.
    }
  }
}
