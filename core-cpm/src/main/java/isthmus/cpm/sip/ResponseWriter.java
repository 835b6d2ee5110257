package isthmus.cpm.sip;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes an answer to a request from the request's own header lines (RFC 3261 §8.2.6), which works
 * for requests that were not understood as well.
 */
final class ResponseWriter {
  private final String server;

  ResponseWriter(String server) {
    this.server = server;
  }

  /**
   * @param source the request's real source, written into the topmost Via (RFC 3261 §18.2.1, RFC
   *     3581 §4)
   * @param toTag put on To when the request has none there
   */
  byte[] write(SipHeaders request, Hop source, SipAnswer answer, String toTag) {
    StringBuilder out = new StringBuilder(512);
    out.append("SIP/2.0 ").append(answer.status()).append(' ').append(answer.reason());
    out.append("\r\n");
    List<String> vias = request.all("via");
    for (int i = 0; i < vias.size(); i++) {
      String value = i == 0 ? withSource(vias.get(i), source) : vias.get(i);
      line(out, "Via", value);
    }
    line(out, "From", request.first("from").orElse(""));
    line(out, "To", tagged(request.first("to").orElse(""), toTag));
    line(out, "Call-ID", request.first("call-id").orElse(""));
    line(out, "CSeq", request.first("cseq").orElse(""));
    request.first("timestamp").ifPresent(value -> line(out, "Timestamp", value));
    for (SipHeader header : answer.headers()) {
      line(out, header.name(), header.value());
    }
    line(out, "Server", server);
    SipBody body = answer.body();
    if (!body.isEmpty()) {
      line(out, "Content-Type", body.contentType());
    }
    line(out, "Content-Length", Integer.toString(body.octets().length));
    out.append("\r\n");
    return join(out, body);
  }

  static byte[] join(StringBuilder head, SipBody body) {
    byte[] headOctets = head.toString().getBytes(StandardCharsets.UTF_8);
    if (body.isEmpty()) {
      return headOctets;
    }
    byte[] tail = body.octets();
    byte[] octets = new byte[headOctets.length + tail.length];
    System.arraycopy(headOctets, 0, octets, 0, headOctets.length);
    System.arraycopy(tail, 0, octets, headOctets.length, tail.length);
    return octets;
  }

  static void line(StringBuilder out, String name, String value) {
    out.append(name).append(": ").append(value).append("\r\n");
  }

  private static String tagged(String to, String tag) {
    for (String part : SipText.split(to, ';')) {
      if (part.regionMatches(true, 0, "tag=", 0, 4)) {
        return to;
      }
    }
    return to + ";tag=" + tag;
  }

  private static String withSource(String viaLine, Hop source) {
    List<String> values = SipText.split(viaLine, ',');
    List<String> parts = SipText.split(values.getFirst(), ';');
    StringBuilder top = new StringBuilder(viaLine.length() + 48);
    top.append(parts.getFirst());
    boolean rport = false;
    for (String part : parts.subList(1, parts.size())) {
      if (part.equalsIgnoreCase("rport") || part.regionMatches(true, 0, "rport=", 0, 6)) {
        rport = true;
        top.append(";rport=").append(source.port());
      } else if (!part.regionMatches(true, 0, "received=", 0, 9)) {
        top.append(';').append(part);
      }
    }
    if (rport || !sentByIs(parts.getFirst(), source.host())) {
      top.append(";received=").append(source.host());
    }
    for (String value : values.subList(1, values.size())) {
      top.append(", ").append(value);
    }
    return top.toString();
  }

  private static boolean sentByIs(String protocolAndSentBy, String host) {
    int space = protocolAndSentBy.lastIndexOf(' ');
    String sentBy = protocolAndSentBy.substring(space + 1);
    return sentBy.equals(host) || sentBy.startsWith(host + ":");
  }
}
