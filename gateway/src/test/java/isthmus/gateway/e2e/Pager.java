package isthmus.gateway.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes a CPM pager mode message (CPM SD §5.2.1.1) as text. */
record Pager(
    String from,
    String to,
    String text,
    String imdnId,
    String conversation,
    String contribution,
    String wants,
    String callId,
    String branch,
    String transport,
    List<String> more) {
  static final String ALICE = "+15551000001";
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String RUN = Long.toString(System.nanoTime(), 36);

  /** A fresh word, unlike any that another test uses. */
  static String fresh(String word) {
    return word + "-" + RUN + "-" + NUMBER.incrementAndGet();
  }

  /** A fresh phone number in E.164. */
  static String phone() {
    return "+1555%07d".formatted(7_000_000 + NUMBER.incrementAndGet());
  }

  static Pager to(String number, String text) {
    return new Pager(
        ALICE,
        number.startsWith("+") ? "tel:" + number : number,
        text,
        fresh("imdn"),
        fresh("conversation"),
        fresh("contribution"),
        "positive-delivery, negative-delivery",
        fresh("call"),
        "z9hG4bK" + fresh("branch"),
        "UDP",
        List.of());
  }

  Pager from(String user) {
    return new Pager(
        user, to, text, imdnId, conversation, contribution, wants, callId, branch, transport, more);
  }

  Pager wanting(String notifications) {
    return new Pager(
        from,
        to,
        text,
        imdnId,
        conversation,
        contribution,
        notifications,
        callId,
        branch,
        transport,
        more);
  }

  Pager in(String newConversation, String newContribution) {
    return new Pager(
        from,
        to,
        text,
        imdnId,
        newConversation,
        newContribution,
        wants,
        callId,
        branch,
        transport,
        more);
  }

  Pager onBranch(String newBranch) {
    return new Pager(
        from,
        to,
        text,
        imdnId,
        conversation,
        contribution,
        wants,
        callId,
        newBranch,
        transport,
        more);
  }

  Pager inCall(String newCallId) {
    return new Pager(
        from,
        to,
        text,
        imdnId,
        conversation,
        contribution,
        wants,
        newCallId,
        branch,
        transport,
        more);
  }

  Pager over(String newTransport) {
    return new Pager(
        from,
        to,
        text,
        imdnId,
        conversation,
        contribution,
        wants,
        callId,
        branch,
        newTransport,
        more);
  }

  Pager with(String header) {
    List<String> headers = new ArrayList<>(more);
    headers.add(header);
    return new Pager(
        from,
        to,
        text,
        imdnId,
        conversation,
        contribution,
        wants,
        callId,
        branch,
        transport,
        List.copyOf(headers));
  }

  String cpim() {
    return "From: <sip:anonymous@anonymous.invalid>\r\n"
        + "To: <sip:anonymous@anonymous.invalid>\r\n"
        + "NS: imdn <urn:ietf:params:imdn>\r\n"
        + "imdn.Message-ID: "
        + imdnId
        + "\r\nDateTime: 2026-11-20T10:15:30.000Z\r\n"
        + (wants.isEmpty() ? "" : "imdn.Disposition-Notification: " + wants + "\r\n")
        + "\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n"
        + text;
  }

  /** An IMDN of a client about a message that it got. */
  static String imdnBody(String about, String disposition, String originator) {
    String group = disposition.equals("displayed") ? "display" : "delivery";
    String xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><imdn xmlns=\"urn:ietf:params:xml:ns:imdn\">"
            + "<message-id>%s</message-id><datetime>2026-11-20T10:15:30Z</datetime>"
                .formatted(about)
            + "<recipient-uri>%s</recipient-uri>".formatted(originator)
            + "<%s-notification><status><%s/></status></%s-notification></imdn>"
                .formatted(group, disposition, group);
    return "From: <sip:anonymous@anonymous.invalid>\r\n"
        + "To: <sip:anonymous@anonymous.invalid>\r\n"
        + "NS: imdn <urn:ietf:params:imdn>\r\n"
        + "imdn.Message-ID: "
        + fresh("receipt")
        + "\r\n\r\nContent-Type: message/imdn+xml\r\nContent-Disposition: notification\r\n"
        + "Content-Length: "
        + SipText.octets(xml)
        + "\r\n\r\n"
        + xml;
  }

  String by(RawSip peer) {
    return by(peer, cpim());
  }

  String by(RawSip peer, String body) {
    return by(peer, "message/cpim", body);
  }

  /** The request, as an IMS core sends it to an application server. */
  String by(RawSip peer, String type, String body) {
    return headers(peer)
        + "P-Asserted-Identity: <sip:%s@ims.example.org>\r\n".formatted(from)
        + "P-Asserted-Service: urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg\r\n"
        + content(type, body);
  }

  /** Without an asserted identity, as a client sends it. */
  String byClient(RawSip peer) {
    return byClient(peer, "message/cpim", cpim());
  }

  String byClient(RawSip peer, String type, String body) {
    return headers(peer) + content(type, body);
  }

  private String headers(RawSip peer) {
    StringBuilder head =
        new StringBuilder()
            .append("MESSAGE " + to + " SIP/2.0\r\n")
            .append(
                "Via: SIP/2.0/%s %s:%d;branch=%s;rport\r\n"
                    .formatted(transport, peer.host(), peer.port(), branch))
            .append("Max-Forwards: 70\r\n")
            .append("From: <sip:%s@ims.example.org>;tag=t%s\r\n".formatted(from, imdnId))
            .append("To: <" + to + ">\r\n")
            .append("Call-ID: " + callId + "\r\n")
            .append("CSeq: 1 MESSAGE\r\n");
    if (!conversation.isEmpty()) {
      head.append("Conversation-ID: " + conversation + "\r\n");
    }
    if (!contribution.isEmpty()) {
      head.append("Contribution-ID: " + contribution + "\r\n");
    }
    more.forEach(line -> head.append(line).append("\r\n"));
    return head.toString();
  }

  private static String content(String type, String body) {
    return "Content-Type: "
        + type
        + "\r\nContent-Length: "
        + SipText.octets(body)
        + "\r\n\r\n"
        + body;
  }
}
