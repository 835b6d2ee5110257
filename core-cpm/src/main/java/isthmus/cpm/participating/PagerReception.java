package isthmus.cpm.participating;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.address.ServiceIdentifierCodec;
import isthmus.cpm.codec.cpim.CpimAddress;
import isthmus.cpm.codec.cpim.CpimCodec;
import isthmus.cpm.codec.cpim.CpimException;
import isthmus.cpm.codec.cpim.CpimHeader;
import isthmus.cpm.codec.cpim.CpimMessage;
import isthmus.cpm.codec.imdn.Imdn;
import isthmus.cpm.codec.imdn.ImdnException;
import isthmus.cpm.codec.imdn.ImdnHeaders;
import isthmus.cpm.codec.imdn.ImdnMessageCodec;
import isthmus.cpm.codec.imdn.ImdnNotification;
import isthmus.cpm.codec.imdn.ImdnReport;
import isthmus.cpm.codec.mime.MediaType;
import isthmus.cpm.codec.mime.MimeException;
import isthmus.cpm.codec.mime.MimePart;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.ImdnMessageId;
import isthmus.cpm.message.Content;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a SIP MESSAGE of an authorised originator: a message, notifications, or something wrong
 * (CPM SD §5.2.2.1.1, RFC 3428, RFC 3862, RFC 5438). Bodies that are no CPIM are wrapped, so that
 * clients which know neither CPM nor CPIM are served.
 */
public final class PagerReception {
  private static final String CPM_SERVICE = "3gpp-service.ims.icsi.oma.cpm.";

  private final AddressParser addresses;
  private final ServiceIdentifierCodec identifiers;
  private final CpimCodec cpim;
  private final ImdnMessageCodec imdn;
  private final int pagerLimitOctets;

  /**
   * A reception.
   *
   * @param pagerLimitOctets the most octets of a body in pager mode; 1300 by CPM SD §5.2.2.1.5
   */
  public PagerReception(
      AddressParser addresses,
      ServiceIdentifierCodec identifiers,
      CpimCodec cpim,
      ImdnMessageCodec imdn,
      int pagerLimitOctets) {
    this.addresses = requireNonNull(addresses);
    this.identifiers = requireNonNull(identifiers);
    this.cpim = requireNonNull(cpim);
    this.imdn = requireNonNull(imdn);
    this.pagerLimitOctets = pagerLimitOctets;
  }

  /**
   * Reads a request.
   *
   * @param originator who sends it, authenticated or asserted by a trusted peer
   * @param now stands in for a missing date of sending
   */
  public Received receive(SipRequest request, Address originator, Instant now) {
    try {
      return read(request, originator, now);
    } catch (Wrong wrong) {
      return new Received.Refused(wrong.answer);
    }
  }

  private Received read(SipRequest request, Address originator, Instant now) throws Wrong {
    ServiceIdentifierCodec.Detached target = target(request);
    Address recipient = recipient(target);
    Optional<ServiceIdentifier> service = target.service();
    byte[] octets = request.body().octets();
    if (octets.length == 0) {
      throw new Wrong(400, "a MESSAGE without a body says nothing");
    }
    if (octets.length > pagerLimitOctets) {
      throw new Wrong(
          SipAnswer.of(
                  413, "pager mode takes " + pagerLimitOctets + " bytes; use large message mode")
              .warning(133, "Size exceeded"));
    }
    MediaType type = mediaType(request);
    if (type.is("application/im-iscomposing+xml")) {
      return new Received.Passing(SipAnswer.of(200));
    }
    CpimMessage wrapped =
        type.is("message/cpim")
            ? decode(Octets.wrap(octets))
            : wrap(request, type, Octets.wrap(octets), now);
    if (wrapped.part().mediaType().is("application/im-iscomposing+xml")) {
      return new Received.Passing(SipAnswer.of(200));
    }
    if (imdn.isNotification(wrapped)) {
      return notifications(wrapped, originator, recipient);
    }
    return new Received.Message(
        message(request, originator, recipient, service, wrapped, type, now));
  }

  private PagerRequest message(
      SipRequest request,
      Address originator,
      Address recipient,
      Optional<ServiceIdentifier> service,
      CpimMessage wrapped,
      MediaType outer,
      Instant now)
      throws Wrong {
    if (!wrapped.requiredBeyond(Set.of()).isEmpty()) {
      throw new Wrong(420, "the CPIM Require header names what is not known here");
    }
    Optional<ConversationId> conversation = token(request.conversationId(), ConversationId::new);
    Optional<ContributionId> contribution = token(request.contributionId(), ContributionId::new);
    if ((conversation.isEmpty() || contribution.isEmpty()) && isCpm(request)) {
      throw new Wrong(400, "Conversation-ID and Contribution-ID are mandatory in CPM");
    }
    ImdnHeaders headers = ImdnHeaders.of(wrapped);
    Optional<ImdnMessageId> given = token(headers.messageId(), ImdnMessageId::new);
    CpimMessage complete = wrapped;
    ImdnMessageId id = given.orElseGet(() -> made(request));
    if (given.isEmpty()) {
      complete = wrapped.with(CpimHeader.Extension.imdn("Message-ID", id.value()));
    }
    boolean changed = given.isEmpty() || !outer.is("message/cpim");
    MimePart part = complete.part();
    return new PagerRequest(
        originator,
        recipient,
        service,
        conversation,
        contribution,
        token(request.inReplyToContributionId(), ContributionId::new),
        id,
        Requests.of(headers.request()),
        complete.dateTime().map(OffsetDateTime::toInstant).orElse(now),
        Validity.end(request, now),
        complete.subject().or(() -> request.header("Subject")),
        new Content(part.mediaType(), part.content()),
        changed ? cpim.encode(complete) : Octets.wrap(request.body().octets()));
  }

