package isthmus.gateway.demo;

import java.time.Instant;

/**
 * A short message on a handset.
 *
 * @param id message_id of its (last) part at the SMSC, or the handset's own number for one it sent
 * @param direction from the handset's view
 * @param peer the other party's address as the SMSC knows it, with a plus sign if international
 * @param parts number of short messages it was made of
 */
public record HandsetMessage(
    String id, Direction direction, String peer, String text, int parts, Instant at, State state) {

  /** Which way it went. */
  public enum Direction {
    IN,
    OUT
  }

  /** How far it came. */
  public enum State {
    /** It is on this handset. */
    ARRIVED,
    /** The SMSC has not passed on all its parts. */
    SENDING,
    /** The ESME took all its parts. */
    SENT,
    /** The ESME refused a part at least once; the SMSC goes on trying. */
    RETRYING
  }

  HandsetMessage with(State other) {
    return new HandsetMessage(id, direction, peer, text, parts, at, other);
  }
}
