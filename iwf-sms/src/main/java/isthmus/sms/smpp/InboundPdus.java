package isthmus.sms.smpp;

import java.util.concurrent.CompletionStage;

/**
 * Takes what SMSCs send us. For each session calls come one after another in the order of arrival,
 * on a thread that may block; sessions run in parallel. A session may deliver before {@link
 * SmscLink#start} returns.
 */
public interface InboundPdus {
  /**
   * A message or receipt: deliver_sm or data_sm. The response is sent when the stage completes;
   * complete it once the message is durable. Failing declines with RX_T_APPN, and the SMSC tries
   * again.
   */
  CompletionStage<Answer> onMessage(String linkId, String bindId, MessagePdu message);

  /** alert_notification: a subscriber can be reached again. There is no response. */
  void onAlert(String linkId, AlertPdu alert);
}
