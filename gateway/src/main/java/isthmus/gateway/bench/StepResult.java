package isthmus.gateway.bench;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a step measured.
 *
 * @param name its column
 * @param account its messages, those of the warm-up included
 * @param offered requests sent a second while it was measured; likewise the other rates
 * @param answer from a request's first sending to its answer
 * @param submit from a request's first sending to its submission
 * @param gatewayCores average use of cores, 1.0 for one core
 * @param residentBytes the gateway's memory at the end
 * @param heapBytes its heap in use at the end
 * @param drainSeconds until the last notification came after the offering ended
 */
record StepResult(
    String name,
    Account account,
    double offered,
    double accepted,
    double submitted,
    double receipts,
    double notified,
    Latency answer,
    Latency submit,
    double gatewayCores,
    double postgresCores,
    double loadCores,
    OptionalLong residentBytes,
    OptionalLong heapBytes,
    long retransmitted,
    double drainSeconds) {

  /** Percentiles in milliseconds; empty when there was nothing. */
  record Latency(OptionalDouble p50, OptionalDouble p99) {
    static Latency of(long[] nanos) {
      Percentiles percentiles = Percentiles.of(nanos);
      return new Latency(percentiles.millis(0.50), percentiles.millis(0.99));
    }
  }

  /**
   * Adds up a step.
   *
   * @param fromMessage its first message
   * @param toMessage the one behind its last
   * @param start when measuring began
   * @param end when it ended
   */
  static StepResult of(
      String name,
      Ledger ledger,
      int fromMessage,
      int toMessage,
      Reading start,
      Reading end,
      Aftermath aftermath) {
    Window window = new Window(start.nanos(), end.nanos());
    long[] answers = new long[toMessage - fromMessage];
    long[] submits = new long[toMessage - fromMessage];
    int answerCount = 0;
    int submitCount = 0;
    int offered = 0;
    int accepted = 0;
    int submitted = 0;
    int notified = 0;
    for (int message = fromMessage; message < toMessage; message++) {
      accepted += window.has(ledger.answeredAt(message)) && ledger.isAccepted(message) ? 1 : 0;
      submitted += window.has(ledger.submittedAt(message)) ? 1 : 0;
      notified += window.has(ledger.notifiedAt(message)) ? 1 : 0;
      long sent = ledger.sentAt(message);
      if (window.has(sent)) {
        offered++;
        if (ledger.isAccepted(message)) {
          answers[answerCount++] = ledger.answeredAt(message) - sent;
        }
        if (ledger.submittedAt(message) != 0) {
          submits[submitCount++] = ledger.submittedAt(message) - sent;
        }
      }
    }
    double seconds = window.seconds();
    long nanos = end.nanos() - start.nanos();
    return new StepResult(
        name,
        Account.of(ledger, fromMessage, toMessage),
        offered / seconds,
        accepted / seconds,
        submitted / seconds,
        (end.receipts() - start.receipts()) / seconds,
        notified / seconds,
        Latency.of(java.util.Arrays.copyOf(answers, answerCount)),
        Latency.of(java.util.Arrays.copyOf(submits, submitCount)),
        Reading.cores(start.gateway(), end.gateway(), nanos),
        Reading.cores(start.postgres(), end.postgres(), nanos),
        Reading.cores(start.load(), end.load(), nanos),
        end.gateway().residentBytes(),
        aftermath.heapBytes(),
        aftermath.retransmitted(),
        aftermath.drainSeconds());
  }

  /** What was known only when the last notification had come. */
  record Aftermath(OptionalLong heapBytes, long retransmitted, double drainSeconds) {}

  private record Window(long from, long to) {
    boolean has(long nanos) {
      return nanos != 0 && nanos >= from && nanos < to;
    }

    double seconds() {
      return (to - from) / 1e9;
    }
  }
}
