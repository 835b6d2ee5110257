package isthmus.cpm.codec.cpim;

import isthmus.cpm.codec.FaultException;

/** What is wrong with a CPIM message, and on which line. */
public final class CpimException extends FaultException {
  private static final long serialVersionUID = 1L;

  /** The kinds of fault. */
  public enum Reason {
    /**
     * A line that is not {@code Name: value}, or a name with characters that RFC 3862 §3.6 forbids.
     */
    HEADER_SYNTAX,
    /** A header longer than the limit. */
    HEADER_TOO_LONG,
    /** More headers than the limit. */
    TOO_MANY_HEADERS,
    /** No empty line after the message headers. */
    UNFINISHED_HEADERS,
    /** No {@code From} or no {@code To}. */
    MISSING_HEADER,
    /** A second {@code From} or {@code DateTime}. */
    REPEATED_HEADER,
    /** A value that is no address. */
    ADDRESS_SYNTAX,
    /** A {@code DateTime} that is no RFC 3339 date-time. */
    DATE_SYNTAX,
    /** An {@code NS} that binds nothing. */
    NAMESPACE_SYNTAX,
    /** Wrong MIME headers of the content. */
    CONTENT_HEADER,
    /** More octets of content than the limit. */
    CONTENT_TOO_LARGE
  }

  private final Reason reason;

  /** A fault on a line counted from 1; 0 when it has no line. */
  public CpimException(Reason reason, int line, String detail) {
    super(line, detail);
    this.reason = reason;
  }

  /** The kind of fault. */
  public Reason reason() {
    return reason;
  }
}
