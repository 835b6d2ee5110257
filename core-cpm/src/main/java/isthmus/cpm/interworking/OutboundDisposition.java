package isthmus.cpm.interworking;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.message.DeliveryKey;
import java.time.Instant;

/**
 * What became of a message that came from a service, to be said in the service's own way.
 *
 * @param delivery the delivery of this notification
 * @param peer the link or account that the message came by
 * @param externalId the identity that it has there
 * @param from the address that reports: the recipient of the message, in the service's form
 * @param to the address that wants to know: the sender of the message
 * @param receivedAt when the message came
 * @param disposition what happened
 * @param at when it happened
 */
public record OutboundDisposition(
    DeliveryKey delivery,
    String peer,
    String externalId,
    String from,
    String to,
    Instant receivedAt,
    Disposition disposition,
    Instant at) {
  /** Checks the components. */
  public OutboundDisposition {
    requireNonNull(delivery);
    requireNonNull(peer);
    requireNonNull(externalId);
    requireNonNull(from);
    requireNonNull(to);
    requireNonNull(receivedAt);
    requireNonNull(disposition);
    requireNonNull(at);
  }
}
