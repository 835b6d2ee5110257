package isthmus.gateway.flow;

import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;

/** What a final status of a client or of the core means for a delivery inside CPM. */
final class SipFailure {
  private SipFailure() {}

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

  /** The failure that a result stands for: an answer, silence, or no way to get there. */
  static Failure of(CpmDelivery.Result result, String who) {
    if (result.answered()) {
      return of(result.status(), who);
    }
    return result.status() == 408
        ? new Failure(FailureCode.NO_ANSWER, "not delivered", who + " did not answer")
        : new Failure(FailureCode.LINK_DOWN, "not delivered", who + " could not be reached");
  }

  private static Failure of(int status, String who) {
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
