package isthmus.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.sms.Await;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A link against SMSCs that misbehave. */
class SmscLinkTrapsTest extends SmppFixture {
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
    CountDownLatch submitted = new CountDownLatch(1);
    try (RawSmsc smsc =
        RawSmsc.goodAfter(
            peer -> {
              for (int i = 0; i < 10; i++) {
                var _ = peer.readUntil(RawPeer.SUBMIT_SM);
              }
              try {
                submitted.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
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
        submitted.countDown();
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
                            8, 0, 1_000, Duration.ofMillis(1500), Duration.ofMillis(1500))),
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
      assertTrue(System.nanoTime() - start >= Duration.ofSeconds(3).toNanos());
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
    try (RawSmsc smsc = new RawSmsc((peer, _) -> peer.serveAsSmsc());
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
      var _ = link.submit(Pdus.submit("in the window"));
      Await.until("it is in the window", () -> link.status().windowInUse() == 1);
      List<CompletionStage<RequestResult>> stages =
          IntStream.range(0, 4).mapToObj(i -> link.submit(Pdus.submit("n" + i))).toList();
      RequestResult.NotSent full =
          assertInstanceOf(RequestResult.NotSent.class, Await.get(stages.get(3)));
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
  void anUnbindByThePeerIsAnsweredAndTheLinkBindsAgain() throws Exception {
    CompletableFuture<Integer> unbindResponse = new CompletableFuture<>();
    try (RawSmsc smsc =
            RawSmsc.goodAfter(
                peer -> {
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
    try (RawSmsc smsc = new RawSmsc((peer, _) -> peer.serveAsSmsc());
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
}
