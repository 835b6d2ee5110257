package isthmus.cpm.interworking;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.message.StandaloneMessage;
import java.time.Instant;
import java.util.List;

/**
 * A message to be executed by an interworking function.
 *
 * @param delivery the delivery that this is an attempt of
 * @param message the message
 * @param from the originator's address in the service, from {@link
 *     InterworkingFunction#originatorAddressOf}
 * @param to the recipient's address in the service, chosen by the ISF
 * @param expires after this instant the service shall give up
 * @param attempt 1 for the first
 * @param alreadyAccepted parts that earlier attempts brought through; they are not sent again
 */
public record OutboundMessage(
    DeliveryKey delivery,
    StandaloneMessage message,
    String from,
    String to,
    Instant expires,
    int attempt,
    List<ExternalPart> alreadyAccepted) {
  /** Checks the components and copies the list. */
  public OutboundMessage {
    requireNonNull(delivery);
    requireNonNull(message);
    requireNonNull(from);
    requireNonNull(to);
    requireNonNull(expires);
    alreadyAccepted = List.copyOf(alreadyAccepted);
  }
}
