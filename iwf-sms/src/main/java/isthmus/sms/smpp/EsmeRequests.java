package isthmus.sms.smpp;

import java.util.concurrent.CompletionStage;

/**
 * Takes what ESMEs and SMSCs that are bound to us send. For each session calls come one after
 * another in the order of arrival, on a thread that may block; sessions run in parallel. The
 * response is sent when the stage completes: complete it once the message is durable. A stage that
 * fails declines with RSYSERR; a request beyond the account's window or rate, and one whose stage
 * is not complete in time, with RTHROTTLED (SMPP 3.4 §5.1.3).
 */
public interface EsmeRequests {
  /**
   * A message from an account: submit_sm or data_sm, or deliver_sm from an SMSC. Answer {@link
   * Answer#taken} with a message id for the first two.
   */
  CompletionStage<Answer> onMessage(EsmeAccount account, String sessionId, MessagePdu message);

  /**
   * submit_multi: answer {@link Answer.TakenForSome} with the destinations that were not taken, or
   * {@link Answer#taken} if all were.
   */
  CompletionStage<Answer> onSubmitMulti(
      EsmeAccount account, String sessionId, SubmitMultiPdu multi);

  /** query_sm: answer {@link Answer.State}, or decline with RINVMSGID or RQUERYFAIL. */
  CompletionStage<Answer> onQuery(EsmeAccount account, String sessionId, QueryPdu query);

  /** cancel_sm: answer {@link Answer#ok}, or decline with RINVMSGID or RCANCELFAIL. */
  CompletionStage<Answer> onCancel(EsmeAccount account, String sessionId, CancelPdu cancel);

  /** replace_sm: answer {@link Answer#ok}, or decline with RINVMSGID or RREPLACEFAIL. */
  CompletionStage<Answer> onReplace(EsmeAccount account, String sessionId, ReplacePdu replace);
}
