package isthmus.gateway.whatif;

import isthmus.isf.analysis.RecordedRequest;
import isthmus.isf.analysis.Replay;
import isthmus.isf.table.RequestFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What became of replayed messages, counted. Not safe for several threads; tallies are added. */
final class Tally {
  private static final int MAX_EXAMPLES = 5;

  /** Ways that are told apart; what goes beyond is counted as one. */
  private static final int MAX_MOVES = 200;

  private static final Way OTHER = new Way("other", "other");

  private final Map<Way, Move> moves = new LinkedHashMap<>();
  private final Map<Way, Move> recorded = new LinkedHashMap<>();
  private long done;
  private long same;
  private long asRecorded;
  private long unreadable;

  private record Way(String from, String to) {}

  private static final class Move {
    private long count;
    private final List<Example> examples = new ArrayList<>();
  }

  /**
   * One message of many.
   *
   * @param message its key
   * @param why one clause
   */
  record Example(String message, Instant at, String kind, OptionalLong size, String why) {}

  /**
   * Messages that would have taken another way.
   *
   * @param from a service, or {@code rejected: …}
   * @param to a service, or {@code rejected: …}
   * @param examples at most five
   */
  record Moved(String from, String to, long count, List<Example> examples) {}

  /**
   * How the rule set that is compared with would have decided, against what really happened.
   *
   * @param same messages that it would send the way they went
   */
  record Recorded(long same, List<Moved> moves) {}

  void add(RecordedRequest request, Replay.Outcome before, Replay.Outcome after) {
    done++;
    String now = way(before);
    if (before.sameWay(after)) {
      same++;
    } else {
      count(moves, new Way(now, way(after)), request, after, now);
    }
    // Why a message was rejected is not compared: reasons were told in other words.
    if (request.chosen().equals(before.service())) {
      asRecorded++;
    } else {
      String was = request.chosen().orElse("rejected");
      count(recorded, new Way(was, now), request, before, was);
    }
  }

  void addUnreadable() {
    done++;
    unreadable++;
  }

  private static String way(Replay.Outcome outcome) {
    return outcome.service().orElseGet(() -> "rejected: " + outcome.rejection());
  }

  private static void count(
      Map<Way, Move> moves, Way way, RecordedRequest request, Replay.Outcome to, String from) {
    Way told = moves.containsKey(way) || moves.size() < MAX_MOVES ? way : OTHER;
    Move move = moves.computeIfAbsent(told, _ -> new Move());
    move.count++;
    if (move.examples.size() < MAX_EXAMPLES) {
      RequestFacts facts = request.request().facts();
      move.examples.add(
          new Example(
              request.message(), request.at(), facts.kind().words(), facts.octets(), to.why(from)));
    }
  }

  void add(Tally other) {
    done += other.done;
    same += other.same;
    asRecorded += other.asRecorded;
    unreadable += other.unreadable;
    add(moves, other.moves);
    add(recorded, other.recorded);
  }

  private static void add(Map<Way, Move> moves, Map<Way, Move> others) {
    others.forEach(
        (way, other) -> {
          Way told = moves.containsKey(way) || moves.size() < MAX_MOVES ? way : OTHER;
          Move move = moves.computeIfAbsent(told, _ -> new Move());
          move.count += other.count;
          other.examples.stream()
              .limit(MAX_EXAMPLES - move.examples.size())
              .forEach(move.examples::add);
        });
  }

  long done() {
    return done;
  }

  long same() {
    return same;
  }

  /** Messages whose records this release cannot read. */
  long unreadable() {
    return unreadable;
  }

  /** The most frequent first. */
  List<Moved> moves() {
    return sorted(moves);
  }

  Recorded recorded() {
    return new Recorded(asRecorded, sorted(recorded));
  }

  private static List<Moved> sorted(Map<Way, Move> moves) {
    return moves.entrySet().stream()
        .map(
            e ->
                new Moved(
                    e.getKey().from(),
                    e.getKey().to(),
                    e.getValue().count,
                    List.copyOf(e.getValue().examples)))
        .sorted(Comparator.comparingLong(Moved::count).reversed())
        .toList();
  }
}
