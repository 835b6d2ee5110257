package isthmus.cpm.failure;

/**
 * Why a request could not be served, independent of the protocol that said so. Each code carries
 * the SIP status that a CPM originator sees when the failure is known while his request is still
 * unanswered (RFC 3261 §21).
 */
public enum FailureCode {
  /** The request itself is wrong: missing or contradictory fields. */
  MALFORMED(400, Category.CONTENT),
  /** The originator may not use the service. */
  NOT_AUTHORISED(403, Category.POLICY),
  /** The originator has, and can be given, no address in the target service (CPM SD §5.3.1.2). */
  BAD_ORIGINATOR(403, Category.ADDRESS),
  /** The recipient's address is unknown or not valid in the target service. */
  BAD_RECIPIENT(404, Category.ADDRESS),
  /** The service, the recipient or a policy refuses the message for good. */
  REJECTED(603, Category.POLICY),
  /** The content cannot be expressed in, or is refused by, the target service. */
  CONTENT_REFUSED(415, Category.CONTENT),
  /** Too large for the target service. */
  TOO_LARGE(413, Category.CONTENT),
  /** The recipient cannot be reached at the moment. */
  UNAVAILABLE(480, Category.NETWORK),
  /** The peer asks for less traffic. */
  CONGESTED(503, Category.NETWORK),
  /** No link to the service is up. */
  LINK_DOWN(503, Category.NETWORK),
  /** The peer did not answer in time; it may or may not have taken the message. */
  NO_ANSWER(408, Category.NETWORK),
  /** The validity period ended first. */
  EXPIRED(480, Category.NETWORK),
  /** The originator, or an operator, withdrew the message. */
  CANCELLED(487, Category.POLICY),
  /** No interworking function is feasible or installed (CPM SD appendix D). */
  NO_SERVICE(480, Category.POLICY),
  /** The peer failed internally. */
  PEER_ERROR(502, Category.NETWORK),
  /** We failed internally. */
  INTERNAL(500, Category.INTERNAL);

  /** Whose matter a failure is; metrics are counted by it. */
  public enum Category {
    /** A wrong or unusable address. */
    ADDRESS,
    /** The content. */
    CONTENT,
    /** Somebody's rule or decision. */
    POLICY,
    /** A peer or the way to it. */
    NETWORK,
    /** Isthmus itself. */
    INTERNAL
  }

  private final int sipStatus;
  private final Category category;

  FailureCode(int sipStatus, Category category) {
    this.sipStatus = sipStatus;
    this.category = category;
  }

  /** SIP final status, 400 to 699. */
  public int sipStatus() {
    return sipStatus;
  }

  /** Whose matter it is. */
  public Category category() {
    return category;
  }
}
