package isthmus.cpm.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request to be sent, outside of any dialog. The endpoint adds Via, Max-Forwards, CSeq, the From
 * tag, User-Agent where absent, and Content-Length.
 *
 * @param nextHop where it goes, by the very transport named; else the first route, else the request
 *     URI decides, and a large request may go by TCP (see {@link SipConfig.LargeRequests})
 * @param routes Route values in order, as from a client's Path, with their angle brackets
 * @param from a URI of any scheme, likewise {@code to}
 * @param callId one is made when empty
 */
public record OutboundSipRequest(
    String method,
    String requestUri,
    Optional<Hop> nextHop,
    List<String> routes,
    String from,
    String to,
    Optional<String> callId,
    long cseq,
    List<SipHeader> headers,
    SipBody body) {

  public OutboundSipRequest {
    if (!SipText.isToken(method)) {
      throw new IllegalArgumentException("not a SIP method: \"" + method + "\"");
    }
    requireUri("request URI", requestUri);
    requireUri("From URI", from);
    requireUri("To URI", to);
    callId.ifPresent(OutboundSipRequest::requireCallId);
    if (cseq < 0 || cseq > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a CSeq is 0 to 2147483647, not " + cseq);
    }
    for (String route : routes) {
      if (SipText.hasControl(route)) {
        throw new IllegalArgumentException("a Route value has a control character");
      }
    }
    routes = List.copyOf(routes);
    headers = List.copyOf(headers);
  }

  private static void requireUri(String what, String uri) {
    if (!SipText.isUriText(uri) || uri.indexOf(':') <= 0) {
      throw new IllegalArgumentException("the " + what + " is no URI: \"" + uri + "\"");
    }
  }

  private static void requireCallId(String callId) {
    if (callId.isEmpty() || callId.indexOf(' ') >= 0 || SipText.hasControl(callId)) {
      throw new IllegalArgumentException("not a Call-ID: \"" + callId + "\"");
    }
  }

  /** Starts a MESSAGE (RFC 3428). */
  public static Builder message(String requestUri) {
    return new Builder("MESSAGE", requestUri);
  }

  public static Builder request(String method, String requestUri) {
    return new Builder(method, requestUri);
  }

  /** Collects a request; from and to are the request URI until set. Not for several threads. */
  public static final class Builder {
    private final String method;
    private final String requestUri;
    private Optional<Hop> nextHop = Optional.empty();
    private final List<String> routes = new ArrayList<>();
    private String from;
    private String to;
    private Optional<String> callId = Optional.empty();
    private long cseq = 1;
    private final List<SipHeader> headers = new ArrayList<>();
    private SipBody body = SipBody.none();

    private Builder(String method, String requestUri) {
      this.method = method;
      this.requestUri = requestUri;
      this.from = requestUri;
      this.to = requestUri;
    }

    public Builder nextHop(Hop hop) {
      nextHop = Optional.of(hop);
      return this;
    }

    public Builder route(String route) {
      routes.add(route);
      return this;
    }

    public Builder from(String uri) {
      from = uri;
      return this;
    }

    public Builder to(String uri) {
      to = uri;
      return this;
    }

    public Builder callId(String id) {
      callId = Optional.of(id);
      return this;
    }

    public Builder cseq(long number) {
      cseq = number;
      return this;
    }

    public Builder header(String name, String value) {
      headers.add(new SipHeader(name, value));
      return this;
    }

    public Builder body(String contentType, byte[] octets) {
      body = SipBody.of(contentType, octets);
      return this;
    }

    public OutboundSipRequest build() {
      return new OutboundSipRequest(
          method, requestUri, nextHop, routes, from, to, callId, cseq, headers, body);
    }
  }
}
