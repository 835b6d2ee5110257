package isthmus.isf.policy;

/** Where on a message's way the policy table is asked. */
public enum Stage {
  /** Before the interworking decision (CPM SD §5.3.1.1): reject, rewrite, force out of CPM. */
  DECISION("decision"),
  /** Before a service is selected (CPM SD §5.3.1.2). */
  SELECTION("selection"),
  /** After a service failed, temporarily or permanently. */
  FAILURE("failure"),
  /** A message that comes from a service, before it is delivered inside CPM (CPM SD §5.3.2). */
  INBOUND("inbound");

  private final String word;

  Stage(String word) {
    this.word = word;
  }

  /** The word an operator writes for it. */
  public String word() {
    return word;
  }
}
