package isthmus.cpm.sip;

import java.time.Duration;

/**
 * Every bound of an endpoint. Nothing here is unlimited, and each has a counter that shows when it
 * bites.
 *
 * @param maxMessageBytes a longer message gets 513 (RFC 3261 §21.5.14)
 * @param maxRequestsInProgress handed on and not yet answered; more get 503
 * @param maxRequestsPerSecond new requests; more get 503
 * @param retryAfter the Retry-After of those 503
 * @param maxAnswersKept answers kept for retransmissions, at most 32 s each; beyond it the oldest
 *     go first, and a retransmission of one of those reaches the handler again
 * @param maxAnswerBytesKept the same bound by estimated memory
 * @param maxInFlight requests of ours that have no final answer yet; more fail at once
 * @param maxConnections TCP and TLS connections; a new one beyond it is closed
 * @param maxQueuedPerConnection messages waiting for a slow peer; more fail at once
 * @param connectTimeout for TCP connect and TLS handshake
 * @param idleConnection a connection without traffic for so long is closed
 * @param udpBufferBytes asked of the system for receiving and for sending
 * @param datagramThreads threads that read one UDP socket
 */
public record SipLimits(
    int maxMessageBytes,
    int maxRequestsInProgress,
    int maxRequestsPerSecond,
    Duration retryAfter,
    int maxAnswersKept,
    long maxAnswerBytesKept,
    int maxInFlight,
    int maxConnections,
    int maxQueuedPerConnection,
    Duration connectTimeout,
    Duration idleConnection,
    int udpBufferBytes,
    int datagramThreads) {

  public SipLimits {
    atLeastOne("maxMessageBytes", maxMessageBytes);
    atLeastOne("maxRequestsInProgress", maxRequestsInProgress);
    atLeastOne("maxRequestsPerSecond", maxRequestsPerSecond);
    atLeastOne("maxAnswersKept", maxAnswersKept);
    atLeastOne("maxAnswerBytesKept", maxAnswerBytesKept);
    atLeastOne("maxInFlight", maxInFlight);
    atLeastOne("maxConnections", maxConnections);
    atLeastOne("maxQueuedPerConnection", maxQueuedPerConnection);
    atLeastOne("udpBufferBytes", udpBufferBytes);
    atLeastOne("datagramThreads", datagramThreads);
    atLeastOne("retryAfter in seconds", retryAfter.toSeconds());
    atLeastOne("connectTimeout in ms", connectTimeout.toMillis());
    atLeastOne("idleConnection in ms", idleConnection.toMillis());
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
  }

  /** For two cores and some thousand messages a second. */
  public static SipLimits defaults() {
    return new SipLimits(
        65_535,
        5_000,
        20_000,
        Duration.ofSeconds(5),
        200_000,
        64L * 1024 * 1024,
        20_000,
        10_000,
        2_000,
        Duration.ofSeconds(5),
        Duration.ofHours(2),
        8 * 1024 * 1024,
        2);
  }

  public SipLimits withMaxMessageBytes(int bytes) {
    return new SipLimits(
        bytes,
        maxRequestsInProgress,
        maxRequestsPerSecond,
        retryAfter,
        maxAnswersKept,
        maxAnswerBytesKept,
        maxInFlight,
        maxConnections,
        maxQueuedPerConnection,
        connectTimeout,
        idleConnection,
        udpBufferBytes,
        datagramThreads);
  }

  public SipLimits withMaxRequestsInProgress(int requests) {
    return new SipLimits(
        maxMessageBytes,
        requests,
        maxRequestsPerSecond,
        retryAfter,
        maxAnswersKept,
        maxAnswerBytesKept,
        maxInFlight,
        maxConnections,
        maxQueuedPerConnection,
        connectTimeout,
        idleConnection,
        udpBufferBytes,
        datagramThreads);
  }

  public SipLimits withMaxRequestsPerSecond(int requests) {
    return new SipLimits(
        maxMessageBytes,
        maxRequestsInProgress,
        requests,
        retryAfter,
        maxAnswersKept,
        maxAnswerBytesKept,
        maxInFlight,
        maxConnections,
        maxQueuedPerConnection,
        connectTimeout,
        idleConnection,
        udpBufferBytes,
        datagramThreads);
  }

  public SipLimits withMaxInFlight(int requests) {
    return new SipLimits(
        maxMessageBytes,
        maxRequestsInProgress,
        maxRequestsPerSecond,
        retryAfter,
        maxAnswersKept,
        maxAnswerBytesKept,
        requests,
        maxConnections,
        maxQueuedPerConnection,
        connectTimeout,
        idleConnection,
        udpBufferBytes,
        datagramThreads);
  }

  public SipLimits withMaxConnections(int connections) {
    return new SipLimits(
        maxMessageBytes,
        maxRequestsInProgress,
        maxRequestsPerSecond,
        retryAfter,
        maxAnswersKept,
        maxAnswerBytesKept,
        maxInFlight,
        connections,
        maxQueuedPerConnection,
        connectTimeout,
        idleConnection,
        udpBufferBytes,
        datagramThreads);
  }
}
