package isthmus.cpm.sip;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.sip.ClientTransaction.Action;
import isthmus.cpm.sip.ClientTransaction.Event;
import isthmus.cpm.sip.ClientTransaction.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 3261 §17.1.2, figure 6, in made-up time. */
class ClientTransactionTest {
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  private static final Event TICK = new Event.Tick();

  private static ClientTransaction started(Transport transport) {
    return ClientTransaction.started(transport, SipTimers.rfc3261(), START);
  }

  private static Event response(int status) {
    return new Event.Response(status);
  }

  /** Lets all timers run until the end; returns the seconds at which it was resent. */
  private static List<Double> resendTimes(ClientTransaction transaction) {
    List<Double> times = new ArrayList<>();
    ClientTransaction state = transaction;
    while (state.wakeAt().isPresent()) {
      Instant now = state.wakeAt().get();
      ClientTransaction.Step step = state.next(TICK, now);
      if (step.action() == Action.RESEND) {
        times.add(Duration.between(START, now).toMillis() / 1000.0);
      } else {
        times.add(-Duration.between(START, now).toMillis() / 1000.0);
        assertThat(step.action()).isEqualTo(Action.TIME_OUT);
      }
      state = step.next();
    }
    return times;
  }

  @Test
  void overUdpItResendsAtDoublingIntervalsUpToT2AndEndsAfter32Seconds() {
    assertThat(resendTimes(started(Transport.UDP)))
        .containsExactly(0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5, -32.0);
  }

  @Test
  void overTcpItNeverResendsAndEndsAfter32Seconds() {
    assertThat(resendTimes(started(Transport.TCP))).containsExactly(-32.0);
  }

  @Test
  void aProvisionalResponseSlowsResendingToT2() {
    ClientTransaction proceeding =
        started(Transport.UDP).next(response(100), START.plusMillis(100)).next();
    assertThat(proceeding.state()).isEqualTo(State.PROCEEDING);
    assertThat(resendTimes(proceeding))
        .containsExactly(0.5, 4.5, 8.5, 12.5, 16.5, 20.5, 24.5, 28.5, -32.0);
  }

  @Test
  void aFinalResponseIsDeliveredOnceAndItsCopiesAreAbsorbedUntilTimerK() {
    ClientTransaction.Step first = started(Transport.UDP).next(response(200), START.plusSeconds(1));
    assertThat(first.action()).isEqualTo(Action.DELIVER);
    assertThat(first.next().state()).isEqualTo(State.COMPLETED);
    ClientTransaction.Step copy = first.next().next(response(200), START.plusSeconds(2));
    assertThat(copy.action()).isEqualTo(Action.NOTHING);
    assertThat(first.next().wakeAt()).contains(START.plusSeconds(6));
    assertThat(copy.next().next(TICK, START.plusSeconds(6)).next().state())
        .isEqualTo(State.TERMINATED);
  }

  @Test
  void aFinalResponseOnAReliableTransportEndsItAtOnce() {
    ClientTransaction.Step step = started(Transport.TLS).next(response(404), START.plusSeconds(1));
    assertThat(step.action()).isEqualTo(Action.DELIVER);
    assertThat(step.next().state()).isEqualTo(State.TERMINATED);
    assertThat(step.next().wakeAt()).isEmpty();
  }

  @Test
  void aTransportErrorFailsItUnlessItHasItsAnswer() {
    ClientTransaction.Step failed =
        started(Transport.UDP).next(new Event.TransportError(), START.plusMillis(1));
    assertThat(failed.action()).isEqualTo(Action.FAIL);
    assertThat(failed.next().next(response(200), START.plusMillis(2)).action())
        .isEqualTo(Action.NOTHING);
    ClientTransaction answered =
        started(Transport.UDP).next(response(200), START.plusMillis(1)).next();
    assertThat(answered.next(new Event.TransportError(), START.plusMillis(2)).action())
        .isEqualTo(Action.NOTHING);
  }
}
