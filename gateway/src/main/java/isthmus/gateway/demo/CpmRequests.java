package isthmus.gateway.demo;

import isthmus.cpm.codec.cpim.CpimAddress;
import isthmus.cpm.codec.cpim.CpimCodec;
import isthmus.cpm.codec.cpim.CpimHeader;
import isthmus.cpm.codec.cpim.CpimLimits;
import isthmus.cpm.codec.cpim.CpimMessage;
import isthmus.cpm.codec.imdn.Imdn;
import isthmus.cpm.codec.imdn.ImdnHeaders;
import isthmus.cpm.codec.imdn.ImdnLimits;
import isthmus.cpm.codec.imdn.ImdnMessage;
import isthmus.cpm.codec.imdn.ImdnMessageCodec;
import isthmus.cpm.codec.imdn.ImdnNotification;
import isthmus.cpm.codec.imdn.NotificationRequest;
import isthmus.cpm.codec.imdn.RequestedNotification;
import isthmus.cpm.codec.mime.MimePart;
import isthmus.cpm.sip.ListenPoint;
import isthmus.cpm.sip.OutboundSipRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The requests of a CPM client (cpm-wire §1.5, §2). Pure. */
final class CpmRequests {
  private static final String SERVICE = "urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg";
  private static final String FEATURE =
      "+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.msg\"";

  /** What a sender of messages wants to be told. */
  static final NotificationRequest WANTED =
      NotificationRequest.of(
          RequestedNotification.POSITIVE_DELIVERY,
          RequestedNotification.NEGATIVE_DELIVERY,
          RequestedNotification.DISPLAY);

  private final CpmAccount account;
  private final CpimCodec cpim = new CpimCodec(CpimLimits.DEFAULT);
  private final ImdnMessageCodec imdn = new ImdnMessageCodec(ImdnLimits.DEFAULT);

  CpmRequests(CpmAccount account) {
    this.account = account;
  }

  /**
   * REGISTER (RFC 3261 §10.2).
   *
   * @param contact where the client listens
   * @param callId the same for all registrations of a run of the client
   * @param seconds 0 to take the registration back
   */
  OutboundSipRequest.Builder register(ListenPoint contact, String callId, long seconds) {
    // Derived from the number, so that a restarted client takes the place of the one before.
    UUID instance =
        UUID.nameUUIDFromBytes(account.number().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String uri =
        "sip:%s@%s:%d;transport=%s"
            .formatted(
                account.number(), contact.host(), contact.port(), contact.transport().parameter());
    return OutboundSipRequest.request("REGISTER", "sip:" + account.domain())
        .nextHop(account.core())
        .from(account.uri())
        .to(account.uri())
        .callId(callId)
        .header(
            "Contact", "<%s>;+sip.instance=\"<urn:uuid:%s>\";%s".formatted(uri, instance, FEATURE))
        .header("Expires", Long.toString(seconds))
        .header("Supported", "path")
        .header("User-Agent", "CPM-client/OMA2.1 Isthmus-playground/1");
  }

  /** A message with everything about it. */
  record Outgoing(
      String to,
      String conversation,
      String contribution,
      Optional<String> inReplyTo,
      String messageId,
      Instant at) {}

  /** A pager mode message that asks for all dispositions. */
  OutboundSipRequest.Builder message(Outgoing message, String text) {
    CpimMessage body =
        ImdnHeaders.request(message.messageId(), WANTED)
            .on(
                new CpimMessage(
                    List.of(
                        new CpimHeader.From(CpimAddress.ANONYMOUS),
                        new CpimHeader.To(CpimAddress.ANONYMOUS),
                        new CpimHeader.DateTime(message.at().atOffset(ZoneOffset.UTC))),
                    MimePart.text(text)));
    return message(message, cpim.encode(body).toByteArray());
  }

  /**
   * A notification about a message.
   *
   * @param about its imdn.Message-ID
   */
  OutboundSipRequest.Builder notification(
      Outgoing notification, String about, ImdnNotification what) {
    Imdn content = Imdn.of(about, notification.at().atOffset(ZoneOffset.UTC), account.uri(), what);
    CpimMessage body =
        imdn.write(
            ImdnMessage.of(
                notification.messageId(), notification.at().atOffset(ZoneOffset.UTC), content));
    return message(notification, cpim.encode(body).toByteArray());
  }

  private OutboundSipRequest.Builder message(Outgoing message, byte[] body) {
    OutboundSipRequest.Builder request =
        OutboundSipRequest.message(message.to())
            .nextHop(account.core())
            .from(account.uri())
            .to(message.to())
            .header("P-Preferred-Identity", "<" + account.uri() + ">")
            .header("P-Preferred-Service", SERVICE)
            .header("Accept-Contact", "*;" + FEATURE + ";require;explicit")
            .header("Request-Disposition", "no-fork")
            .header("Conversation-ID", message.conversation())
            .header("Contribution-ID", message.contribution())
            .header("User-Agent", "CPM-client/OMA2.1 Isthmus-playground/1")
            .body("message/cpim", body);
    message.inReplyTo().ifPresent(replied -> request.header("InReplyTo-Contribution-ID", replied));
    return request;
  }
}
