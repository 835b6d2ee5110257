package isthmus.sms;

import isthmus.sms.smpp.Answer;
import isthmus.sms.smpp.BindMode;
import isthmus.sms.smpp.CancelPdu;
import isthmus.sms.smpp.CommandStatus;
import isthmus.sms.smpp.DeliverPdu;
import isthmus.sms.smpp.EsmeAccount;
import isthmus.sms.smpp.EsmeRequests;
import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.smpp.QueryPdu;
import isthmus.sms.smpp.ReplacePdu;
import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.SmppRuntime;
import isthmus.sms.smpp.SmppServer;
import isthmus.sms.smpp.SmppServerConfig;
import isthmus.sms.smpp.SubmitMultiPdu;
import isthmus.sms.smpp.SubmitPdu;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An SMSC on a loopback port that does as a test tells it. */
final class TestSmsc implements EsmeRequests, AutoCloseable {
  private static final EsmeAccount ACCOUNT =
      EsmeAccount.of("esme", "pw")
          .withBinds(50, Set.of(BindMode.values()))
          .withLimits(
              new EsmeAccount.Limits(
                  10_000, 0, 1_000, 0, 100_000, Duration.ofMillis(20), Duration.ofMillis(100)));

  private final SmppRuntime runtime = SmppRuntime.standard();
  private final SmppServer server;
  private final AtomicInteger ids = new AtomicInteger();
  final List<SubmitPdu> submitted = new CopyOnWriteArrayList<>();
  final List<String> sessions = new CopyOnWriteArrayList<>();
  volatile boolean recording = true;
  volatile Function<SubmitPdu, CompletionStage<Answer>> behaviour = _ -> take();

  TestSmsc() throws IOException {
    this(0);
  }

  TestSmsc(int port) throws IOException {
    server =
        new SmppServer(
            SmppServerConfig.of("127.0.0.1", port, "smsc"), List.of(ACCOUNT), runtime, this);
    server.start();
  }

  int port() {
    return server.port();
  }

  /** Takes a message under the next id: m1, m2, ... */
  CompletionStage<Answer> take() {
    return CompletableFuture.completedFuture(Answer.taken("m" + ids.incrementAndGet()));
  }

  static CompletionStage<Answer> refuse(int status) {
    return CompletableFuture.completedFuture(Answer.declined(status));
  }

  /** Never answers. */
  static CompletionStage<Answer> hang() {
    return new CompletableFuture<>();
  }

  /** Sends to whichever session; completes with the answer. */
  RequestResult deliver(MessagePdu message) {
    return Await.get(server.deliver("esme", message));
  }

  CompletionStage<RequestResult> send(MessagePdu message) {
    return server.deliver("esme", message);
  }

  void sendReceipt(SubmitPdu about, String id, String state) {
    var _ = deliver(Pdus.receipt(about, id, state));
  }

  @Override
  public CompletionStage<Answer> onMessage(
      EsmeAccount account, String sessionId, MessagePdu message) {
    if (message instanceof SubmitPdu submit) {
      if (recording) {
        submitted.add(submit);
        sessions.add(sessionId);
      }
      return behaviour.apply(submit);
    }
    if (message instanceof DeliverPdu) {
      return refuse(CommandStatus.RINVCMDID);
    }
    return refuse(CommandStatus.RSYSERR);
  }

  @Override
  public CompletionStage<Answer> onSubmitMulti(
      EsmeAccount account, String sessionId, SubmitMultiPdu multi) {
    return refuse(CommandStatus.RINVCMDID);
  }

  @Override
  public CompletionStage<Answer> onQuery(EsmeAccount account, String sessionId, QueryPdu query) {
    return refuse(CommandStatus.RINVCMDID);
  }

  @Override
  public CompletionStage<Answer> onCancel(EsmeAccount account, String sessionId, CancelPdu cancel) {
    return refuse(CommandStatus.RINVCMDID);
  }

  @Override
  public CompletionStage<Answer> onReplace(
      EsmeAccount account, String sessionId, ReplacePdu replace) {
    return refuse(CommandStatus.RINVCMDID);
  }

  /** Goes away, the test goes on. */
  void leave() {
    server.close();
  }

  @Override
  public void close() {
    server.close();
    runtime.close();
  }
}
