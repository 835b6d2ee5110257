package isthmus.sms;

import isthmus.sms.smpp.AlertPdu;
import isthmus.sms.smpp.Answer;
import isthmus.sms.smpp.InboundPdus;
import isthmus.sms.smpp.MessagePdu;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what SMSCs send by the links that we opened. */
final class SmscPdus implements InboundPdus {
  private static final Logger LOG = LoggerFactory.getLogger(SmscPdus.class);

  private final Map<String, Peer> peers;
  private final ReceiptIntake receipts;
  private final MessageIntake messages;

  SmscPdus(Map<String, Peer> peers, ReceiptIntake receipts, MessageIntake messages) {
    this.peers = Map.copyOf(peers);
    this.receipts = receipts;
    this.messages = messages;
  }

  @Override
  public CompletionStage<Answer> onMessage(String linkId, String bindId, MessagePdu message) {
    return take(peer(linkId), message);
  }

  /** Takes deliver_sm or data_sm of an SMSC. */
  CompletionStage<Answer> take(Peer peer, MessagePdu message) {
    return ReceiptIntake.isReceipt(peer, message)
        ? receipts.take(peer, message)
        : messages.take(peer, message, Terms.DELIVERED_BY_SMSC);
  }

  @Override
  public void onAlert(String linkId, AlertPdu alert) {
    LOG.debug("{}: alert_notification, availability {}", linkId, alert.availability());
  }

  private Peer peer(String linkId) {
    Peer peer = peers.get(linkId);
    if (peer == null) {
      throw new IllegalStateException("a link that nobody opened: " + linkId);
    }
    return peer;
  }
}
