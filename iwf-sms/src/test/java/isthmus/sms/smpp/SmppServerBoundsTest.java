package isthmus.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.sms.Await;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What an account and a connection may not exceed, by raw sockets. */
class SmppServerBoundsTest extends SmppFixture {
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
            .withTimers(Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofSeconds(1), 1);
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
}
