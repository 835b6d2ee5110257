package isthmus.cpm.interworking;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.cpm.message.Content;
import java.time.Instant;
import java.util.Optional;

/**
 * A whole message from outside CPM, converted, before it has CPM identities (CPM SD §5.3.2).
 *
 * @param service the service and its instance; accompanies the sender so that replies return
 * @param peer the link or account that it came by
 * @param externalId the identity that we gave, or the peer has for, the message; what notifications
 *     and queries name
 * @param from its sender
 * @param to the CPM user
 * @param content what it says
 * @param sentAt when it was sent, as far as known
 * @param requested the notifications that the sender asked for
 * @param expires when its validity ends, if it says so
 * @param partGroup the group in the {@link isthmus.cpm.interworking.PartStore} that it was put
 *     together from; removed in the transaction that accepts the message
 */
public record LegacyMessage(
    ServiceIdentifier service,
    String peer,
    Optional<String> externalId,
    Address from,
    Address to,
    Content content,
    Instant sentAt,
    DispositionRequest requested,
    Optional<Instant> expires,
    Optional<String> partGroup) {
  /** Checks the components. */
  public LegacyMessage {
    requireNonNull(service);
    requireNonNull(peer);
    requireNonNull(externalId);
    requireNonNull(from);
    requireNonNull(to);
    requireNonNull(content);
    requireNonNull(sentAt);
    requireNonNull(requested);
    requireNonNull(expires);
    requireNonNull(partGroup);
  }
}
