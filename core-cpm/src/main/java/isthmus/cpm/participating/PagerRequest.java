package isthmus.cpm.participating;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.conversation.Threading;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.cpm.disposition.ImdnMessageId;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.StandaloneMessage;
import java.time.Instant;
import java.util.Optional;

/**
 * A pager mode message as it came from a client. Clients that know CPIM but not CPM bring no
 * conversation; one is made, and kept, for them.
 *
 * @param conversation the thread that the client named
 * @param contribution the contribution that the client named
 * @param inReplyTo the contribution that the client answers
 * @param validUntil when the sender wants it no longer delivered; may lie in the past
 */
public record PagerRequest(
    Address originator,
    Address recipient,
    Optional<ServiceIdentifier> service,
    Optional<ConversationId> conversation,
    Optional<ContributionId> contribution,
    Optional<ContributionId> inReplyTo,
    ImdnMessageId imdnId,
    DispositionRequest requested,
    Instant sentAt,
    Optional<Instant> validUntil,
    Optional<String> subject,
    Content content,
    Octets cpim) {

  /** The message with its place in a conversation. */
  public StandaloneMessage in(Threading threading) {
    return new StandaloneMessage(
        originator,
        recipient,
        threading,
        imdnId,
        requested,
        sentAt,
        service,
        subject,
        content,
        cpim);
  }
}
