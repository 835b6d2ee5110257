package isthmus.gateway.whatif;

import isthmus.gateway.whatif.Moves.Moved;
import isthmus.isf.analysis.Aftermath;
import isthmus.isf.analysis.Entry;
import isthmus.isf.analysis.RecordedRequest;
import isthmus.isf.analysis.Replay;
import java.util.List;

/** What became of replayed messages, counted. Not safe for several threads; tallies are added. */
final class Tally {
  private final Moves moves = new Moves();
  private final Moves recorded = new Moves();
  private final Counted inbound = new Counted();
  private final Counted failures = new Counted();
  private long done;
  private long same;
  private long asRecorded;
  private long unreadable;

  /**
   * How the rule set that is compared with would have decided, against what really happened.
   *
   * @param same messages that it would send the way they went
   */
  record Recorded(long same, List<Moved> moves) {}

  /**
   * Messages that were asked about at another point of their way.
   *
   * @param done messages
   * @param same of them, with which both rule sets do the same
   * @param unknown of them, of which the record does not say enough
   */
  record Beside(long done, long same, long unknown, List<Moved> moves) {}

  private static final class Counted {
    private final Moves moves = new Moves();
    private long done;
    private long same;
    private long unknown;

    private void add(Counted other) {
      done += other.done;
      same += other.same;
      unknown += other.unknown;
      moves.add(other.moves);
    }

    private Beside told() {
      return new Beside(done, same, unknown, moves.sorted());
    }
  }

  void add(RecordedRequest request, Replay.Outcome before, Replay.Outcome after) {
    done++;
    String now = way(before);
    if (before.sameWay(after)) {
      same++;
    } else {
      moves.count(now, way(after), request, after.why(now));
    }
    // Why a message was rejected is not compared: reasons were told in other words.
    if (request.chosen().equals(before.service())) {
      asRecorded++;
    } else {
      String was = request.chosen().orElse("rejected");
      recorded.count(was, now, request, before.why(was));
    }
  }

  void addUnreadable() {
    done++;
    unreadable++;
  }

  /** A message that came from a service. */
  void add(RecordedRequest request, Entry before, Entry after) {
    inbound.done++;
    if (before.sameWay(after)) {
      inbound.same++;
    } else {
      inbound.moves.count(before.words(), after.words(), request, after.why());
    }
  }

  /** A message of which attempts failed. */
  void add(RecordedRequest request, Aftermath aftermath) {
    failures.done++;
    switch (aftermath) {
      case Aftermath.Same() -> failures.same++;
      case Aftermath.Unknown() -> failures.unknown++;
      case Aftermath.Parted(String from, String to, String why) ->
          failures.moves.count(from, to, request, why);
    }
  }

  private static String way(Replay.Outcome outcome) {
    return outcome.service().orElseGet(() -> "rejected: " + outcome.rejection());
  }

  void add(Tally other) {
    done += other.done;
    same += other.same;
    asRecorded += other.asRecorded;
    unreadable += other.unreadable;
    moves.add(other.moves);
    recorded.add(other.recorded);
    inbound.add(other.inbound);
    failures.add(other.failures);
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
    return moves.sorted();
  }

  Recorded recorded() {
    return new Recorded(asRecorded, recorded.sorted());
  }

  /** Messages that came from services. */
  Beside inbound() {
    return inbound.told();
  }

  /** Messages of which attempts failed. */
  Beside failures() {
    return failures.told();
  }
}
