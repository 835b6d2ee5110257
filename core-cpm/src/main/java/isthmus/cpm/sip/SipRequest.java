package isthmus.cpm.sip;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A request as received, immutable. What every request must have is read when it arrives; the other
 * structured headers are read on first use, and a broken one throws {@link SipSyntaxException} from
 * its accessor.
 */
public final class SipRequest {
  private final String method;
  private final String requestUri;
  private final SipHeaders headers;
  private final Grammar.TopVia via;
  private final NameAddress from;
  private final NameAddress to;
  private final String callId;
  private final long cseq;
  private final Hop source;
  private final InetAddress sourceAddress;
  private final SipBody body;

  private SipRequest(RequestLine line, WireMessage wire, Hop source, InetAddress sourceAddress) {
    this.method = line.method();
    this.requestUri = line.uri();
    this.headers = wire.headers();
    this.via = Grammar.via(required("Via"));
    this.from = Grammar.address("From", required("From"));
    this.to = Grammar.address("To", required("To"));
    this.callId = required("Call-ID");
    CSeq sequence = CSeq.parse(required("CSeq"));
    if (!sequence.method().equals(method)) {
      throw new SipSyntaxException("CSeq: its method is not the request's");
    }
    this.cseq = sequence.number();
    this.source = source;
    this.sourceAddress = sourceAddress;
    this.body = body(wire);
  }

  /** The start line of a request. */
  record RequestLine(String method, String uri, String version) {
    static RequestLine parse(String line) {
      int first = line.indexOf(' ');
      int last = line.lastIndexOf(' ');
      if (first <= 0 || last <= first) {
        throw new SipSyntaxException("the start line is no request line");
      }
      RequestLine parsed =
          new RequestLine(
              line.substring(0, first),
              line.substring(first + 1, last).strip(),
              line.substring(last + 1));
      if (!SipText.isToken(parsed.method) || !parsed.version.startsWith("SIP/")) {
        throw new SipSyntaxException("the start line is no request line");
      }
      if (!SipText.isUriText(parsed.uri) || parsed.uri.indexOf(':') <= 0) {
        throw new SipSyntaxException("the Request-URI is no URI");
      }
      return parsed;
    }
  }

  /** A CSeq value: a number below 2^31 and a method (RFC 3261 §20.16). */
  record CSeq(long number, String method) {
    static CSeq parse(String value) {
      String[] parts = value.strip().split("\\s+", -1);
      if (parts.length != 2 || !SipText.isToken(parts[1])) {
        throw new SipSyntaxException("CSeq: a number and a method expected");
      }
      return new CSeq(SipRequest.number("CSeq", parts[0]), parts[1]);
    }
  }

  static SipRequest of(RequestLine line, WireMessage wire, Hop source, InetAddress sourceAddress) {
    return new SipRequest(line, wire, source, sourceAddress);
  }

  /** A number of RFC 3261's delta-seconds and CSeq kind, below 2^31. */
  static long number(String header, String digits) {
    boolean plain = !digits.isEmpty() && digits.length() <= 10;
    for (int i = 0; plain && i < digits.length(); i++) {
      plain = digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    long value = plain ? Long.parseLong(digits) : -1;
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new SipSyntaxException(header + ": a number from 0 to 2147483647 expected");
    }
    return value;
  }

  private String required(String name) {
    return headers
        .first(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> new SipSyntaxException(name + " is missing"));
  }

  private static SipBody body(WireMessage wire) {
    byte[] octets = wire.body();
    String type = wire.headers().first("content-type").orElse("");
    if (octets.length == 0) {
      return SipBody.none();
    }
    if (type.isEmpty()) {
      throw new SipSyntaxException("Content-Type is missing");
    }
    return SipBody.of(type, octets);
  }

  public String method() {
    return method;
  }

  /** The Request-URI as received. */
  public String requestUri() {
    return requestUri;
  }

  /** Where it came from: transport, source address and source port of the packet or connection. */
  public Hop source() {
    return source;
  }

  public InetAddress sourceAddress() {
    return sourceAddress;
  }

  public String callId() {
    return callId;
  }

  public long cseq() {
    return cseq;
  }

  public NameAddress from() {
    return from;
  }

  public NameAddress to() {
    return to;
  }

  public Optional<String> fromTag() {
    return from.parameter("tag");
  }

  public Optional<String> toTag() {
    return to.parameter("tag");
  }

  /** The branch of the topmost Via. */
  public Optional<String> branch() {
    return via.branch();
  }

  Grammar.TopVia via() {
    return via;
  }

  public SipHeaders headers() {
    return headers;
  }

  /** The first value of any header field, standard or not, by long or compact name. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** All lines of a header field. */
  public List<String> headers(String name) {
    return headers.all(name);
  }

  public SipBody body() {
    return body;
  }

  /** The body's media type, empty when there is no body. */
  public Optional<String> contentType() {
    return body.isEmpty() ? Optional.empty() : Optional.of(body.contentType());
  }

  /** P-Asserted-Identity, to be believed from trusted peers only (RFC 3325 §9.1). */
  public List<NameAddress> assertedIdentities() {
    return addresses("P-Asserted-Identity");
  }

  public List<NameAddress> preferredIdentities() {
    return addresses("P-Preferred-Identity");
  }

  public Optional<NameAddress> referredBy() {
    return header("Referred-By").map(value -> Grammar.address("Referred-By", value));
  }

  /** Accept-Contact, one element per value (RFC 3841 §9.2). */
  public List<String> acceptContacts() {
    return headers.elements("Accept-Contact");
  }

  public Optional<String> conversationId() {
    return header("Conversation-ID");
  }

  public Optional<String> contributionId() {
    return header("Contribution-ID");
  }

  public Optional<String> inReplyToContributionId() {
    return header("InReplyTo-Contribution-ID");
  }

  /** Contact values with their parameters; empty for {@code *} (see {@link #hasContactStar}). */
  public List<NameAddress> contacts() {
    return hasContactStar() ? List.of() : addresses("Contact");
  }

  /** Whether Contact is {@code *} (RFC 3261 §10.2.2). */
  public boolean hasContactStar() {
    List<String> lines = headers.all("Contact");
    return lines.size() == 1 && lines.getFirst().equals("*");
  }

  /** All values of a header that holds addresses, such as Path or Route. */
  public List<NameAddress> addresses(String name) {
    return headers.addresses(name);
  }

  /**
   * What is equal in all retransmissions of this request and in nothing else (RFC 3261 §17.2.3,
   * with the parts that old clients without a magic cookie need).
   */
  public String transactionKey() {
    return via.branch().orElse("") + '|' + via.sentBy() + '|' + method + '|' + requestKey();
  }

  /**
   * What is equal in all copies of this request that a forking network made, whatever way they came
   * (RFC 3261 §8.2.2.2): Call-ID, CSeq and From tag.
   */
  public String requestKey() {
    return callId + '|' + cseq + '|' + fromTag().orElse("");
  }

  /** Method, Call-ID and source: never the body, nor the addresses of users. */
  @Override
  public String toString() {
    return method + " " + callId + " from " + source;
  }
}
