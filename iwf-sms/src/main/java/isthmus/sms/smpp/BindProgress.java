package isthmus.sms.smpp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of one session with its history, as a pure step function; {@link BindState} lists the
 * transitions. Events that do not fit the state leave it as it is.
 *
 * @param since when the state was entered
 * @param retryAt when the next attempt is due; meaningful while WAITING
 * @param failures failures in a row; a session that held for the longest back-off ends the row
 * @param lastError why the session last failed, for operators
 */
record BindProgress(
    BindState state, Instant since, Instant retryAt, int failures, Optional<String> lastError) {

  /** What can happen to a session. */
  sealed interface Event {
    record Due() implements Event {}

    record Connected() implements Event {}

    record Accepted() implements Event {}

    /** The peer answered the bind with this status. */
    record Refused(int commandStatus) implements Event {}

    /** The connection could not be opened, or was lost, or the bind was not answered. */
    record Lost(String reason) implements Event {}

    record Stop() implements Event {}
  }

  static BindProgress initial(Instant now) {
    return new BindProgress(BindState.WAITING, now, now, 0, Optional.empty());
  }

  /**
   * @param jitter 0 to 1, see {@link BackOff#after}
   */
  BindProgress next(Event event, Instant now, BackOff backOff, double jitter) {
    return switch (event) {
      case Event.Due _ ->
          state == BindState.WAITING && !now.isBefore(retryAt)
              ? enter(BindState.CONNECTING, now)
              : this;
      case Event.Connected _ ->
          state == BindState.CONNECTING ? enter(BindState.BINDING, now) : this;
      case Event.Accepted _ -> state == BindState.BINDING ? enter(BindState.BOUND, now) : this;
      case Event.Refused refused ->
          state == BindState.BINDING
              ? failed(
                  "bind refused with " + CommandStatus.describe(refused.commandStatus()),
                  now,
                  backOff.after(
                      failures + 1, CommandStatus.isBindRefusal(refused.commandStatus()), jitter))
              : this;
      case Event.Lost lost -> lost(lost.reason(), now, backOff, jitter);
      case Event.Stop _ -> stop(now);
    };
  }

  private BindProgress lost(String reason, Instant now, BackOff backOff, double jitter) {
    return switch (state) {
      case CONNECTING, BINDING -> failed(reason, now, backOff.after(failures + 1, false, jitter));
      case BOUND -> {
        // A peer that accepts every bind and drops it at once must not be hammered either.
        boolean held = !now.isBefore(since.plus(backOff.max()));
        BindProgress row = held ? withoutFailures() : this;
        yield row.failed(reason, now, backOff.after(row.failures + 1, false, jitter));
      }
      case UNBINDING -> enter(BindState.CLOSED, now);
      case WAITING, CLOSED -> this;
    };
  }

  private BindProgress stop(Instant now) {
    return switch (state) {
      case BOUND -> enter(BindState.UNBINDING, now);
      case WAITING, CONNECTING, BINDING -> enter(BindState.CLOSED, now);
      case UNBINDING, CLOSED -> this;
    };
  }

  private BindProgress failed(String reason, Instant now, Duration wait) {
    return new BindProgress(
        BindState.WAITING, now, now.plus(wait), failures + 1, Optional.of(reason));
  }

  private BindProgress withoutFailures() {
    return new BindProgress(state, since, retryAt, 0, lastError);
  }

  private BindProgress enter(BindState next, Instant now) {
    return new BindProgress(next, now, retryAt, failures, lastError);
  }
}
