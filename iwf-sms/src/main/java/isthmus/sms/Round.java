package isthmus.sms;

import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.SubmitPdu;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Short messages sent at once; when all are answered, somebody is told. */
final class Round {
  private final AtomicReferenceArray<RequestResult> results;
  private final AtomicInteger open;
  private final Consumer<List<RequestResult>> then;

  private Round(int size, Consumer<List<RequestResult>> then) {
    this.results = new AtomicReferenceArray<>(size);
    this.open = new AtomicInteger(size);
    this.then = then;
  }

  /** Sends all; {@code then} is called once, by whichever thread brings the last result. */
  static void send(Carrier carrier, List<SubmitPdu> messages, Consumer<List<RequestResult>> then) {
    Round round = new Round(messages.size(), then);
    for (int i = 0; i < messages.size(); i++) {
      int index = i;
      var _ = carrier.send(messages.get(i)).thenAccept(result -> round.ended(index, result));
    }
  }

  private void ended(int index, RequestResult result) {
    results.set(index, result);
    if (open.decrementAndGet() == 0) {
      then.accept(IntStream.range(0, results.length()).mapToObj(results::get).toList());
    }
  }
}
