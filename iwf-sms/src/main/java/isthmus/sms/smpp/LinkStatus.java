package isthmus.sms.smpp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One link at one moment: each bound and how much of it is used.
 *
 * @param up at least one session is bound that submits
 * @param windowInUse unanswered requests over all sessions
 * @param windowAllowed what may be unanswered now; below {@code windowMax} when throttled
 * @param windowMax window times sessions bound
 * @param sentLastSecond requests sent in the last full second
 * @param rateCap messages a second, 0 for no limit
 * @param throttledUntil end of the present pause, absent if there is none
 * @param responseTimeout the response time-out in force
 */
public record LinkStatus(
    String id,
    boolean up,
    List<BindStatus> binds,
    int queued,
    int maxQueue,
    int windowInUse,
    int windowAllowed,
    int windowMax,
    int sentLastSecond,
    double rateCap,
    boolean throttled,
    Optional<Instant> throttledUntil,
    int maxUnansweredPerBind,
    int maxPduOctets,
    Duration responseTimeout,
    Duration enquireLink,
    Counts counts) {

  /**
   * One session.
   *
   * @param retryAt next attempt, while WAITING
   * @param unanswered requests of the peer that the application has not answered
   * @param lastError why it last failed
   * @param peerInterfaceVersion sc_interface_version, 0 if the peer did not say
   */
  public record BindStatus(
      String id,
      BindMode mode,
      BindState state,
      Instant since,
      Optional<Instant> retryAt,
      int failures,
      int windowInUse,
      int window,
      int unanswered,
      int peerInterfaceVersion,
      Optional<String> lastError) {}

  /**
   * Counts since start.
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
  public record Counts(
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
}
