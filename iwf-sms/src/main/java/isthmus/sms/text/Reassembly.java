package isthmus.sms.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The parts of one long message so far: immutable, without a clock. The layer above keeps the
 * parts, knows their age and decides when a message that stays incomplete is given up.
 *
 * @param total the number of parts, 2 to 255
 * @param parts the parts received, by number
 */
public record Reassembly(int total, SortedMap<Integer, StoredPart> parts) {

  /** What became of a part. */
  public enum Outcome {
    /** Kept; others are still missing. */
    ADDED,
    /** Kept, and now the message is complete. */
    COMPLETE,
    /** Seen before with the same octets; ignored. */
    DUPLICATE,
    /**
     * A part of that number is there with other octets: the peer reuses its reference for a new
     * message. The parts are unchanged; the caller should deliver them as incomplete and begin anew
     * with this part.
     */
    CONFLICT,
    /**
     * The number is above the total; ignored. The caller should treat the part as a message of its
     * own.
     */
    OUT_OF_RANGE
  }

  /**
   * The result of adding a part.
   *
   * @param next the parts afterwards
   * @param outcome what became of the part
   */
  public record Step(Reassembly next, Outcome outcome) {}

  /** Keeps its own copy and refuses parts beyond the total. */
  public Reassembly {
    if (total < 2 || total > 255) {
      throw new SmsFormatException("a long message of " + total + " parts, allowed are 2 to 255");
    }
    parts = new TreeMap<>(parts);
    for (StoredPart part : parts.values()) {
      if (part.sequence() > total) {
        throw new SmsFormatException("part " + part.sequence() + " of " + total);
      }
    }
  }

  /** No part yet. */
  public static Reassembly empty(int total) {
    return new Reassembly(total, new TreeMap<>());
  }

  /** The parts read back from a store, in any order; duplicates and strays are ignored. */
  public static Reassembly of(int total, Collection<StoredPart> stored) {
    Reassembly reassembly = empty(total);
    for (StoredPart part : stored) {
      reassembly = reassembly.add(part).next();
    }
    return reassembly;
  }

  /** Adds a part. */
  public Step add(StoredPart part) {
    if (part.sequence() > total) {
      return new Step(this, Outcome.OUT_OF_RANGE);
    }
    StoredPart present = parts.get(part.sequence());
    if (present != null) {
      return new Step(this, present.equals(part) ? Outcome.DUPLICATE : Outcome.CONFLICT);
    }
    SortedMap<Integer, StoredPart> more = new TreeMap<>(parts);
    more.put(part.sequence(), part);
    Reassembly next = new Reassembly(total, more);
    return new Step(next, next.isComplete() ? Outcome.COMPLETE : Outcome.ADDED);
  }

  /** A copy in order of number. */
  @Override
  public SortedMap<Integer, StoredPart> parts() {
    return new TreeMap<>(parts);
  }

  /** Whether every part is there. */
  public boolean isComplete() {
    return parts.size() == total;
  }

  /** The numbers of the parts that are missing, ascending. */
  public List<Integer> missing() {
    return IntStream.rangeClosed(1, total)
        .filter(number -> !parts.containsKey(number))
        .boxed()
        .toList();
  }

  /**
   * The content so far; when complete, the message. Each run of missing parts shows the marker
   * once. Binary content has no place for a marker and is joined without.
   */
  public MessageContent content(TextProfile profile, String missingMarker) {
    List<StoredPart> all = List.copyOf(parts.values());
    if (isComplete() || ContentJoiner.join(all, profile) instanceof MessageContent.Binary) {
      return ContentJoiner.join(all, profile);
    }
    StringBuilder text = new StringBuilder();
    List<StoredPart> run = new ArrayList<>();
    boolean gap = false;
    for (int number = 1; number <= total; number++) {
      StoredPart part = parts.get(number);
      if (part != null) {
        run.add(part);
        gap = false;
      } else if (!gap) {
        text.append(text(run, profile)).append(missingMarker);
        run.clear();
        gap = true;
      }
    }
    return new MessageContent.Text(text.append(text(run, profile)).toString());
  }

  private static String text(List<StoredPart> run, TextProfile profile) {
    return switch (ContentJoiner.join(run, profile)) {
      case MessageContent.Text(String text) -> text;
      case MessageContent.Binary _ -> "";
    };
  }
}
