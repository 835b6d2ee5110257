package isthmus.sms.smpp;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts of requests we send and what became of them, since start. */
final class RequestCounters {
  private static final int MAX_STATUSES = 256;

  private final LongAdder requests = new LongAdder();
  private final LongAdder timeouts = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final Map<RequestResult.Reason, LongAdder> notSent = new ConcurrentHashMap<>();
  private final Map<Integer, LongAdder> responses = new ConcurrentHashMap<>();

  void requested() {
    requests.increment();
  }

  void ended(Outbox.Outcome outcome) {
    switch (outcome) {
      case Outbox.Outcome.Answered answered -> response(answered.response().commandStatus());
      case Outbox.Outcome.Unanswered unanswered -> {
        switch (unanswered.cause()) {
          case TIMED_OUT -> timeouts.increment();
          case LINK_LOST -> lost.increment();
        }
      }
      case Outbox.Outcome.Unsent unsent ->
          notSent.computeIfAbsent(unsent.reason(), _ -> new LongAdder()).increment();
    }
  }

  // A hostile peer could answer with any of four thousand million statuses.
  private void response(int status) {
    int key =
        responses.size() < MAX_STATUSES || responses.containsKey(status)
            ? status
            : CommandStatus.RUNKNOWNERR;
    responses.computeIfAbsent(key, _ -> new LongAdder()).increment();
  }

  TrafficCounts with(ChannelCounters channel) {
    Map<RequestResult.Reason, Long> unsent = new EnumMap<>(RequestResult.Reason.class);
    notSent.forEach((reason, count) -> unsent.put(reason, count.sum()));
    Map<Integer, Long> answered = new TreeMap<>();
    responses.forEach((status, count) -> answered.put(status, count.sum()));
    return new TrafficCounts(
        requests.sum(),
        Map.copyOf(unsent),
        Map.copyOf(answered),
        timeouts.sum(),
        lost.sum(),
        channel.received.sum(),
        channel.declined.sum(),
        channel.overloaded.sum(),
        channel.alerts.sum(),
        channel.malformed.sum(),
        channel.strayResponses.sum(),
        channel.enquireLinkSent.sum(),
        channel.enquireLinkReceived.sum(),
        channel.binds.sum());
  }
}
