package isthmus.cpm.participating;

/** The seven reasons for which a message leaves CPM (CPM SD §5.3.1.1.1 to §5.3.1.1.7). */
public enum InterworkingReason {
  /** The target CPM user is not registered for the service. */
  NOT_REGISTERED("5.3.1.1.1", "the recipient is not registered"),
  /** The target's preferences say so. */
  USER_PREFERENCES("5.3.1.1.2", "the recipient prefers interworking"),
  /** It could not be handled inside CPM and the provider's policy says so. */
  NON_DELIVERY("5.3.1.1.3", "delivery inside CPM failed"),
  /** The target is no CPM user, though the address is valid in SIP. */
  NON_CPM_PRINCIPAL("5.3.1.1.4", "the recipient is not a CPM user"),
  /** The target network answered that it has no CPM. */
  MISSING_CPM_SUPPORT("5.3.1.1.5", "the target network has no CPM"),
  /** The target network has no SIP/IP core. */
  MISSING_SIP_CORE("5.3.1.1.6", "the target network has no SIP/IP core"),
  /** The address cannot be routed in SIP. */
  NOT_ROUTABLE("5.3.1.1.7", "the address cannot be routed in SIP");

  private final String section;
  private final String text;

  InterworkingReason(String section, String text) {
    this.section = section;
    this.text = text;
  }

  /** The section of the CPM System Description. */
  public String section() {
    return section;
  }

  /** One clause for people. */
  public String text() {
    return text;
  }
}
