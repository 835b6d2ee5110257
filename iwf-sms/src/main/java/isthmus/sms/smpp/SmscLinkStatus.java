package isthmus.sms.smpp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
public record SmscLinkStatus(
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
    TrafficCounts counts) {

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
}
