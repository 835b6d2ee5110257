package isthmus.sms.smpp;

import java.util.Map;

/**
 * Counts of one link or account since start, over all its sessions.
 *
 * @param requests requests given to the link
 * @param notSent of these, not sent, by reason
 * @param responses responses by command_status
 * @param timeouts no response in time
 * @param lostInFlight unanswered when a session was lost
 * @param received deliver_sm and data_sm
 * @param declined of these, answered with an error
 * @param overloaded of these, because too many were unanswered or one for too long
 * @param malformed PDUs that could not be read
 * @param strayResponses responses that match no request, most of them late
 */
public record TrafficCounts(
    long requests,
    Map<RequestResult.Reason, Long> notSent,
    Map<Integer, Long> responses,
    long timeouts,
    long lostInFlight,
    long received,
    long declined,
    long overloaded,
    long alerts,
    long malformed,
    long strayResponses,
    long enquireLinkSent,
    long enquireLinkReceived,
    long binds) {}
