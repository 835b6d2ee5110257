package isthmus.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.Await;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A link against SMSCs that misbehave. */
class SmscLinkTrapsTest {
  private final SmppRuntime runtime = SmppRuntime.standard();
  private final Inbox inbox = new Inbox();

  @AfterEach
  void stop() {
    runtime.close();
  }

  private SmscLink link(SmscLinkConfig config, InboundPdus inbound) {
    SmscLink link = new SmscLink(config, runtime, inbound, (_, _, _) -> {});
    link.start();
    return link;
  }

  private SmscLink bound(SmscLinkConfig config, InboundPdus inbound) {
    SmscLink link = link(config, inbound);
    Await.until("the link is up", link::isUp);
    return link;
  }

  /** Accepts the bind and every submit, and answers unbind, until the connection ends. */
  private static void serve(RawPeer peer) throws IOException {
    peer.acceptBind();
    while (true) {
      RawPeer.Pdu pdu = peer.read();
      if (!pdu.isResponse()) {
        byte[] body = pdu.id() == RawPeer.SUBMIT_SM ? RawPeer.cString("ok") : new byte[0];
        peer.write(pdu.id() | RawPeer.RESPONSE, 0, pdu.sequence(), body);
      }
    }
  }

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
  void anUnansweredSubmitEndsAsNoAnswerAndTheWindowIsFreeAgain() throws Exception {
    try (RawSmsc smsc =
            new RawSmsc(
                (peer, _) -> {
                  peer.acceptBind();
                  while (true) {
                    RawPeer.Pdu pdu = peer.read();
                    if (pdu.id() != RawPeer.SUBMIT_SM && !pdu.isResponse()) {
                      peer.write(pdu.id() | RawPeer.RESPONSE, 0, pdu.sequence());
                    }
                  }
                });
        SmscLink link =
            bound(
                Pdus.link(smsc.port())
                    .withTimers(Pdus.timers(Duration.ofMillis(100), Duration.ofSeconds(30)))
                    .withPace(Pdus.pace(2, 0)),
                inbox)) {
      List<CompletionStage<RequestResult>> stages =
          IntStream.range(0, 6).mapToObj(i -> link.submit(Pdus.submit("n" + i))).toList();
      for (CompletionStage<RequestResult> stage : stages) {
        assertEquals(
            RequestResult.Cause.TIMED_OUT,
            assertInstanceOf(RequestResult.NoAnswer.class, Await.get(stage)).cause());
      }
      assertTrue(link.isUp());
      assertEquals(6, link.status().counts().timeouts());
      assertEquals(0, link.status().windowInUse());
    }
  }

