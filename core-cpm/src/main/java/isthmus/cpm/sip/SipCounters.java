package isthmus.cpm.sip;

import java.util.Map;

/**
 * What an endpoint has done since its start. Counts only grow, except those that say "now".
 *
 * @param receivedByMethod requests, retransmissions included; unknown methods as "other"
 * @param answeredByStatus answers sent, repeated ones not included
 * @param retransmissionsAbsorbed repeated requests that reached no handler
 * @param junk datagrams and stream content that could not even be answered
 * @param rejectedMalformed requests answered 400, 505 or 513 before any handler
 * @param rejectedByOverload requests answered 503 by admission
 * @param abandoned requests that the handler did not answer in time
 * @param strayResponses responses to no request of ours, late ones included
 * @param sent requests of ours
 * @param resent retransmissions of ours
 * @param completed requests of ours with a final answer
 * @param timedOut requests of ours without one
 * @param transportFailed requests of ours that could not be sent
 * @param answersLost answers that could not be sent
 * @param connectionsRefused TCP and TLS connections closed at once, being too many
 * @param inProgress requests at the handler now
 * @param inFlight requests of ours without final answer now
 * @param answersKept answers kept for retransmissions now
 * @param connections TCP and TLS connections now
 */
public record SipCounters(
    Map<String, Long> receivedByMethod,
    Map<Integer, Long> answeredByStatus,
    long retransmissionsAbsorbed,
    long junk,
    long rejectedMalformed,
    long rejectedByOverload,
    long abandoned,
    long strayResponses,
    long sent,
    long resent,
    long completed,
    long timedOut,
    long transportFailed,
    long answersLost,
    long connectionsRefused,
    long inProgress,
    long inFlight,
    long answersKept,
    long connections) {
  public SipCounters {
    receivedByMethod = Map.copyOf(receivedByMethod);
    answeredByStatus = Map.copyOf(answeredByStatus);
  }
}
