package isthmus.sms.smpp;

/** Hears at once when a link can no longer submit, or can again. Must not block. */
public interface LinkListener {
  /**
   * The link went up or down.
   *
   * @param up at least one session is bound that submits
   * @param reason why it went down; empty when up
   */
  void onLink(String linkId, boolean up, String reason);
}
