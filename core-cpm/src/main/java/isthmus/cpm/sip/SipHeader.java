package isthmus.cpm.sip;

/**
 * One header field: a name and a value on one line (RFC 3261 §7.3).
 *
 * @param name a token, written as given
 * @param value without line breaks or other control characters, so that nothing can be injected
 */
public record SipHeader(String name, String value) {
  public SipHeader {
    if (!SipText.isToken(name)) {
      throw new IllegalArgumentException("not a SIP header name: \"" + name + "\"");
    }
    if (SipText.hasControl(value)) {
      throw new IllegalArgumentException(
          "header " + name + " has a control character in its value");
    }
  }
}
