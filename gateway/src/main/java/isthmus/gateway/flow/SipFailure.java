package isthmus.gateway.flow;

import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.DeliveryOutcome.PermanentFailure;
import isthmus.cpm.interworking.DeliveryOutcome.TemporaryFailure;
import java.util.List;
import java.util.Optional;

/** What a final status of a client or of the core means for a delivery inside CPM. */
final class SipFailure {
  private SipFailure() {}

  /** The outcome of an attempt that ended with a status. */
  static DeliveryOutcome retryOrFail(int status, String who) {
    Failure failure = of(status, who);
    return isPassing(status)
        ? new TemporaryFailure(failure, Optional.empty(), List.of())
        : new PermanentFailure(failure, List.of());
  }

  /** Whether another attempt may succeed. */
  static boolean isPassing(int status) {
    return switch (status) {
      case 408, 480, 486, 500, 502, 503, 504, 600 -> true;
      default -> false;
    };
  }

  /** Nobody was there to give a status. */
  static Failure nobody() {
    return Failure.of(FailureCode.UNAVAILABLE, "no client of the recipient is registered");
  }

  /** A bug: a notification would go to a service from which nothing came. */
  static Failure notAsked() {
    return Failure.of(FailureCode.INTERNAL, "a notification for a service that sent nothing");
  }

  /** The failure that a status stands for. */
  static Failure of(int status, String who) {
    FailureCode code =
        switch (status) {
          case 404, 410, 604 -> FailureCode.BAD_RECIPIENT;
          case 408 -> FailureCode.NO_ANSWER;
          case 413, 513 -> FailureCode.TOO_LARGE;
          case 415, 488, 606 -> FailureCode.CONTENT_REFUSED;
          case 403, 603 -> FailureCode.REJECTED;
          case 503 -> FailureCode.CONGESTED;
          default -> FailureCode.UNAVAILABLE;
        };
    return new Failure(code, "not delivered", who + " answered " + status);
  }
}
