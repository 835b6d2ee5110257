package isthmus.cpm.sip;

/**
 * A SIP message inside another message's body (message/sip, RFC 3261 §27.5, or message/sipfrag, RFC
 * 3420), as far as its head.
 */
public record SipFragment(String startLine, SipHeaders headers) {
  /**
   * Reads a wrapped message.
   *
   * @throws SipSyntaxException when it is none
   */
  public static SipFragment parse(byte[] octets) {
    WireMessage wire = WireMessage.parse(octets, octets.length);
    return new SipFragment(wire.startLine(), wire.headers());
  }
}
