package isthmus.cpm.registration;

/** Whether a registered client takes a pager mode message, and in what way. */
public enum PagerSuitability {
  /** It registered the pager service: it gets the CPM headers and CPIM. */
  CPM,
  /**
   * It registered no CPM service at all, as linphone does: it is served without CPM identifiers.
   */
  PLAIN,
  /** It registered other CPM services and not this one. */
  UNSUITABLE;

  /** What is done with clients that registered no CPM service. */
  public enum PlainClients {
    SERVED,
    LEFT_OUT
  }

  public static PagerSuitability of(FeatureTags tags, PlainClients plain) {
    if (tags.supportsPager()) {
      return CPM;
    }
    return tags.isCpm() || plain == PlainClients.LEFT_OUT ? UNSUITABLE : PLAIN;
  }
}
