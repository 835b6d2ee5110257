package isthmus.sms;

import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.sms.mapping.OutcomeClass;
import isthmus.sms.smpp.RequestResult;
import java.time.Duration;
import java.util.Optional;

/** What one result of sending means for the message. */
sealed interface Verdict {
  /** The peer has it. */
  record Taken(RequestResult.Accepted accepted) implements Verdict {}

  /** Nobody has it; it may go elsewhere at once, or later. */
  record Later(Failure failure, Optional<Duration> retryAfter) implements Verdict {}

  /** Somebody may have it, so going elsewhere at once would risk a duplicate for nothing. */
  record Unknown(Failure failure) implements Verdict {}

  /** The peer refuses it for good. */
  record Never(Failure failure) implements Verdict {}

  /** Judges by the peer's table of statuses (facts B4). */
  static Verdict of(RequestResult result, Peer peer) {
    return switch (result) {
      case RequestResult.Accepted accepted -> new Taken(accepted);
      case RequestResult.Refused refused -> refused(refused.commandStatus(), peer);
      case RequestResult.NoAnswer none -> {
        Failure failure =
            new Failure(
                FailureCode.NO_ANSWER,
                "the SMS centre did not answer",
                peer.id() + ": no answer, " + none.cause() + " on " + none.bindId());
        yield switch (peer.unanswered()) {
          case TEMPORARY -> new Unknown(failure);
          case PERMANENT -> new Never(failure);
        };
      }
      case RequestResult.NotSent notSent -> notSent(notSent, peer);
    };
  }

  private static Verdict notSent(RequestResult.NotSent notSent, Peer peer) {
    String detail = peer.id() + ": not sent: " + notSent.detail();
    return switch (notSent.reason()) {
      case LINK_DOWN, CLOSED ->
          new Later(
              new Failure(FailureCode.LINK_DOWN, "the SMS centre cannot be reached", detail),
              Optional.empty());
      case QUEUE_FULL ->
          new Later(
              new Failure(FailureCode.CONGESTED, "too many messages are waiting", detail),
              Optional.of(Duration.ofSeconds(1)));
      case INVALID ->
          new Never(
              new Failure(
                  FailureCode.CONTENT_REFUSED, "cannot be written as a short message", detail));
    };
  }

  private static Verdict refused(int status, Peer peer) {
    OutcomeClass outcome = peer.statuses().outcome(status);
    String text = "the SMS centre answered " + peer.statuses().name(status);
    Failure failure =
        new Failure(code(outcome, status), text, peer.id() + ": command_status 0x" + hex(status));
    if (!outcome.isRetriable()) {
      return new Never(failure);
    }
    return new Later(
        failure,
        outcome == OutcomeClass.THROTTLED ? Optional.of(peer.throttlePause()) : Optional.empty());
  }

  private static FailureCode code(OutcomeClass outcome, int status) {
    return switch (outcome) {
      case THROTTLED -> FailureCode.CONGESTED;
      case TEMPORARY -> FailureCode.UNAVAILABLE;
      case SESSION -> FailureCode.LINK_DOWN;
      case BAD_ADDRESS ->
          status == 0x0a || status == 0x48 || status == 0x49
              ? FailureCode.BAD_ORIGINATOR
              : FailureCode.BAD_RECIPIENT;
      case BAD_CONTENT -> status == 0x01 ? FailureCode.TOO_LARGE : FailureCode.CONTENT_REFUSED;
      case REJECTED -> FailureCode.REJECTED;
      case OK, OPERATION, VENDOR -> FailureCode.PEER_ERROR;
    };
  }

  private static String hex(int status) {
    return String.format("%08X", status);
  }
}
