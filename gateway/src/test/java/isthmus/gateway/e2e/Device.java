package isthmus.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of one user: registers with digest authentication, sends and takes messages. */
final class Device implements AutoCloseable {
  static final String PAGER_FEATURE =
      "+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.msg\"";
  private static final int GRANTED = 600;

  private final RawSip sip;
  private final String user;
  private final String password;
  private final String transport;
  private final String instance = "urn:uuid:" + UUID.randomUUID();
  private int cseq;

  private Device(RawSip sip, String user, String password, String transport) {
    this.sip = sip;
    this.user = user;
    this.password = password;
    this.transport = transport;
  }

  static Device udp(TestGateway gateway, String user, String password) {
    return new Device(new RawSip(gateway.sipPort()), user, password, "UDP");
  }

  static Device tcp(TestGateway gateway, String user, String password) {
    return new Device(new RawSip(gateway.sipPort()).connect(), user, password, "TCP");
  }

  RawSip sip() {
    return sip;
  }

  String user() {
    return user;
  }

  Device registered() {
    SipText answer = register(GRANTED);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.headers("Contact")).anyMatch(contact -> contact.contains(instance));
    return this;
  }

  SipText register(int expires) {
    return register(expires, user);
  }

  /** Registers a user's address with this device's own proof. */
  SipText register(int expires, String who) {
    SipText challenge = exchange(registration(expires, who, ""));
    if (challenge.status() != 401) {
      return challenge;
    }
    return exchange(
        registration(
            expires, who, authorization(challenge, "REGISTER", "sip:" + TestGateway.DOMAIN)));
  }

  private String registration(int expires, String who, String authorization) {
    cseq++;
    return "REGISTER sip:%s SIP/2.0\r\n".formatted(TestGateway.DOMAIN)
        + "Via: SIP/2.0/%s %s:%d;branch=z9hG4bK%s;rport\r\n"
            .formatted(transport, sip.host(), sip.port(), Pager.fresh("r"))
        + "Max-Forwards: 70\r\n"
        + "From: <sip:%s@%s>;tag=%s\r\n".formatted(who, TestGateway.DOMAIN, Pager.fresh("t"))
        + "To: <sip:%s@%s>\r\n".formatted(who, TestGateway.DOMAIN)
        + "Call-ID: "
        + Pager.fresh("register")
        + "\r\n"
        + "CSeq: "
        + cseq
        + " REGISTER\r\n"
        + "Contact: <sip:%s@%s:%d;transport=%s>;+sip.instance=\"<%s>\";%s\r\n"
            .formatted(
                user,
                sip.host(),
                sip.port(),
                transport.toLowerCase(java.util.Locale.ROOT),
                instance,
                PAGER_FEATURE)
        + "Expires: "
        + expires
        + "\r\n"
        + authorization
        + "Content-Length: 0\r\n\r\n";
  }

  /** Sends a message; answers the challenge if there is one. */
  SipText send(Pager message) {
    return send(message, "message/cpim", message.cpim());
  }

  SipText send(Pager message, String type, String body) {
    Pager mine = message.from(user).over(transport);
    SipText first = exchange(mine.byClient(sip, type, body));
    if (first.status() != 401 && first.status() != 407) {
      return first;
    }
    String proof = authorization(first, "MESSAGE", mine.to());
    Pager proven =
        mine.inCall(Pager.fresh("call"))
            .onBranch("z9hG4bK" + Pager.fresh("auth"))
            .with(proof.strip());
    return exchange(proven.byClient(sip, type, body));
  }

  /** Tells what became of a message that this device got. */
  void report(SipText message, String disposition) {
    String from = message.header("P-Asserted-Identity").replaceAll("[<>]", "");
    Pager notification =
        Pager.to(from, "").in(message.header("Conversation-ID"), Pager.fresh("contribution"));
    SipText answer =
        send(
            notification,
            "message/cpim",
            Pager.imdnBody(message.cpim("imdn.Message-ID"), disposition, "tel:" + user));
    assertThat(answer.status()).as(answer.toString()).isIn(200, 202);
  }

  private SipText exchange(String text) {
    String callId = SipText.of(text).header("Call-ID");
    if (transport.equals("TCP")) {
      sip.sendTcp(text);
    } else {
      sip.send(text);
    }
    return sip.response(callId);
  }

  /** RFC 7616 with MD5 and qop=auth. */
  private String authorization(SipText challenge, String method, String uri) {
    String header =
        challenge.headers("WWW-Authenticate").stream()
            .filter(value -> !value.contains("SHA"))
            .findFirst()
            .orElseThrow();
    String realm = parameter(header, "realm");
    String nonce = parameter(header, "nonce");
    String clientNonce = Pager.fresh("n");
    String response =
        md5(
            md5(user + ":" + realm + ":" + password)
                + ":"
                + nonce
                + ":00000001:"
                + clientNonce
                + ":auth:"
                + md5(method + ":" + uri));
    return ("Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\","
            + " response=\"%s\", algorithm=MD5, cnonce=\"%s\", qop=auth, nc=00000001\r\n")
        .formatted(user, realm, nonce, uri, response, clientNonce);
  }

  private static String parameter(String header, String name) {
    Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(header);
    assertThat(matcher.find()).as(name + " in " + header).isTrue();
    return matcher.group(1);
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    sip.close();
  }
}
