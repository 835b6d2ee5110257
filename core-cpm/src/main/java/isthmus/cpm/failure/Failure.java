package isthmus.cpm.failure;

import static java.util.Objects.requireNonNull;

/**
 * A failure as it crosses the border between modules.
 *
 * @param code what happened
 * @param peerText one line that may be shown to the peer that caused or awaits the message; holds
 *     no address of ours and no text of a user
 * @param detail one line for the operator: ids, command status, host; never the text of a message
 */
public record Failure(FailureCode code, String peerText, String detail) {
  /** Checks the components. */
  public Failure {
    requireNonNull(code);
    requireNonNull(peerText);
    requireNonNull(detail);
  }

  /** A failure whose operator detail is the text for the peer. */
  public static Failure of(FailureCode code, String text) {
    return new Failure(code, text, text);
  }
}
