package isthmus.cpm.codec.mime;

/** What is wrong with a MIME entity, and where. */
public final class MimeException extends Exception {
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
  private final int line;
  private final String detail;

  /** A fault at a line counted from 1; 0 when it has no line. */
  public MimeException(Reason reason, int line, String detail) {
    super(line > 0 ? "line " + line + ": " + detail : detail);
    this.reason = reason;
    this.line = line;
    this.detail = detail;
  }

  /** The kind of fault. */
  public Reason reason() {
    return reason;
  }

  /** The line of the fault, counted from 1; 0 when it has none. */
  public int line() {
    return line;
  }

  /** The fault in words, without its place. */
  public String detail() {
    return detail;
  }
}
