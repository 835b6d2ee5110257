package isthmus.cpm.sip;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** Requests read from text by the parser that reads them from the wire. */
public final class ParsedRequests {
  private ParsedRequests() {}

  /**
   * A request of {@code udp://192.0.2.10:5060}; lines end in LF, the body begins after the first
   * empty one.
   */
  public static SipRequest of(String text) {
    int end = text.indexOf("\n\n");
    String head = text.substring(0, end).replace("\n", "\r\n") + "\r\n\r\n";
    return of(head, text.substring(end + 2).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** A request with a body of any bytes. */
  public static SipRequest of(String head, byte[] body) {
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    WireMessage wire = WireMessage.parse(whole, whole.length);
    try {
      return SipRequest.of(
          SipRequest.RequestLine.parse(wire.startLine()),
          wire,
          new Hop(Transport.UDP, "192.0.2.10", 5060),
          InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 10}));
    } catch (java.net.UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
