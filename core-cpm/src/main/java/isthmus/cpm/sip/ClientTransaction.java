package isthmus.cpm.sip;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The non-INVITE client transaction (RFC 3261 §17.1.2, figure 6) as a value: {@link #next} gives
 * the state after an event and what is to be done. It knows no clock and sends nothing.
 *
 * <ul>
 *   <li>TRYING: sent, nothing heard. Timer E resends on unreliable transports after T1, 2 T1, 4 T1,
 *       up to T2; timer F ends it after 64 T1.
 *   <li>PROCEEDING: a 1xx was heard. Timer E resends every T2; timer F as before.
 *   <li>COMPLETED: the final response was delivered; further ones are absorbed until timer K.
 *   <li>TERMINATED: nothing more happens.
 * </ul>
 */
record ClientTransaction(
    State state,
    SipTimers timers,
    boolean reliable,
    Duration interval,
    Instant resendAt,
    Instant endAt) {

  enum State {
    TRYING,
    PROCEEDING,
    COMPLETED,
    TERMINATED
  }

  /** What can happen to a transaction. */
  sealed interface Event {
    record Response(int status) implements Event {}

    record Tick() implements Event {}

    record TransportError() implements Event {}
  }

  /** What is to be done after an event. */
  enum Action {
    NOTHING,
    RESEND,
    DELIVER,
    TIME_OUT,
    FAIL
  }

  record Step(ClientTransaction next, Action action) {}

  /** A transaction whose request has just been sent. */
  static ClientTransaction started(Transport transport, SipTimers timers, Instant now) {
    return new ClientTransaction(
        State.TRYING,
        timers,
        transport.isReliable(),
        timers.t1(),
        now.plus(timers.t1()),
        now.plus(timers.transactionTimeout()));
  }

  Step next(Event event, Instant now) {
    return switch (state) {
      case TRYING, PROCEEDING ->
          switch (event) {
            case Event.Response response -> heard(response.status(), now);
            case Event.Tick tick -> tick(now);
            case Event.TransportError error -> new Step(ended(), Action.FAIL);
          };
      case COMPLETED -> {
        boolean over = !now.isBefore(endAt);
        yield new Step(over ? ended() : this, Action.NOTHING);
      }
      case TERMINATED -> new Step(this, Action.NOTHING);
    };
  }

  /** When the next {@link Event.Tick} is due. */
  Optional<Instant> wakeAt() {
    return switch (state) {
      case TRYING, PROCEEDING ->
          Optional.of(reliable || endAt.isBefore(resendAt) ? endAt : resendAt);
      case COMPLETED -> Optional.of(endAt);
      case TERMINATED -> Optional.empty();
    };
  }

  private Step heard(int status, Instant now) {
    if (status < 200) {
      return new Step(
          new ClientTransaction(State.PROCEEDING, timers, reliable, interval, resendAt, endAt),
          Action.NOTHING);
    }
    ClientTransaction completed =
        new ClientTransaction(
            State.COMPLETED, timers, reliable, interval, resendAt, now.plus(timers.t4()));
    return new Step(reliable ? completed.ended() : completed, Action.DELIVER);
  }

  private Step tick(Instant now) {
    if (!now.isBefore(endAt)) {
      return new Step(ended(), Action.TIME_OUT);
    }
    if (reliable || now.isBefore(resendAt)) {
      return new Step(this, Action.NOTHING);
    }
    Duration doubled = interval.multipliedBy(2);
    boolean capped = state == State.PROCEEDING || doubled.compareTo(timers.t2()) > 0;
    Duration following = capped ? timers.t2() : doubled;
    return new Step(
        new ClientTransaction(state, timers, false, following, now.plus(following), endAt),
        Action.RESEND);
  }

  private ClientTransaction ended() {
    return new ClientTransaction(State.TERMINATED, timers, reliable, interval, resendAt, endAt);
  }
}
