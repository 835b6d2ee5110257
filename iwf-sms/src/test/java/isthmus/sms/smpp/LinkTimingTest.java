package isthmus.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The parts of a link that are pure functions of time. */
class LinkTimingTest {
  private static final Instant T0 = Instant.parse("2026-03-15T10:20:00Z");
  private static final long SECOND = 1_000_000_000;

  private final BackOff backOff =
      new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(60), 0.25);

  private BindProgress step(BindProgress from, BindProgress.Event event, Instant now) {
    return from.next(event, now, backOff, 1);
  }

  private BindProgress bound() {
    BindProgress p = BindProgress.initial(T0);
    p = step(p, new BindProgress.Event.Due(), T0);
    p = step(p, new BindProgress.Event.Connected(), T0);
    return step(p, new BindProgress.Event.Accepted(), T0);
  }

  @Test
  void theWayToBoundHasThreeSteps() {
    BindProgress p = BindProgress.initial(T0);
    assertEquals(BindState.WAITING, p.state());
    p = step(p, new BindProgress.Event.Due(), T0);
    assertEquals(BindState.CONNECTING, p.state());
    p = step(p, new BindProgress.Event.Connected(), T0);
    assertEquals(BindState.BINDING, p.state());
    p = step(p, new BindProgress.Event.Accepted(), T0.plusMillis(5));
    assertEquals(BindState.BOUND, p.state());
    assertEquals(T0.plusMillis(5), p.since());
  }

  @Test
  void theShareOfJitterIsLeftToChance() {
    BackOff steady =
        new BackOff(Duration.ofSeconds(8), Duration.ofSeconds(60), Duration.ofSeconds(60), 0);
    BackOff half =
        new BackOff(Duration.ofSeconds(8), Duration.ofSeconds(60), Duration.ofSeconds(60), 0.5);
    assertEquals(Duration.ofSeconds(8), steady.after(1, false, 0));
    assertEquals(Duration.ofSeconds(8), steady.after(1, false, 1));
    assertEquals(Duration.ofSeconds(4), half.after(1, false, 0));
    assertEquals(Duration.ofSeconds(6), half.after(1, false, 0.5));
    assertEquals(Duration.ofSeconds(8), half.after(1, false, 1));
  }

  @Test
  void lostConnectionsAreRetriedAfterDoubledWaitsUpToTheLongest() {
    BindProgress p = bound();
    Instant now = T0;
    long[] expected = {1, 2, 4, 8, 16, 32, 60, 60};
    for (long seconds : expected) {
      p = step(p, new BindProgress.Event.Lost("gone"), now);
      assertEquals(BindState.WAITING, p.state());
      assertEquals(now.plusSeconds(seconds), p.retryAt());
      assertSame(p, step(p, new BindProgress.Event.Due(), p.retryAt().minusMillis(1)));
      now = p.retryAt();
      p = step(p, new BindProgress.Event.Due(), now);
      assertEquals(BindState.CONNECTING, p.state());
    }
  }

  @Test
  void aSessionDroppedSoonAfterEachBindIsRetriedEverLaterAndOneThatHeldStartsAnew() {
    BindProgress p = BindProgress.initial(T0);
    Instant now = T0;
    for (long seconds : new long[] {1, 2, 4}) {
      p = step(p, new BindProgress.Event.Due(), now);
      p = step(p, new BindProgress.Event.Connected(), now);
      p = step(p, new BindProgress.Event.Accepted(), now);
      p = step(p, new BindProgress.Event.Lost("dropped"), now.plusMillis(3));
      assertEquals(now.plusMillis(3).plusSeconds(seconds), p.retryAt());
      now = p.retryAt();
    }
    p = step(p, new BindProgress.Event.Due(), now);
    p = step(p, new BindProgress.Event.Connected(), now);
    p = step(p, new BindProgress.Event.Accepted(), now);
    p = step(p, new BindProgress.Event.Lost("dropped"), now.plusSeconds(60));
    assertEquals(now.plusSeconds(61), p.retryAt());
  }

  @Test
  void aRefusedBindIsRetriedAfterAMinuteThenTwo() {
    for (int status : new int[] {0x05, 0x0D, 0x0E, 0x0F}) {
      BindProgress p = BindProgress.initial(T0);
      p = step(p, new BindProgress.Event.Due(), T0);
      p = step(p, new BindProgress.Event.Connected(), T0);
      p = step(p, new BindProgress.Event.Refused(status), T0);
      assertEquals(T0.plusSeconds(60), p.retryAt());
      p = step(p, new BindProgress.Event.Due(), p.retryAt());
      p = step(p, new BindProgress.Event.Connected(), T0);
      p = step(p, new BindProgress.Event.Refused(status), T0);
      assertEquals(T0.plusSeconds(120), p.retryAt());
      assertEquals("bind refused with " + CommandStatus.describe(status), p.lastError().get());
    }
  }

  @Test
  void aBindRefusedForAPassingReasonIsRetriedSoon() {
    BindProgress p = BindProgress.initial(T0);
    p = step(p, new BindProgress.Event.Due(), T0);
    p = step(p, new BindProgress.Event.Connected(), T0);
    p = step(p, new BindProgress.Event.Refused(CommandStatus.RSYSERR), T0);
    assertEquals(T0.plusSeconds(1), p.retryAt());
  }

  @Test
  void stoppingUnbindsOnlyWhatIsBound() {
    BindProgress p = step(bound(), new BindProgress.Event.Stop(), T0);
    assertEquals(BindState.UNBINDING, p.state());
    p = step(p, new BindProgress.Event.Lost("unbound"), T0);
    assertEquals(BindState.CLOSED, p.state());
    assertSame(p, step(p, new BindProgress.Event.Due(), T0.plusSeconds(100)));
    assertEquals(
        BindState.CLOSED,
        step(BindProgress.initial(T0), new BindProgress.Event.Stop(), T0).state());
  }

  @Test
  void jitterShortensAWaitByAtMostAQuarter() {
    assertEquals(Duration.ofMillis(750), backOff.after(1, false, 0));
    assertEquals(Duration.ofSeconds(1), backOff.after(1, false, 1));
    assertEquals(Duration.ofSeconds(60), backOff.after(1_000_000, false, 1));
  }

  @Test
  void aWholeWindowOfThrottlesCountsOnce() {
    Throttle t = open();
    for (int i = 0; i < 100; i++) {
      t = t.refused(10 + i);
    }
    assertEquals(50, t.allowed());
    assertEquals(SECOND, t.waitNanos(10));
    assertEquals(0, t.waitNanos(10 + SECOND));
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    Throttle t = open();
    long now = 0;
    for (long seconds : new long[] {1, 2, 4, 8, 10, 10}) {
      t = t.refused(now);
      assertEquals(seconds * SECOND, t.waitNanos(now));
      now += seconds * SECOND;
    }
    assertEquals(1, t.allowed());
  }

  @Test
  void acceptedMessagesOpenTheWindowAgain() {
    Throttle t = open().refused(0);
    assertTrue(t.isHoldingBack());
    int accepted = 0;
    while (t.isHoldingBack()) {
      t = t.accepted(2 * SECOND);
      accepted++;
    }
    assertEquals(100, t.allowed());
    assertTrue(accepted > 100 && accepted < 1000, "after " + accepted);
    assertEquals(SECOND, t.refused(3 * SECOND).waitNanos(3 * SECOND));
  }

  @Test
  void congestionNarrowsTheWindowInProportion() {
    assertEquals(100, open().congestion(80).allowed());
    assertEquals(50, open().congestion(90).allowed());
    assertEquals(5, open().congestion(99).allowed());
    assertFalse(open().congestion(95).congestion(10).isHoldingBack());
  }

  private static Throttle open() {
    return Throttle.open(new Throttle.Settings(Duration.ofSeconds(1), Duration.ofSeconds(10)), 100);
  }

  @Test
  void aRateLetsSoManyThroughInASecond() {
    // The burst at the start, then an even pace.
    assertEquals(1_019, passedInOneSecond(new TokenBucket(1_000, Duration.ofMillis(20))));
    assertEquals(10, passedInOneSecond(new TokenBucket(10, Duration.ofMillis(20))));
    assertEquals(19, passedInOneSecond(new TokenBucket(10, Duration.ofSeconds(1))));
  }

  private static int passedInOneSecond(TokenBucket bucket) {
    long start = Long.MAX_VALUE - SECOND / 2; // The monotonic clock may wrap around.
    int passed = 0;
    for (long t = 0; t < SECOND; t += 100_000) {
      while (bucket.waitNanos(start + t) == 0) {
        bucket.take(start + t);
        passed++;
      }
    }
    return passed;
  }

  @Test
  void aNetworkHoldsItsAddressesOnly() throws Exception {
    Cidr ten = Cidr.parse("10.1.0.0/16");
    assertTrue(ten.contains(InetAddress.ofLiteral("10.1.255.1")));
    assertFalse(ten.contains(InetAddress.ofLiteral("10.2.0.1")));
    assertFalse(ten.contains(InetAddress.ofLiteral("::1")));
    assertTrue(Cidr.parse("2001:db8::/33").contains(InetAddress.ofLiteral("2001:db8::1")));
    assertFalse(Cidr.parse("2001:db8::/33").contains(InetAddress.ofLiteral("2001:db8:8000::1")));
    for (String bad : new String[] {"10.0.0.0/33", "example.org", "10.0.0.0/x", ""}) {
      assertThrows(IllegalArgumentException.class, () -> Cidr.parse(bad), bad);
    }
  }
}
