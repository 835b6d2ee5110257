package isthmus.cpm.participating;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.address.ServiceIdentifierCodec;
import isthmus.cpm.codec.cpim.CpimAddress;
import isthmus.cpm.codec.cpim.CpimCodec;
import isthmus.cpm.codec.cpim.CpimException;
import isthmus.cpm.codec.cpim.CpimHeader;
import isthmus.cpm.codec.cpim.CpimMessage;
import isthmus.cpm.codec.imdn.Imdn;
import isthmus.cpm.codec.imdn.ImdnMessage;
import isthmus.cpm.codec.imdn.ImdnMessageCodec;
import isthmus.cpm.codec.imdn.ImdnNotification;
import isthmus.cpm.conversation.Threading;
import isthmus.cpm.message.DispositionNotification;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.cpm.sip.Hop;
import isthmus.cpm.sip.OutboundSipRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes the SIP requests that carry messages and notifications to CPM clients or towards the core
 * (CPM SD §5.2.2.1, RFC 3428, RFC 3841). Pure.
 */
public final class ClientRequests {
  /** Service of pager mode messages and their notifications, TS 24.229 §7.2A.8. */
  public static final String PAGER_SERVICE = "urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg";

  private static final String PAGER_FEATURE =
      "*;+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.msg\";require;explicit";

  /** RFC 3261 §20.17: the time zone is always GMT. */
  private static final DateTimeFormatter SIP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ServiceIdentifierCodec identifiers;
  private final CpimCodec cpim;
  private final ImdnMessageCodec imdn;
  private final String domain;

  /**
   * A maker of requests.
   *
   * @param domain our SIP domain, in which phone numbers are given a SIP form
   */
  public ClientRequests(
      ServiceIdentifierCodec identifiers, CpimCodec cpim, ImdnMessageCodec imdn, String domain) {
    this.identifiers = requireNonNull(identifiers);
    this.cpim = requireNonNull(cpim);
    this.imdn = requireNonNull(imdn);
    this.domain = requireNonNull(domain);
  }

  /**
   * Where a request goes.
   *
   * @param requestUri the registered contact, or the user's address for the core
   * @param hop the flow or next hop; empty when the URI decides
   * @param routes Path values of the registration
   * @param cpm false for a client that registered no CPM service: it is asked for no feature
   */
  public record Destination(
      String requestUri, Optional<Hop> hop, List<String> routes, boolean cpm) {
    /** Checks the components and copies the list. */
    public Destination {
      requireNonNull(requestUri);
      requireNonNull(hop);
      routes = List.copyOf(routes);
    }
  }

  /**
   * A message for its recipient; to a CPM client its CPIM body goes as it is (CPM SD §5.2.2.1.8). A
   * client without CPM gets the parties in it, since such clients (linphone) refuse a body whose
   * sender is not that of the request.
   */
  public OutboundSipRequest message(StandaloneMessage message, Destination to) {
    return start(
            message.originator(), message.recipient(), message.service(), message.threading(), to)
        .header("Date", SIP_DATE.format(message.sentAt()))
        .body("message/cpim", body(message, to))
        .build();
  }

  /**
   * A notification for the originator of a message.
   *
   * @param messageSentAt when the message that it is about was sent (RFC 5438 §7.2.1.1)
   */
  public OutboundSipRequest notification(
      DispositionNotification notification, Instant messageSentAt, Destination to) {
    ImdnMessage imdnMessage =
        ImdnMessage.of(
            notification.imdnId().value(),
            notification.at().atOffset(ZoneOffset.UTC),
            Imdn.of(
                notification.about().value(),
                messageSentAt.atOffset(ZoneOffset.UTC),
                notification.originator().uri(),
                statusOf(notification)));
    CpimMessage written = imdn.write(imdnMessage);
    CpimMessage fitting =
        to.cpm() ? written : named(written, notification.originator(), notification.recipient());
    byte[] body = cpim.encode(fitting).toByteArray();
    return start(
            notification.originator(),
            notification.recipient(),
            notification.service(),
            notification.threading(),
            to)
        .body("message/cpim", body)
        .build();
  }

  private byte[] body(StandaloneMessage message, Destination to) {
    if (!to.cpm()) {
      try {
        CpimMessage anonymous = cpim.decode(message.cpim());
        return cpim.encode(named(anonymous, message.originator(), message.recipient()))
            .toByteArray();
      } catch (CpimException _) {
        // What was read once is not readable now: better the body as it is than none.
      }
    }
    return message.cpim().toByteArray();
  }

  private CpimMessage named(CpimMessage message, Address originator, Address recipient) {
    List<CpimHeader> headers = new ArrayList<>();
    headers.add(new CpimHeader.From(CpimAddress.of(sipForm(originator))));
    headers.add(new CpimHeader.To(CpimAddress.of(sipForm(recipient))));
    for (CpimHeader header : message.headers()) {
      if (!(header instanceof CpimHeader.From || header instanceof CpimHeader.To)) {
        headers.add(header);
      }
    }
    return new CpimMessage(headers, message.part());
  }

  private OutboundSipRequest.Builder start(
      Address originator,
      Address recipient,
      Optional<ServiceIdentifier> service,
      Threading threading,
      Destination to) {
    OutboundSipRequest.Builder request =
        OutboundSipRequest.message(to.requestUri())
            .from(withService(sipForm(originator), service))
            .to(sipForm(recipient))
            .header("P-Asserted-Identity", "<" + withService(originator.uri(), service) + ">")
            .header("P-Asserted-Service", PAGER_SERVICE)
            .header("Conversation-ID", threading.conversation().value())
            .header("Contribution-ID", threading.contribution().value());
    to.hop().ifPresent(request::nextHop);
    to.routes().forEach(request::route);
    threading
        .inReplyTo()
        .ifPresent(replied -> request.header("InReplyTo-Contribution-ID", replied.value()));
    if (to.cpm()) {
      request.header("Accept-Contact", PAGER_FEATURE).header("Request-Disposition", "no-fork");
    }
    return request;
  }

  private String withService(String uri, Optional<ServiceIdentifier> service) {
    return service.map(identifier -> identifiers.attach(uri, identifier)).orElse(uri);
  }

  /**
   * A phone number as a SIP URI of our domain, so that clients which only know SIP can answer;
   * other addresses as they are (RFC 3261 §19.1.6).
   */
  public String sipForm(Address address) {
    return address
        .phoneNumber()
        .map(number -> "sip:" + number.e164() + "@" + domain + ";user=phone")
        .orElse(address.uri());
  }

  private static ImdnNotification statusOf(DispositionNotification notification) {
    return switch (notification.disposition()) {
      case DELIVERED -> ImdnNotification.Delivery.DELIVERED;
      case FAILED -> ImdnNotification.Delivery.FAILED;
      case FORBIDDEN -> ImdnNotification.Delivery.FORBIDDEN;
      case ERROR -> ImdnNotification.Delivery.ERROR;
      case DISPLAYED -> ImdnNotification.Display.DISPLAYED;
      // The field knows two services (RCC.07 Annex C); what is neither is told as the first.
      case INTERWORKED ->
          notification
                  .interworkedBy()
                  .or(() -> notification.service().map(ServiceIdentifier::service))
                  .filter("mms"::equals)
                  .isPresent()
              ? ImdnNotification.Interworking.LEGACY_MMS
              : ImdnNotification.Interworking.LEGACY_SMS;
    };
  }
}
