package isthmus.sms.mapping;

/** What the gateway does about a command_status (facts B4). */
public enum OutcomeClass {
  /** Accepted: keep the message id. */
  OK,
  /** Retry the same message and slow the link down. */
  THROTTLED,
  /** Retry with back-off. */
  TEMPORARY,
  /** Permanent: originator or recipient. */
  BAD_ADDRESS,
  /** Permanent, and probably the gateway's fault. */
  BAD_CONTENT,
  /** Permanent: refused. */
  REJECTED,
  /** The bind is of no use: bind again and raise an alarm; the message waits. */
  SESSION,
  /** A query, cancel or replace found nothing to work on. */
  OPERATION,
  /**
   * A vendor's own code or one that nobody knows; permanent unless the peer's table says otherwise.
   */
  VENDOR;

  /** Whether the same message may succeed later on the same peer. */
  public boolean isRetriable() {
    return this == THROTTLED || this == TEMPORARY || this == SESSION;
  }
}
