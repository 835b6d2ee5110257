package isthmus.sms.smpp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects what arrives on a link and answers it at once. */
class Inbox implements InboundPdus {
  final List<MessagePdu> messages = new CopyOnWriteArrayList<>();
  final List<AlertPdu> alerts = new CopyOnWriteArrayList<>();

  @Override
  public CompletionStage<Answer> onMessage(String linkId, String bindId, MessagePdu message) {
    messages.add(message);
    return CompletableFuture.completedFuture(Answer.ok());
  }

  @Override
  public void onAlert(String linkId, AlertPdu alert) {
    alerts.add(alert);
  }

  List<String> texts() {
    return messages.stream().map(Inbox::text).toList();
  }

  static String text(MessagePdu message) {
    return new String(message.payload().toByteArray(), StandardCharsets.ISO_8859_1);
  }
}
