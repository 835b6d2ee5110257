package isthmus.cpm.sip;

import java.util.List;

/** Writes a request of ours (RFC 3261 §8.1.1). */
final class RequestWriter {
  private final String product;

  RequestWriter(String product) {
    this.product = product;
  }

  byte[] write(
      OutboundSipRequest request,
      Transport transport,
      String sentBy,
      String branch,
      String unique) {
    StringBuilder out = new StringBuilder(768);
    out.append(request.method()).append(' ').append(request.requestUri()).append(" SIP/2.0\r\n");
    out.append("Via: SIP/2.0/").append(transport.name()).append(' ').append(sentBy);
    out.append(";branch=").append(branch).append(";rport\r\n");
    ResponseWriter.line(out, "Max-Forwards", "70");
    for (String route : request.routes()) {
      ResponseWriter.line(out, "Route", route);
    }
    out.append("From: <").append(request.from()).append(">;tag=").append(unique).append("\r\n");
    out.append("To: <").append(request.to()).append(">\r\n");
    ResponseWriter.line(out, "Call-ID", request.callId().orElse(unique + "@" + sentBy));
    out.append("CSeq: ").append(request.cseq()).append(' ').append(request.method());
    out.append("\r\n");
    for (SipHeader header : request.headers()) {
      ResponseWriter.line(out, header.name(), header.value());
    }
    if (!has(request.headers(), "User-Agent")) {
      ResponseWriter.line(out, "User-Agent", product);
    }
    SipBody body = request.body();
    if (!body.isEmpty()) {
      ResponseWriter.line(out, "Content-Type", body.contentType());
    }
    ResponseWriter.line(out, "Content-Length", Integer.toString(body.octets().length));
    out.append("\r\n");
    return ResponseWriter.join(out, body);
  }

  private static boolean has(List<SipHeader> headers, String name) {
    for (SipHeader header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
