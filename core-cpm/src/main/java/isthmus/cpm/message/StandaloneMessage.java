package isthmus.cpm.message;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.conversation.Threading;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.cpm.disposition.ImdnMessageId;
import java.time.Instant;
import java.util.Optional;

/**
 * A CPM standalone message (CPM SD §5.2.2). The wrapped form is kept as it came, so that every
 * end-to-end indication survives forwarding (CPM SD §5.2.2.1.8).
 *
 * @param originator who sends it
 * @param recipient whom it is for, one person
 * @param threading its place in a conversation
 * @param imdnId its identity for notifications
 * @param requested the notifications that the sender asked for
 * @param sentAt date and time of sending
 * @param service the Non-CPM Communication Service Identifier that accompanies the non-CPM party
 * @param subject the subject, if any
 * @param content what it says, unwrapped
 * @param cpim the whole {@code message/cpim} body, RFC 3862
 */
public record StandaloneMessage(
    Address originator,
    Address recipient,
    Threading threading,
    ImdnMessageId imdnId,
    DispositionRequest requested,
    Instant sentAt,
    Optional<ServiceIdentifier> service,
    Optional<String> subject,
    Content content,
    Octets cpim)
    implements CpmRequest {
  /** Checks the components. */
  public StandaloneMessage {
    requireNonNull(originator);
    requireNonNull(recipient);
    requireNonNull(threading);
    requireNonNull(imdnId);
    requireNonNull(requested);
    requireNonNull(sentAt);
    requireNonNull(service);
    requireNonNull(subject);
    requireNonNull(content);
    requireNonNull(cpim);
  }

  /** The same between others. */
  public StandaloneMessage between(Address from, Address to) {
    return new StandaloneMessage(
        from, to, threading, imdnId, requested, sentAt, service, subject, content, cpim);
  }

  /** The same with another content; {@code cpim} has to hold it. */
  public StandaloneMessage saying(Content other, Octets wrapped) {
    return new StandaloneMessage(
        originator,
        recipient,
        threading,
        imdnId,
        requested,
        sentAt,
        service,
        subject,
        other,
        wrapped);
  }
}