  /**
   * An identity for a message that has none. Copies of one request, which a forking network or a
   * client that saw no answer makes (RFC 3261 §8.2.2.2), get the same one.
   */
  private static ImdnMessageId made(SipRequest request) {
    MessageDigest hash = sha256();
    hash.update(request.requestKey().getBytes(StandardCharsets.UTF_8));
    hash.update(request.body().octets());
    return new ImdnMessageId(HexFormat.of().formatHex(hash.digest(), 0, 16));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private Received notifications(CpimMessage wrapped, Address originator, Address recipient)
      throws Wrong {
    List<Received.Notice> notices = new ArrayList<>();
    try {
      ImdnReport report = imdn.read(wrapped);
      if (report.notifications().isEmpty()) {
        throw new Wrong(400, "none of the notifications is readable");
      }
      for (Imdn notification : report.notifications()) {
        Optional<Disposition> disposition =
            notification.notification().flatMap(PagerReception::dispositionOf);
        if (disposition.isPresent()) {
          notices.add(
              new Received.Notice(new ImdnMessageId(notification.messageId()), disposition.get()));
        }
      }
    } catch (ImdnException wrong) {
      throw new Wrong(400, "the notification is not readable: " + wrong.getMessage());
    } catch (IllegalArgumentException wrong) {
      throw new Wrong(400, "the notification names no valid message: " + wrong.getMessage());
    }
    return new Received.Notifications(originator, recipient, notices);
  }

  private static Optional<Disposition> dispositionOf(ImdnNotification notification) {
    return switch (notification) {
      case ImdnNotification.Delivery delivery ->
          Optional.of(
              switch (delivery) {
                case DELIVERED -> Disposition.DELIVERED;
                case FAILED -> Disposition.FAILED;
                case FORBIDDEN -> Disposition.FORBIDDEN;
                case ERROR -> Disposition.ERROR;
              });
      case ImdnNotification.Display display ->
          switch (display) {
            case DISPLAYED -> Optional.of(Disposition.DISPLAYED);
            case FORBIDDEN, ERROR -> Optional.empty();
          };
      case ImdnNotification.Processing _ -> Optional.empty();
      case ImdnNotification.Interworking _ -> Optional.empty();
    };
  }

  private ServiceIdentifierCodec.Detached target(SipRequest request) throws Wrong {
    try {
      return identifiers.detach(request.requestUri());
    } catch (AddressException wrong) {
      throw new Wrong(400, "the service identifier is not readable: " + wrong.getMessage());
    }
  }

  private Address recipient(ServiceIdentifierCodec.Detached target) throws Wrong {
    try {
      return addresses.parseUri(target.uri());
    } catch (AddressException wrong) {
      throw new Wrong(404, "the Request-URI is not an address: " + wrong.getMessage());
    }
  }

  private static MediaType mediaType(SipRequest request) throws Wrong {
    try {
      return MediaType.parse(request.contentType().orElse("text/plain"));
    } catch (MimeException wrong) {
      throw new Wrong(400, "Content-Type is not readable");
    }
  }

  private CpimMessage decode(Octets octets) throws Wrong {
    try {
      return cpim.decode(octets);
    } catch (CpimException wrong) {
      throw new Wrong(400, "the CPIM body is not readable: " + wrong.getMessage());
    }
  }

  private static CpimMessage wrap(SipRequest request, MediaType type, Octets body, Instant now) {
    List<CpimHeader> headers = new ArrayList<>();
    headers.add(new CpimHeader.From(CpimAddress.ANONYMOUS));
    headers.add(new CpimHeader.To(CpimAddress.ANONYMOUS));
    headers.add(new CpimHeader.DateTime(OffsetDateTime.ofInstant(now, ZoneOffset.UTC)));
    request
        .header("Subject")
        .ifPresent(subject -> headers.add(new CpimHeader.Subject(Optional.empty(), subject)));
    return new CpimMessage(headers, MimePart.of(type, body));
  }

  /** Whether the client says that it speaks CPM, and so has to bring CPM identities. */
  private static boolean isCpm(SipRequest request) {
    return request
            .header("P-Preferred-Service")
            .or(() -> request.header("P-Asserted-Service"))
            .filter(PagerReception::namesCpm)
            .isPresent()
        || request.acceptContacts().stream().anyMatch(PagerReception::namesCpm);
  }

  private static boolean namesCpm(String value) {
    return value.toLowerCase(Locale.ROOT).contains(CPM_SERVICE);
  }

  private static <T> Optional<T> token(Optional<String> value, Function<String, T> type)
      throws Wrong {
    try {
      return value.map(String::strip).filter(text -> !text.isEmpty()).map(type);
    } catch (IllegalArgumentException wrong) {
      throw new Wrong(400, String.valueOf(wrong.getMessage()));
    }
  }

  /** Carries an answer out of the reading. */
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;
    private final transient SipAnswer answer;

    Wrong(SipAnswer answer) {
      super(answer.reason(), null, false, false);
      this.answer = answer;
    }

    Wrong(int status, String reason) {
      this(SipAnswer.of(status, reason));
    }
  }
}
