package isthmus.gateway.demo;

import isthmus.cpm.codec.cpim.CpimCodec;
import isthmus.cpm.codec.cpim.CpimException;
import isthmus.cpm.codec.cpim.CpimLimits;
import isthmus.cpm.codec.cpim.CpimMessage;
import isthmus.cpm.codec.imdn.Imdn;
import isthmus.cpm.codec.imdn.ImdnException;
import isthmus.cpm.codec.imdn.ImdnHeaders;
import isthmus.cpm.codec.imdn.ImdnLimits;
import isthmus.cpm.codec.imdn.ImdnMessageCodec;
import isthmus.cpm.codec.imdn.NotificationRequest;
import isthmus.cpm.codec.mime.MimePart;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.sip.NameAddress;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipRequest;
import java.util.List;
import java.util.UUID;

/** What a MESSAGE brings to a CPM client. */
sealed interface CpmInbound {

  /**
   * A message.
   *
   * @param sender where notifications and answers go
   * @param peer the sender for people
   */
  record Message(
      String sender,
      String peer,
      String conversation,
      String contribution,
      String messageId,
      NotificationRequest wanted,
      String text)
      implements CpmInbound {
    /** Without the text. */
    @Override
    public String toString() {
      return "Message " + messageId;
    }
  }

  /** Notifications about messages that were sent. */
  record Notifications(List<Imdn> notifications) implements CpmInbound {}

  /** Something that this client does not take. */
  record Unfit(SipAnswer answer) implements CpmInbound {}

  /** Reads requests. Safe for any thread. */
  final class Reader {
    private final CpimCodec cpim = new CpimCodec(CpimLimits.DEFAULT);
    private final ImdnMessageCodec imdn = new ImdnMessageCodec(ImdnLimits.DEFAULT);

    /** Reads one. */
    CpmInbound read(SipRequest request) {
      if (!request.method().equals("MESSAGE")) {
        return new Unfit(SipAnswer.of(405).with("Allow", "MESSAGE"));
      }
      try {
        CpimMessage message = cpim.decode(Octets.wrap(request.body().octets()));
        return imdn.isNotification(message)
            ? new Notifications(imdn.read(message).notifications())
            : message(request, message);
      } catch (CpimException | ImdnException e) {
        return new Unfit(SipAnswer.of(400, "Bad Request: " + e.getMessage()));
      }
    }

    private static Message message(SipRequest request, CpimMessage message) {
      ImdnHeaders headers = ImdnHeaders.of(message);
      String sender =
          request.assertedIdentities().stream()
              .findFirst()
              .map(NameAddress::uri)
              .orElse(request.from().uri());
      MimePart part = message.part();
      return new Message(
          sender,
          label(sender),
          request.conversationId().orElseGet(() -> "none-" + label(sender)),
          request.contributionId().orElseGet(() -> UUID.randomUUID().toString()),
          headers.messageId().orElseGet(() -> UUID.randomUUID().toString()),
          headers.request(),
          part.mediaType().is("text/plain")
              ? part.asText()
              : "(" + part.mediaType() + ", " + part.content().size() + " bytes)");
    }
  }

  /** What people call an address: its number or user, else all of it. */
  static String label(String uri) {
    String rest = uri.replaceFirst("^(?i)(tel|sips?):", "").replaceFirst("[;?].*$", "");
    return rest.startsWith("+") ? rest.replaceFirst("@.*$", "") : rest;
  }
}
