package isthmus.cpm.codec.mime;

import isthmus.cpm.codec.FaultException;

/** What is wrong with a MIME entity, and where. */
public final class MimeException extends FaultException {
  private static final long serialVersionUID = 1L;

  /** The kinds of fault. */
  public enum Reason {
    /** A line that is not {@code name: value}. */
    HEADER_SYNTAX,
    /** A header field longer than the limit. */
    HEADER_TOO_LONG,
    /** More header fields than the limit. */
    TOO_MANY_HEADERS,
    /** A {@code Content-Type} that is not {@code type/subtype}. */
    MEDIA_TYPE,
    /**
     * A multipart type without a usable boundary parameter, or a body in which the boundary never
     * occurs.
     */
    BOUNDARY,
    /** More body parts than the limit. */
    TOO_MANY_PARTS,
    /** More octets than the limit. */
    TOO_LARGE
  }

  private final Reason reason;

  /** A fault at a line counted from 1; 0 when it has no line. */
  public MimeException(Reason reason, int line, String detail) {
    super(line, detail);
    this.reason = reason;
  }

  /** The kind of fault. */
  public Reason reason() {
    return reason;
  }
}
