package isthmus.cpm.message;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.conversation.Threading;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.ImdnMessageId;
import java.time.Instant;
import java.util.Optional;

/**
 * A disposition notification (CPM SD §5.2.6): what became of an earlier message at one recipient.
 *
 * @param originator who reports: the recipient of the earlier message
 * @param recipient whom it is for: the sender of the earlier message
 * @param threading its place in the conversation
 * @param imdnId its own identity
 * @param about the earlier message
 * @param disposition what happened
 * @param at when it happened
 * @param service the Non-CPM Communication Service Identifier accompanying a non-CPM recipient
 * @param interworkedBy the service that took the earlier message, for a notification that it left
 *     CPM
 */
public record DispositionNotification(
    Address originator,
    Address recipient,
    Threading threading,
    ImdnMessageId imdnId,
    ImdnMessageId about,
    Disposition disposition,
    Instant at,
    Optional<ServiceIdentifier> service,
    Optional<String> interworkedBy)
    implements CpmRequest {
  /** Checks the components. */
  public DispositionNotification {
    requireNonNull(originator);
    requireNonNull(recipient);
    requireNonNull(threading);
    requireNonNull(imdnId);
    requireNonNull(about);
    requireNonNull(disposition);
    requireNonNull(at);
    requireNonNull(service);
    requireNonNull(interworkedBy);
  }
}