  @Test
  void aResponseAfterTheTimeOutStillNamesItsMessageId() throws Exception {
    CountDownLatch timedOut = new CountDownLatch(1);
    try (RawSmsc smsc =
            new RawSmsc(
                (peer, _) -> {
                  peer.acceptBind();
                  RawPeer.Pdu submit = peer.readUntil(RawPeer.SUBMIT_SM);
                  try {
                    timedOut.await();
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                  peer.write(
                      submit.id() | RawPeer.RESPONSE,
                      0,
                      submit.sequence(),
                      RawPeer.cString("late-1"));
                  var _ = peer.isClosedByPeer();
                });
        SmscLink link =
            bound(
                Pdus.link(smsc.port())
                    .withTimers(Pdus.timers(Duration.ofMillis(100), Duration.ofSeconds(30))),
                inbox)) {
      RequestResult.NoAnswer result =
          assertInstanceOf(
              RequestResult.NoAnswer.class, Await.get(link.submit(Pdus.submit("slow"))));
      timedOut.countDown();
      assertEquals(
          "late-1",
          assertInstanceOf(RequestResult.Accepted.class, Await.get(result.late())).messageId());
    }
  }

  @Test
  void aDropInMidWindowEndsWhatWasSentAsNoAnswerAndHandsTheRestBackAtOnce() throws Exception {
    List<String> changes = new CopyOnWriteArrayList<>();
    try (RawSmsc smsc =
        new RawSmsc(
            (peer, connection) -> {
              if (connection > 1) {
                serve(peer);
              }
              peer.acceptBind();
              for (int i = 0; i < 10; i++) {
                var _ = peer.readUntil(RawPeer.SUBMIT_SM);
              }
              // Gone without unbind.
            })) {
      SmscLinkConfig config = Pdus.link(smsc.port()).withPace(Pdus.pace(10, 0));
      try (SmscLink link =
          new SmscLink(config, runtime, inbox, (_, up, _) -> changes.add(up ? "up" : "down"))) {
        link.start();
        Await.until("the link is up", link::isUp);
        List<CompletionStage<RequestResult>> stages =
            IntStream.range(0, 25).mapToObj(i -> link.submit(Pdus.submit("n" + i))).toList();
        int unknown = 0;
        int notSent = 0;
        for (CompletionStage<RequestResult> stage : stages) {
          switch (Await.get(stage)) {
            case RequestResult.NoAnswer(RequestResult.Cause cause, String _, var _) -> {
              assertEquals(RequestResult.Cause.LINK_LOST, cause);
              unknown++;
            }
            case RequestResult.NotSent(RequestResult.Reason reason, String _) -> {
              assertEquals(RequestResult.Reason.LINK_DOWN, reason);
              notSent++;
            }
            case RequestResult.Accepted a -> throw new AssertionError(a);
            case RequestResult.Refused r -> throw new AssertionError(r);
          }
        }
        assertEquals(10, unknown);
        assertEquals(15, notSent);
        Await.until("it binds again", () -> smsc.connections() == 2 && link.isUp());
        assertInstanceOf(
            RequestResult.Accepted.class, Await.get(link.submit(Pdus.submit("again"))));
        Await.until("all changes are told", () -> changes.size() == 3);
        assertEquals(List.of("up", "down", "up"), changes);
      }
    }
  }

  @Test
  void aSilentPeerIsDroppedAfterTwoMissedEnquireLinks() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    List<String> reasons = new CopyOnWriteArrayList<>();
    try (RawSmsc smsc =
        new RawSmsc(
            (peer, _) -> {
              peer.acceptBind();
              try {
                held.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            })) {
      SmscLinkConfig config =
          Pdus.link(smsc.port())
              .withTimers(Pdus.timers(Duration.ofMillis(300), Duration.ofMillis(60)));
      try (SmscLink link =
          new SmscLink(config, runtime, inbox, (_, _, reason) -> reasons.add(reason))) {
        link.start();
        Await.until(
            "it is dropped for that reason", () -> reasons.contains("2 enquire_link unanswered"));
        Await.until("it binds again", () -> smsc.connections() >= 2 && link.isUp());
      } finally {
        held.countDown();
      }
    }
  }

  @Test
  void throttlingSlowsTheLinkAndItRecovers() throws Exception {
    AtomicInteger submits = new AtomicInteger();
    try (RawSmsc smsc =
            new RawSmsc(
                (peer, _) -> {
                  peer.acceptBind();
                  while (true) {
                    RawPeer.Pdu pdu = peer.read();
                    if (pdu.id() == RawPeer.SUBMIT_SM) {
                      int status = submits.incrementAndGet() <= 3 ? 0x58 : 0;
                      peer.write(
                          pdu.id() | RawPeer.RESPONSE,
                          status,
                          pdu.sequence(),
                          RawPeer.cString("id"));
                    } else if (!pdu.isResponse()) {
                      peer.write(pdu.id() | RawPeer.RESPONSE, 0, pdu.sequence());
                    }
                  }
                });
        SmscLink link =
            bound(
                Pdus.link(smsc.port())
                    .withPace(
                        new SmscLinkConfig.Pace(
                            8, 0, 1_000, Duration.ofMillis(700), Duration.ofMillis(700))),
                inbox)) {
      long start = System.nanoTime();
      RequestResult first = Await.get(link.submit(Pdus.submit("a")));
      assertEquals(
          CommandStatus.RTHROTTLED,
          assertInstanceOf(RequestResult.Refused.class, first).commandStatus());
      SmscLinkStatus throttled = link.status();
      assertTrue(throttled.throttled());
      assertEquals(4, throttled.windowAllowed());
      assertTrue(throttled.throttledUntil().orElseThrow().isAfter(Instant.now()));
      // Each waits for the pause before it.
      var _ = Await.get(link.submit(Pdus.submit("b")));
      var _ = Await.get(link.submit(Pdus.submit("c")));
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(1400).toNanos());
      for (int i = 0; i < 40; i++) {
        assertInstanceOf(
            RequestResult.Accepted.class, Await.get(link.submit(Pdus.submit("d" + i))));
      }
      SmscLinkStatus recovered = link.status();
      assertFalse(recovered.throttled());
      assertEquals(8, recovered.windowAllowed());
    }
  }

