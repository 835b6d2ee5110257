package isthmus.cpm.sip;

/** How a request of ours ended. */
public sealed interface SipResult {
  /** A final response came. */
  record Answered(int status, String reason, SipHeaders headers) implements SipResult {
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * No final response within 64 T1 (RFC 3261 §17.1.2.2, timer F): the peer may have acted or not.
   */
  record TimedOut() implements SipResult {}

  /** It could not be sent: no route, no connection, a bound reached, or the endpoint stopped. */
  record TransportFailed(String reason) implements SipResult {}
}
