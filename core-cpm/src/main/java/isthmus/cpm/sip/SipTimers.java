package isthmus.cpm.sip;

import java.time.Duration;

/**
 * The base timers of RFC 3261 §17.1.1.1.
 *
 * @param t1 estimated round trip; a request fails after 64 of it (timer F)
 * @param t2 longest interval between retransmissions
 * @param t4 how long a message may stay in the network (timer K)
 */
public record SipTimers(Duration t1, Duration t2, Duration t4) {
  public SipTimers {
    if (t1.isNegative() || t1.isZero() || t2.compareTo(t1) < 0 || t4.isNegative()) {
      throw new IllegalArgumentException("SIP timers need 0 < T1 <= T2 and T4 >= 0");
    }
  }

  public static SipTimers rfc3261() {
    return new SipTimers(Duration.ofMillis(500), Duration.ofSeconds(4), Duration.ofSeconds(5));
  }

  /** Timers F and J: 64 times T1. */
  public Duration transactionTimeout() {
    return t1.multipliedBy(64);
  }
}
