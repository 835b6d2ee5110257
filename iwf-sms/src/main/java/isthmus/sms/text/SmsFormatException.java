package isthmus.sms.text;

/**
 * Octets, a field or an argument that this package or {@code isthmus.sms.mapping} cannot make sense
 * of; says what and where.
 */
public final class SmsFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message names the field and what was wrong with it, and never quotes a user's text. */
  public SmsFormatException(String message) {
    super(message);
  }
}
