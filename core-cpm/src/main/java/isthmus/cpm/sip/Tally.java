package isthmus.cpm.sip;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The running counts behind {@link SipCounters}; safe for any thread. */
final class Tally {
  private static final Set<String> METHODS =
      Set.of(
          "MESSAGE",
          "REGISTER",
          "OPTIONS",
          "ACK",
          "INVITE",
          "BYE",
          "CANCEL",
          "SUBSCRIBE",
          "NOTIFY",
          "PUBLISH",
          "REFER",
          "INFO",
          "UPDATE",
          "PRACK");

  private final Map<String, LongAdder> received = new ConcurrentHashMap<>();
  private final Map<Integer, LongAdder> answered = new ConcurrentHashMap<>();
  final LongAdder absorbed = new LongAdder();
  final LongAdder junk = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder overload = new LongAdder();
  final LongAdder abandoned = new LongAdder();
  final LongAdder stray = new LongAdder();
  final LongAdder sent = new LongAdder();
  final LongAdder resent = new LongAdder();
  final LongAdder completed = new LongAdder();
  final LongAdder timedOut = new LongAdder();
  final LongAdder transportFailed = new LongAdder();
  final LongAdder answersLost = new LongAdder();
  final LongAdder connectionsRefused = new LongAdder();

  void received(String method) {
    String label = METHODS.contains(method) ? method : "other";
    received.computeIfAbsent(label, _ -> new LongAdder()).increment();
  }

  void answered(int status) {
    answered.computeIfAbsent(status, _ -> new LongAdder()).increment();
  }

  SipCounters snapshot(long inProgress, long inFlight, long answersKept, long connections) {
    Map<String, Long> byMethod = new HashMap<>();
    received.forEach((method, count) -> byMethod.put(method, count.sum()));
    Map<Integer, Long> byStatus = new HashMap<>();
    answered.forEach((status, count) -> byStatus.put(status, count.sum()));
    return new SipCounters(
        byMethod,
        byStatus,
        absorbed.sum(),
        junk.sum(),
        malformed.sum(),
        overload.sum(),
        abandoned.sum(),
        stray.sum(),
        sent.sum(),
        resent.sum(),
        completed.sum(),
        timedOut.sum(),
        transportFailed.sum(),
        answersLost.sum(),
        connectionsRefused.sum(),
        inProgress,
        inFlight,
        answersKept,
        connections);
  }
}
