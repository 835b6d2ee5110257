package isthmus.sms;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one peer since start; safe for any thread. */
final class PeerCounters {
  /** What is counted; the names in a link's status are these in lower case with hyphens. */
  enum Event {
    MESSAGES_RECEIVED,
    PARTS_RECEIVED,
    PARTS_CONFLICTING,
    INCOMPLETE_DELIVERED,
    INCOMPLETE_DROPPED,
    BINARY_REFUSED,
    RECEIPTS,
    RECEIPTS_UNMATCHED,
    RECEIPTS_UNPARSABLE,
    RECEIPTS_SENT,
    SUBMITTED,
    SUBMIT_REFUSED,
    SUBMIT_UNANSWERED,
    SUBMIT_LATE,
    RESTED
  }

  private final Map<Event, LongAdder> counts = new EnumMap<>(Event.class);

  PeerCounters() {
    for (Event event : Event.values()) {
      counts.put(event, new LongAdder());
    }
  }

  void count(Event event) {
    LongAdder adder = counts.get(event);
    if (adder != null) {
      adder.increment();
    }
  }

  Map<String, Long> snapshot() {
    Map<String, Long> snapshot = new LinkedHashMap<>();
    counts.forEach(
        (event, adder) ->
            snapshot.put(event.name().toLowerCase(Locale.ROOT).replace('_', '-'), adder.sum()));
    return snapshot;
  }
}
