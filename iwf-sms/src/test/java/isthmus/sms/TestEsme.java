package isthmus.sms;

import isthmus.sms.smpp.AlertPdu;
import isthmus.sms.smpp.Answer;
import isthmus.sms.smpp.BindMode;
import isthmus.sms.smpp.CancelPdu;
import isthmus.sms.smpp.InboundPdus;
import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.smpp.QueryPdu;
import isthmus.sms.smpp.QueryResult;
import isthmus.sms.smpp.ReplacePdu;
import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.SmppRuntime;
import isthmus.sms.smpp.SmscLink;
import isthmus.sms.smpp.SmscLinkConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** An ESME that binds to the gateway. */
final class TestEsme implements InboundPdus, AutoCloseable {
  private final SmppRuntime runtime = SmppRuntime.standard();
  private final SmscLink link;
  final List<MessagePdu> received = new CopyOnWriteArrayList<>();
  volatile Answer answer = Answer.ok();

  TestEsme(int port, String systemId) {
    link =
        new SmscLink(
            SmscLinkConfig.of(systemId, "127.0.0.1", port, systemId, "pw")
                .withBinds(1, BindMode.TRANSCEIVER)
                .withPace(
                    new SmscLinkConfig.Pace(
                        100, 0, 10_000, Duration.ofMillis(20), Duration.ofMillis(100))),
            runtime,
            this,
            (_, _, _) -> {});
    link.start();
    Await.until(systemId + " is bound", link::isUp);
  }

  RequestResult submit(isthmus.sms.smpp.SubmitPdu submit) {
    return Await.get(link.submit(submit));
  }

  CompletionStage<RequestResult> submitting(isthmus.sms.smpp.SubmitPdu submit) {
    return link.submit(submit);
  }

  RequestResult data(isthmus.sms.smpp.DataPdu data) {
    return Await.get(link.data(data));
  }

  QueryResult query(QueryPdu query) {
    return Await.get(link.query(query));
  }

  RequestResult cancel(CancelPdu cancel) {
    return Await.get(link.cancel(cancel));
  }

  RequestResult replace(ReplacePdu replace) {
    return Await.get(link.replace(replace));
  }

  List<String> texts() {
    return received.stream().map(TestEsme::text).toList();
  }

  static String text(MessagePdu message) {
    return new String(message.payload().toByteArray(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public CompletionStage<Answer> onMessage(String linkId, String bindId, MessagePdu message) {
    received.add(message);
    return CompletableFuture.completedFuture(answer);
  }

  @Override
  public void onAlert(String linkId, AlertPdu alert) {}

  /** Goes away, the test goes on. */
  void leave() {
    link.close();
  }

  @Override
  public void close() {
    link.close();
    runtime.close();
  }
}
