package isthmus.sms.smpp;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes what ESMEs send, under ids t1, t2, ... */
class EsmeDesk implements EsmeRequests {
  final List<MessagePdu> messages = new CopyOnWriteArrayList<>();
  final AtomicInteger ids = new AtomicInteger();

  @Override
  public CompletionStage<Answer> onMessage(
      EsmeAccount account, String sessionId, MessagePdu message) {
    messages.add(message);
    return done(Answer.taken("t" + ids.incrementAndGet()));
  }

  @Override
  public CompletionStage<Answer> onSubmitMulti(
      EsmeAccount account, String sessionId, SubmitMultiPdu multi) {
    List<Answer.FailedDestination> failed =
        multi.destinations().stream()
            .filter(destination -> destination.address().startsWith("999"))
            .map(to -> new Answer.FailedDestination(to, CommandStatus.RINVDSTADR))
            .toList();
    return done(new Answer.TakenForSome("multi", failed));
  }

  @Override
  public CompletionStage<Answer> onQuery(EsmeAccount account, String sessionId, QueryPdu query) {
    return done(
        query.messageId().equals("t1")
            ? new Answer.State("t1", "", 1, 0)
            : Answer.declined(CommandStatus.RINVMSGID));
  }

  @Override
  public CompletionStage<Answer> onCancel(EsmeAccount account, String sessionId, CancelPdu cancel) {
    return done(
        cancel.messageId().equals("t1") ? Answer.ok() : Answer.declined(CommandStatus.RCANCELFAIL));
  }

  @Override
  public CompletionStage<Answer> onReplace(
      EsmeAccount account, String sessionId, ReplacePdu replace) {
    return done(Answer.declined(CommandStatus.RREPLACEFAIL));
  }

  private static CompletionStage<Answer> done(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
