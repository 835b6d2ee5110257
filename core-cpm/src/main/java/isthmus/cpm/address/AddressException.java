package isthmus.cpm.address;

/** Why a text is no address, and at which character. */
public final class AddressException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The kinds of fault. */
  public enum Reason {
    /** Nothing there. */
    EMPTY,
    /** Longer than {@link AddressParser#MAX_LENGTH}. */
    TOO_LONG,
    /** White space, a control character or a bracket within a URI. */
    BAD_CHARACTER,
    /** An opening bracket or quotation mark that is never closed. */
    UNCLOSED,
    /** No {@code scheme:} in front. */
    NO_SCHEME,
    /** A percent sign without two hexadecimal digits. */
    BAD_ESCAPE,
    /** Not a telephone number, or more than 15 digits after the plus. */
    BAD_NUMBER,
    /** Not a host name or address, or a port out of range. */
    BAD_HOST,
    /** Not one mailbox. */
    BAD_MAILBOX,
    /** A typed text that is neither number, mailbox nor URI. */
    UNRECOGNISED,
    /** A service identifier that is not {@code service} or {@code service.instance}. */
    BAD_SERVICE_IDENTIFIER
  }

  private final Reason reason;
  private final int where;
  private final String detail;

  /** A fault at a character of the input counted from 0. */
  public AddressException(Reason reason, int where, String detail) {
    super(detail + " (at character " + (where + 1) + ")");
    this.reason = reason;
    this.where = where;
    this.detail = detail;
  }

  /** The kind of fault. */
  public Reason reason() {
    return reason;
  }

  /** The character of the input at which it shows, counted from 0. */
  public int where() {
    return where;
  }

  /** The fault in words, without its place. */
  public String detail() {
    return detail;
  }
}
