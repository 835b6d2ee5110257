package isthmus.cpm.codec.imdn;

import isthmus.cpm.codec.cpim.CpimAddress;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A CPIM message that carries notifications: one, or several aggregated (RFC 5438 §8.3).
 *
 * @param messageId its own {@code imdn.Message-ID}, not that of the message it is about
 * @param from the CPIM From, usually {@link CpimAddress#ANONYMOUS}
 * @param to the CPIM To, usually {@link CpimAddress#ANONYMOUS}
 * @param dateTime when the notification was made
 * @param route the {@code imdn.IMDN-Route}: the record route of the message it is about, in the
 *     same order
 * @param notifications at least one
 */
public record ImdnMessage(
    String messageId,
    CpimAddress from,
    CpimAddress to,
    OffsetDateTime dateTime,
    List<CpimAddress> route,
    List<Imdn> notifications) {

  /** Checks that there is something to tell. */
  public ImdnMessage {
    ImdnHeaders.checkId(messageId);
    route = List.copyOf(route);
    notifications = List.copyOf(notifications);
    if (notifications.isEmpty()) {
      throw new IllegalArgumentException("no notification");
    }
  }

  /** A single notification between anonymous parties, as CPM sends it. */
  public static ImdnMessage of(String messageId, OffsetDateTime dateTime, Imdn notification) {
    return new ImdnMessage(
        messageId,
        CpimAddress.ANONYMOUS,
        CpimAddress.ANONYMOUS,
        dateTime,
        List.of(),
        List.of(notification));
  }

  /**
   * This message sent back along the record route of the message that it is about (RFC 5438 §7.2).
   */
  public ImdnMessage alongRouteOf(ImdnHeaders original) {
    return new ImdnMessage(messageId, from, to, dateTime, original.recordRoute(), notifications);
  }
}
