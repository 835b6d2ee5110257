package isthmus.sms.smpp;

/** What became of a query_sm. */
public sealed interface QueryResult {
  /**
   * The peer knows the message (SMPP 3.4 §4.8.2).
   *
   * @param finalDate empty while not final, else 16 characters (SMPP 3.4 §7.1.1)
   * @param messageState 0 to 255 (SMPP 3.4 §5.2.28)
   * @param errorCode network error code, 0 to 255
   */
  record Found(String messageId, String finalDate, int messageState, int errorCode)
      implements QueryResult {}

  /** The peer refused, did not answer, or was not asked; never {@link RequestResult.Accepted}. */
  record NotFound(RequestResult result) implements QueryResult {}
}
