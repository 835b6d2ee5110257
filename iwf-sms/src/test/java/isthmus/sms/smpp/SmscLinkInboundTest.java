package isthmus.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.Await;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What SMSCs send to a link: order, commits, applications that block, and PDUs of every kind. */
class SmscLinkInboundTest extends SmppFixture {
  @Test
  void submittingAndWaitingInsideTheInboundCallbackDoesNotDeadlock() throws Exception {
    // jSMPP deadlocks here: its few processor threads all wait for responses nobody reads.
    CompletableFuture<SmscLink> self = new CompletableFuture<>();
    Queue<RequestResult> nested = new ConcurrentLinkedQueue<>();
    InboundPdus blocking =
        new Inbox() {
          @Override
          public CompletionStage<Answer> onMessage(String link, String bind, MessagePdu pdu) {
            nested.add(Await.get(self.join().submit(Pdus.submit("reply"))));
            return super.onMessage(link, bind, pdu);
          }
        };
    try (JsmppSmsc smsc = new JsmppSmsc("pw");
        SmscLink link = bound(Pdus.link(smsc.port()), blocking)) {
      self.complete(link);
      Await.until("the SMSC knows the session", () -> smsc.sessions.size() == 1);
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        senders.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        smsc.deliver(0, "15557654321", "15551000001", "ping");
                      } catch (Exception e) {
                        throw new AssertionError(e);
                      }
                    }));
      }
      for (Thread sender : senders) {
        sender.join();
      }
      assertEquals(20, nested.size());
      for (RequestResult result : nested) {
        assertInstanceOf(RequestResult.Accepted.class, result);
      }
    }
  }

  @Test
  void messagesAreHandedOverInTheOrderTheyCame() throws Exception {
    try (RawSmsc smsc =
            new RawSmsc(
                (peer, _) -> {
                  peer.acceptBind();
                  for (int i = 0; i < 1_000; i++) {
                    peer.write(
                        RawPeer.DELIVER_SM,
                        0,
                        i + 1,
                        RawPeer.message("15557654321", "15551000001", "n" + i));
                    if (i % 100 == 99) {
                      for (int j = 0; j < 100; j++) {
                        var _ = peer.readUntil(RawPeer.DELIVER_SM | RawPeer.RESPONSE);
                      }
                    }
                  }
                  var _ = peer.isClosedByPeer();
                });
        SmscLink _ = link(Pdus.link(smsc.port()), inbox)) {
      Await.until("all are here", () -> inbox.messages.size() == 1_000);
      assertEquals(IntStream.range(0, 1_000).mapToObj(i -> "n" + i).toList(), inbox.texts());
    }
  }

  @Test
  void manyMessagesWaitForOneCommitAndEnquireLinkIsAnsweredMeanwhile() throws Exception {
    CompletableFuture<Answer> commit = new CompletableFuture<>();
    AtomicInteger waiting = new AtomicInteger();
    InboundPdus group =
        new Inbox() {
          @Override
          public CompletionStage<Answer> onMessage(String link, String bind, MessagePdu pdu) {
            waiting.incrementAndGet();
            return commit;
          }
        };
    CompletableFuture<Integer> answered = new CompletableFuture<>();
    try (RawSmsc smsc =
            new RawSmsc(
                (peer, _) -> {
                  peer.acceptBind();
                  for (int i = 0; i < 500; i++) {
                    peer.write(RawPeer.DELIVER_SM, 0, i + 1, RawPeer.message("1", "2", "r"));
                  }
                  peer.write(RawPeer.ENQUIRE_LINK, 0, 1_000);
                  // Comes although none of the 500 is answered.
                  assertEquals(1_000, peer.read().sequence());
                  Await.until("all 500 wait", () -> waiting.get() == 500);
                  commit.complete(Answer.ok());
                  for (int i = 0; i < 500; i++) {
                    RawPeer.Pdu pdu = peer.readUntil(RawPeer.DELIVER_SM | RawPeer.RESPONSE);
                    assertEquals(0, pdu.status());
                  }
                  answered.complete(500);
                });
        SmscLink _ = link(Pdus.link(smsc.port()), group)) {
      assertEquals(500, Await.get(answered));
    }
  }

  @Test
  void anApplicationThatBlocksDelaysNeitherResponsesNorEnquireLink() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    InboundPdus blocked =
        new Inbox() {
          @Override
          public CompletionStage<Answer> onMessage(String link, String bind, MessagePdu pdu) {
            try {
              release.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            return super.onMessage(link, bind, pdu);
          }
        };
    SmscLinkConfig.Bounds bounds = new SmscLinkConfig.Bounds(70_000, 10, Duration.ofSeconds(30));
    CompletableFuture<List<Integer>> statuses = new CompletableFuture<>();
    try (RawSmsc smsc =
            new RawSmsc(
                (peer, _) -> {
                  peer.acceptBind();
                  for (int i = 0; i < 15; i++) {
                    peer.write(RawPeer.DELIVER_SM, 0, i + 1, RawPeer.message("1", "2", "r"));
                  }
                  List<Integer> seen = new ArrayList<>();
                  for (int i = 0; i < 5; i++) {
                    seen.add(peer.readUntil(RawPeer.DELIVER_SM | RawPeer.RESPONSE).status());
                  }
                  statuses.complete(seen);
                  RawPeer.Pdu submit = peer.readUntil(RawPeer.SUBMIT_SM);
                  peer.write(
                      RawPeer.SUBMIT_SM | RawPeer.RESPONSE,
                      0,
                      submit.sequence(),
                      RawPeer.cString("id"));
                  var _ = peer.isClosedByPeer();
                });
        SmscLink link = bound(Pdus.link(smsc.port()).withBounds(bounds), blocked)) {
      // Ten wait for the application, what is beyond the bound is declined at once.
      assertEquals(List.of(0x64, 0x64, 0x64, 0x64, 0x64), Await.get(statuses));
      assertInstanceOf(RequestResult.Accepted.class, Await.get(link.submit(Pdus.submit("hello"))));
      assertEquals(5, link.status().counts().overloaded());
      release.countDown();
    }
  }

  @Test
  void aMalformedMessageIsAnsweredWithAnErrorAndTheNextOneIsTaken() throws Exception {
    CompletableFuture<List<Integer>> statuses = new CompletableFuture<>();
    byte[] good = RawPeer.message("15557654321", "15551000001", "good");
    byte[] tooLongDestination = RawPeer.message("1", "123456789012345678901", "x");
    byte[] noNul = {0, 1, 1, '4', '4'};
    byte[] cutTlv =
        ByteBuffer.allocate(good.length + 5)
            .put(good)
            .putShort((short) 0x0427)
            .putShort((short) 9)
            .put((byte) 1)
            .array();
    try (RawSmsc smsc =
            new RawSmsc(
                (peer, _) -> {
                  peer.acceptBind();
                  List<Integer> seen = new ArrayList<>();
                  int sequence = 0;
                  for (byte[] body : List.of(noNul, tooLongDestination, cutTlv, good)) {
                    peer.write(RawPeer.DELIVER_SM, 0, ++sequence, body);
                    seen.add(peer.readUntil(RawPeer.DELIVER_SM | RawPeer.RESPONSE).status());
                  }
                  peer.write(0x7777, 0, 9);
                  seen.add(peer.readUntil(RawPeer.GENERIC_NACK).status());
                  statuses.complete(seen);
                  var _ = peer.isClosedByPeer();
                });
        SmscLink _ = link(Pdus.link(smsc.port()), inbox)) {
      assertEquals(List.of(0x02, 0x0B, 0xC0, 0, 0x03), Await.get(statuses));
      assertEquals(List.of("good"), inbox.texts());
    }
  }

  @Test
  void aLargePayloadAndLatin1SenderArriveIntact() throws Exception {
    byte[] message = RawPeer.message("Caf\u00e9", "15551000001", "");
    byte[] payload = new byte[40_000];
    new Random(7).nextBytes(payload);
    byte[] body =
        ByteBuffer.allocate(message.length + 4 + payload.length)
            .put(message)
            .putShort((short) Tlv.MESSAGE_PAYLOAD)
            .putShort((short) payload.length)
            .put(payload)
            .array();
    try (RawSmsc smsc =
            new RawSmsc(
                (peer, _) -> {
                  peer.acceptBind();
                  peer.write(RawPeer.DELIVER_SM, 0, 1, body);
                  var _ = peer.isClosedByPeer();
                });
        SmscLink _ = link(Pdus.link(smsc.port()), inbox)) {
      Await.until("it is here", () -> inbox.messages.size() == 1);
      assertEquals("Caf\u00e9", inbox.messages.getFirst().source().address());
      assertEquals(Octets.of(payload), inbox.messages.getFirst().payload());
    }
  }

  @Test
  void alertNotificationsAreSurfaced() throws Exception {
    byte[] body =
        ByteBuffer.allocate(64)
            .put(new byte[] {1, 1})
            .put(RawPeer.cString("15557654321"))
            .put(new byte[] {0, 0, 0})
            .putShort((short) 0x0422)
            .putShort((short) 1)
            .put((byte) 2)
            .array();
    try (RawSmsc smsc =
            new RawSmsc(
                (peer, _) -> {
                  peer.acceptBind();
                  peer.write(0x102, 0, 1, Arrays.copyOf(body, 2 + 12 + 3 + 5));
                  var _ = peer.isClosedByPeer();
                });
        SmscLink link = link(Pdus.link(smsc.port()), inbox)) {
      Await.until("it is here", () -> inbox.alerts.size() == 1);
      assertEquals(Pdus.BOB, inbox.alerts.getFirst().source());
      assertEquals(2, inbox.alerts.getFirst().availability().orElseThrow());
      assertEquals(1, link.status().counts().alerts());
    }
  }

  @Test
  void anAnnouncedGigabyteIsRefusedAndTheConnectionClosed() throws Exception {
    CompletableFuture<RawPeer.Pdu> nack = new CompletableFuture<>();
    try (RawSmsc smsc =
            RawSmsc.goodAfter(
                peer -> {
                  peer.writeRaw(ByteBuffer.allocate(16).putInt(0x40000000).putInt(5).array());
                  nack.complete(peer.readUntil(RawPeer.GENERIC_NACK));
                  var _ = peer.isClosedByPeer();
                });
        SmscLink link = bound(Pdus.link(smsc.port()), inbox)) {
      assertEquals(CommandStatus.RINVCMDLEN, Await.get(nack).status());
      Await.until("it binds again", () -> smsc.connections() == 2 && link.isUp());
      assertEquals(1, link.status().counts().malformed());
    }
  }

  @Test
  void threeThousandRandomPdusLeaveTheLinkUsable() throws Exception {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    try (RawSmsc smsc =
            RawSmsc.goodAfter(
                peer -> {
                  Thread reader = Thread.ofVirtual().start(() -> drain(peer));
                  Random random = new Random(42);
                  for (int i = 0; i < 3_000; i++) {
                    peer.writeRaw(RandomPdu.framed(random));
                  }
                  peer.write(RawPeer.UNBIND, 0, 1);
                  try {
                    reader.join();
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                  done.complete(true);
                });
        SmscLink link = link(Pdus.link(smsc.port()), inbox)) {
      assertTrue(Await.get(done));
      Await.until("it binds again", () -> smsc.connections() >= 2 && link.isUp());
      assertInstanceOf(RequestResult.Accepted.class, Await.get(link.submit(Pdus.submit("good"))));
      assertEquals(0, link.status().binds().getFirst().unanswered());
    }
  }

  private static void drain(RawPeer peer) {
    try {
      var _ = peer.isClosedByPeer();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
