package isthmus.cpm.codec.imdn;

import isthmus.cpm.codec.FaultException;

/** What is wrong with a disposition notification. */
public final class ImdnException extends FaultException {
  private static final long serialVersionUID = 1L;

  /** The kinds of fault. */
  public enum Reason {
    /** The content is no disposition notification by its media type. */
    NOT_AN_IMDN,
    /** The XML is not well-formed. */
    MALFORMED_XML,
    /** The XML has a document type declaration. */
    DTD_FORBIDDEN,
    /** More octets, elements, levels or parts than the limit. */
    LIMIT,
    /** The root element is not {@code imdn}. */
    ROOT,
    /** No {@code message-id}, so nothing says which message is meant. */
    MISSING_MESSAGE_ID,
    /** More than one notification element. */
    REPEATED_NOTIFICATION,
    /** A notification element without any status. */
    MISSING_STATUS,
    /** A status that its class does not have. */
    UNKNOWN_STATUS,
    /** A wrong multipart body of an aggregated notification. */
    MULTIPART
  }

  private final Reason reason;

  /** A fault on a line of the XML counted from 1; 0 when it has no line. */
  public ImdnException(Reason reason, int line, String detail) {
    super(line, detail);
    this.reason = reason;
  }

  /** The kind of fault. */
  public Reason reason() {
    return reason;
  }
}
