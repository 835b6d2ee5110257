package isthmus.gateway.demo;

import isthmus.cpm.codec.imdn.NotificationRequest;
import java.time.Instant;

/**
 * A message in a thread of a CPM client.
 *
 * @param id imdn.Message-ID
 * @param contribution Contribution-ID
 * @param detail why it failed, for people; empty otherwise
 * @param wanted what its sender wants to be told
 */
public record CpmMessage(
    String id,
    String contribution,
    Direction direction,
    String text,
    Instant at,
    State state,
    String detail,
    NotificationRequest wanted) {

  /** Which way it went. */
  public enum Direction {
    IN,
    OUT
  }

  /**
   * How far it came. Of those that are sent, later constants come after earlier ones in time, and a
   * state never goes back.
   */
  public enum State {
    /** No final answer yet. */
    SENDING,
    /** The core took it: 2xx. */
    SENT,
    /** Notification {@code delivered} (RFC 5438 §7.2.1.1). */
    DELIVERED,
    /** Notification {@code displayed}. */
    DISPLAYED,
    /** Not taken, or notification {@code failed}. */
    FAILED,
    /** It came in and was not shown yet. */
    UNREAD,
    /** It came in and was shown. */
    READ
  }

  CpmMessage with(State other, String why) {
    return new CpmMessage(id, contribution, direction, text, at, other, why, wanted);
  }
}
