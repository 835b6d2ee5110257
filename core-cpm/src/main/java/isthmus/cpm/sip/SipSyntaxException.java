package isthmus.cpm.sip;

/**
 * A SIP message, header field or URI that breaks the grammar of RFC 3261 §25. The message names
 * what was wrong and where; it never repeats a body. When a handler lets it pass, the endpoint
 * answers 400 with this text as reason.
 */
public final class SipSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SipSyntaxException(String message) {
    super(message);
  }

  SipSyntaxException(String message, Throwable cause) {
    super(message, cause);
  }
}
