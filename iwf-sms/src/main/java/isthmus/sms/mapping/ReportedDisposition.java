package isthmus.sms.mapping;

/**
 * What a delivery state becomes towards the CPM user (cpm-wire §5.5, facts B7 and E); the words are
 * those of RFC 5438.
 */
public enum ReportedDisposition {
  /** Nothing yet. */
  NONE,
  /** processing / processed. */
  PROCESSED,
  /** delivery / delivered. */
  DELIVERED,
  /** delivery / failed. */
  FAILED,
  /** delivery / forbidden. */
  FORBIDDEN,
  /** delivery / error. */
  ERROR;

  /** Whether the delivery ends with it unsuccessfully. */
  public boolean isFailure() {
    return this == FAILED || this == FORBIDDEN || this == ERROR;
  }
}
