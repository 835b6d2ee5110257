package isthmus.sms;

import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.InboundAnswer;
import isthmus.cpm.interworking.InterworkingInbound;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.interworking.PartStore;
import isthmus.cpm.message.KeySource;
import isthmus.testkit.InMemoryPartStore;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A gateway that records what it is handed and answers as it is told. Like the real one it takes a
 * message made of parts only as long as its group is there.
 */
final class RecordingInbound implements InterworkingInbound {
  final InMemoryPartStore parts;
  final List<LegacyMessage> messages = new CopyOnWriteArrayList<>();
  final List<LegacyReceipt> receipts = new CopyOnWriteArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile Function<LegacyMessage, CompletionStage<InboundAnswer>> messageAnswer = _ -> accepted();
  volatile boolean recording = true;
  volatile ReceiptAnswer receiptAnswer = ReceiptAnswer.APPLIED;
  volatile LegacyState state = LegacyState.ENROUTE;
  private final KeySource keys;

  RecordingInbound(InstantSource clock) {
    this.parts = new InMemoryPartStore(clock);
    this.keys = new KeySource(clock);
  }

  CompletionStage<InboundAnswer> accepted() {
    return CompletableFuture.completedFuture(new InboundAnswer.Accepted(keys.nextMessage()));
  }

  static CompletionStage<InboundAnswer> refused(FailureCode code) {
    return CompletableFuture.completedFuture(
        new InboundAnswer.Refused(Failure.of(code, "refused by the test")));
  }

  static CompletionStage<InboundAnswer> tryLater(FailureCode code) {
    return CompletableFuture.completedFuture(
        new InboundAnswer.TryLater(Failure.of(code, "not now, says the test")));
  }

  @Override
  public CompletionStage<InboundAnswer> message(LegacyMessage message) {
    return messageAnswer
        .apply(message)
        .thenApply(
            answer -> {
              if (answer instanceof InboundAnswer.Accepted && isFirst(message) && recording) {
                messages.add(message);
              }
              return answer;
            });
  }

  private boolean isFirst(LegacyMessage message) {
    return message
        .partGroup()
        .map(group -> parts.remove(group).toCompletableFuture().join())
        .orElse(true);
  }

  @Override
  public CompletionStage<ReceiptAnswer> receipt(LegacyReceipt receipt) {
    receipts.add(receipt);
    return CompletableFuture.completedFuture(receiptAnswer);
  }

  @Override
  public CompletionStage<LegacyState> query(String peer, String externalId) {
    asked.add("query " + peer + " " + externalId);
    return CompletableFuture.completedFuture(state);
  }

  @Override
  public CompletionStage<LegacyState> cancel(String peer, String externalId) {
    asked.add("cancel " + peer + " " + externalId);
    return CompletableFuture.completedFuture(state);
  }

  @Override
  public PartStore parts() {
    return parts;
  }

  List<String> texts() {
    return messages.stream().map(message -> message.content().text()).toList();
  }
}
