package isthmus.gateway.whatif;

import isthmus.isf.analysis.RecordedRequest;
import isthmus.isf.table.RequestFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Messages counted by the two ways that they would take. Not safe for several threads. */
final class Moves {
  private static final int MAX_EXAMPLES = 5;

  /** Ways that are told apart; what goes beyond is counted as one. */
  private static final int MAX_MOVES = 200;

  private static final Way OTHER = new Way("other", "other");

  private final Map<Way, Move> moves = new LinkedHashMap<>();

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
   * @param from a service, {@code rejected: …}, or what else is done
   * @param to the same for the other rule set
   * @param examples at most five
   */
  record Moved(String from, String to, long count, List<Example> examples) {}

  void count(String from, String to, RecordedRequest request, String why) {
    Move move = move(new Way(from, to));
    move.count++;
    if (move.examples.size() < MAX_EXAMPLES) {
      RequestFacts facts = request.request().facts();
      move.examples.add(
          new Example(request.message(), request.at(), facts.kind().words(), facts.octets(), why));
    }
  }

  private Move move(Way way) {
    Way told = moves.containsKey(way) || moves.size() < MAX_MOVES ? way : OTHER;
    return moves.computeIfAbsent(told, _ -> new Move());
  }

  void add(Moves others) {
    others.moves.forEach(
        (way, other) -> {
          Move move = move(way);
          move.count += other.count;
          other.examples.stream()
              .limit(MAX_EXAMPLES - move.examples.size())
              .forEach(move.examples::add);
        });
  }

  /** The most frequent first. */
  List<Moved> sorted() {
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