  @Test
  void theRateIsKept() throws Exception {
    try (RawSmsc smsc = new RawSmsc((peer, _) -> serve(peer));
        SmscLink link = bound(Pdus.link(smsc.port()).withPace(Pdus.pace(100, 200)), inbox)) {
      long start = System.nanoTime();
      List<CompletionStage<RequestResult>> stages =
          IntStream.range(0, 100).mapToObj(i -> link.submit(Pdus.submit("n" + i))).toList();
      stages.forEach(stage -> assertInstanceOf(RequestResult.Accepted.class, Await.get(stage)));
      // 100 at 200 a second, less the burst of 20 ms.
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(460).toNanos());
      assertEquals(200, link.status().rateCap());
    }
  }

  @Test
  void theQueueIsBounded() throws Exception {
    try (RawSmsc smsc =
            new RawSmsc(
                (peer, _) -> {
                  peer.acceptBind();
                  var _ = peer.isClosedByPeer();
                });
        SmscLink link =
            bound(
                Pdus.link(smsc.port())
                    .withPace(
                        new SmscLinkConfig.Pace(
                            1, 0, 3, Duration.ofSeconds(1), Duration.ofSeconds(1))),
                inbox)) {
      List<CompletionStage<RequestResult>> stages =
          IntStream.range(0, 5).mapToObj(i -> link.submit(Pdus.submit("n" + i))).toList();
      RequestResult.NotSent full =
          assertInstanceOf(RequestResult.NotSent.class, Await.get(stages.get(4)));
      assertEquals(RequestResult.Reason.QUEUE_FULL, full.reason());
      assertEquals(3, link.status().queued());
    }
  }

  @Test
  void aWrongPasswordIsNotTriedAgainSoon() throws Exception {
    try (JsmppSmsc smsc = new JsmppSmsc("other");
        SmscLink link = link(Pdus.link(smsc.port()), inbox)) {
      Await.until(
          "the refusal is seen", () -> link.status().binds().getFirst().lastError().isPresent());
      SmscLinkStatus.BindStatus bind = link.status().binds().getFirst();
      assertEquals("bind refused with 0x0e", bind.lastError().orElseThrow());
      assertEquals(BindState.WAITING, bind.state());
      assertTrue(bind.retryAt().orElseThrow().isAfter(Instant.now().plus(Duration.ofMinutes(40))));
      assertEquals(1, smsc.binds.get());
      RequestResult.NotSent down =
          assertInstanceOf(RequestResult.NotSent.class, Await.get(link.submit(Pdus.submit("x"))));
      assertEquals(RequestResult.Reason.LINK_DOWN, down.reason());
    }
  }

  @Test
  void anAnnouncedGigabyteIsRefusedAndTheConnectionClosed() throws Exception {
    CompletableFuture<RawPeer.Pdu> nack = new CompletableFuture<>();
    try (RawSmsc smsc =
            new RawSmsc(
                (peer, connection) -> {
                  if (connection > 1) {
                    serve(peer);
                  }
                  peer.acceptBind();
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
  void anUnbindByThePeerIsAnsweredAndTheLinkBindsAgain() throws Exception {
    CompletableFuture<Integer> unbindResponse = new CompletableFuture<>();
    try (RawSmsc smsc =
            new RawSmsc(
                (peer, connection) -> {
                  if (connection > 1) {
                    serve(peer);
                  }
                  peer.acceptBind();
                  peer.write(RawPeer.UNBIND, 0, 77);
                  unbindResponse.complete(
                      peer.readUntil(RawPeer.UNBIND | RawPeer.RESPONSE).sequence());
                });
        SmscLink link = link(Pdus.link(smsc.port()), inbox)) {
      assertEquals(77, Await.get(unbindResponse));
      Await.until("it binds again", () -> smsc.connections() == 2 && link.isUp());
    }
  }

  @Test
  void closingWaitsForResponsesAndUnbinds() throws Exception {
    CompletableFuture<String> order = new CompletableFuture<>();
    CountDownLatch submitted = new CountDownLatch(1);
    try (RawSmsc smsc =
        new RawSmsc(
            (peer, _) -> {
              peer.acceptBind();
              RawPeer.Pdu submit = peer.readUntil(RawPeer.SUBMIT_SM);
              submitted.countDown();
              peer.write(RawPeer.ENQUIRE_LINK, 0, 5);
              var _ = peer.readUntil(RawPeer.ENQUIRE_LINK | RawPeer.RESPONSE);
              peer.write(
                  submit.id() | RawPeer.RESPONSE, 0, submit.sequence(), RawPeer.cString("id"));
              RawPeer.Pdu unbind = peer.readUntil(RawPeer.UNBIND);
              peer.write(RawPeer.UNBIND | RawPeer.RESPONSE, 0, unbind.sequence());
              order.complete(peer.isClosedByPeer() ? "closed after unbind_resp" : "still open");
            })) {
      SmscLink link = bound(Pdus.link(smsc.port()), inbox);
      CompletionStage<RequestResult> last = link.submit(Pdus.submit("last"));
      submitted.await();
      link.close();
      assertInstanceOf(RequestResult.Accepted.class, Await.get(last));
      assertEquals("closed after unbind_resp", Await.get(order));
      assertEquals(BindState.CLOSED, link.status().binds().getFirst().state());
      assertEquals(
          RequestResult.Reason.CLOSED,
          assertInstanceOf(RequestResult.NotSent.class, Await.get(link.submit(Pdus.submit("x"))))
              .reason());
    }
  }

  @Test
  void whatCannotBeWrittenIsNotSent() throws Exception {
    try (RawSmsc smsc = new RawSmsc((peer, _) -> serve(peer));
        SmscLink link = bound(Pdus.link(smsc.port()), inbox)) {
      List<SubmitPdu> bad =
          List.of(
              Pdus.submit("x".repeat(255)),
              Pdus.submit("x").withDestination(SmppAddress.international("1".repeat(21))),
              Pdus.submit("x").withDestination(SmppAddress.alphanumeric("Caf\u00e9")),
              Pdus.submit("x").withTimes("", "soon"));
      for (SubmitPdu pdu : bad) {
        RequestResult.NotSent result =
            assertInstanceOf(RequestResult.NotSent.class, Await.get(link.submit(pdu)));
        assertEquals(RequestResult.Reason.INVALID, result.reason());
      }
    }
  }

  @Test
  void threeThousandRandomPdusLeaveTheLinkUsable() throws Exception {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    try (RawSmsc smsc =
            new RawSmsc(
                (peer, connection) -> {
                  if (connection > 1) {
                    serve(peer);
                  }
                  peer.acceptBind();
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
