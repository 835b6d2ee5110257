package isthmus.gateway.demo;

/** What a simulated SMSC does with the messages submitted to it. Links and receipts are its own. */
public sealed interface SmscBehaviour {

  /** Takes them. */
  record Normal() implements SmscBehaviour {}

  /**
   * Refuses each.
   *
   * @param commandStatus command_status of submit_sm_resp, not 0 (SMPP 3.4 §5.1.3)
   */
  record Refuse(int commandStatus) implements SmscBehaviour {
    /** Refuses 0, which would be a success. */
    public Refuse {
      if (commandStatus == 0) {
        throw new IllegalArgumentException("a refusal needs a command_status other than 0");
      }
    }
  }

  /** Refuses each with ESME_RTHROTTLED. */
  record Throttle() implements SmscBehaviour {}

  /** Takes none and answers none. */
  record Hang() implements SmscBehaviour {}

  /** Cuts the connection at each, without an answer. */
  record Drop() implements SmscBehaviour {}
}
