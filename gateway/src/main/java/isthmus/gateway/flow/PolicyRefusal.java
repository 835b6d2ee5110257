package isthmus.gateway.flow;

import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.isf.PolicyMatch;
import isthmus.isf.policy.Action;

/**
 * A refusal that a row of the policy table wants. A SIP request is answered with its very status; a
 * service, and a message that was accepted before, get the code that is nearest to it.
 */
final class PolicyRefusal {
  private PolicyRefusal() {}

  /** The failure of a refusal by a row. */
  static Failure of(Action.Reject reject, PolicyMatch match, long version) {
    return new Failure(
        codeOf(reject.status()),
        text(reject),
        "row " + match.rowId() + " of the policy table rejects it, version " + version);
  }

  /** What a peer may read. */
  static String text(Action.Reject reject) {
    return reject.text().isEmpty() ? "refused by the service provider" : reject.text();
  }

  /** The code that is nearest to a SIP status. */
  static FailureCode codeOf(int status) {
    return switch (status) {
      case 400 -> FailureCode.MALFORMED;
      case 401, 403, 407 -> FailureCode.NOT_AUTHORISED;
      case 404, 410, 416, 484, 604 -> FailureCode.BAD_RECIPIENT;
      case 408 -> FailureCode.NO_ANSWER;
      case 413, 513 -> FailureCode.TOO_LARGE;
      case 415, 488, 606 -> FailureCode.CONTENT_REFUSED;
      case 480, 486, 600 -> FailureCode.UNAVAILABLE;
      case 487 -> FailureCode.CANCELLED;
      case 500 -> FailureCode.INTERNAL;
      case 502, 504 -> FailureCode.PEER_ERROR;
      case 503 -> FailureCode.CONGESTED;
      default -> FailureCode.REJECTED;
    };
  }
}
