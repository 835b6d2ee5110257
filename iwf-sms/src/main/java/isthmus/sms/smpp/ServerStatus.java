package isthmus.sms.smpp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Our SMSC side at one moment.
 *
 * @param connections open, bound or not
 * @param refusedConnections closed at once because of {@code maxConnections}, since start
 * @param refusedBinds binds refused, since start
 */
public record ServerStatus(
    String host,
    int port,
    int connections,
    int maxConnections,
    long refusedConnections,
    long refusedBinds,
    ConnectionCounts connectionCounts,
    List<AccountStatus> accounts) {

  /**
   * Counts over all connections, bound or not, since start; those of the accounts do not repeat
   * them.
   *
   * @param malformed PDUs out of step or of an unknown command_id
   * @param strayResponses responses that match no request, most of them late
   */
  public record ConnectionCounts(
      long malformed, long strayResponses, long enquireLinkSent, long enquireLinkReceived) {}

  /**
   * One account. Windows and queue are those of our requests to it; {@code window} and {@code
   * rateCap} bound its requests to us.
   *
   * @param overRate its requests refused because of {@code rateCap}, since start
   */
  public record AccountStatus(
      String id,
      EsmeAccount.Kind kind,
      List<SessionStatus> sessions,
      int maxBinds,
      int window,
      double rateCap,
      int receivedLastSecond,
      long overRate,
      int queued,
      int maxQueue,
      int deliverWindowInUse,
      int deliverWindow,
      int deliveredLastSecond,
      double deliverRateCap,
      boolean throttled,
      Optional<Instant> throttledUntil,
      TrafficCounts counts) {}

  /**
   * One bound session.
   *
   * @param unanswered its requests that the application has not answered
   * @param deliverWindowInUse our requests it has not answered
   */
  public record SessionStatus(
      String id,
      BindMode mode,
      String peer,
      int interfaceVersion,
      Instant since,
      int unanswered,
      int deliverWindowInUse) {}
}
