package isthmus.sms.text;

import java.util.List;

/** The result of dividing a text. */
public sealed interface Segmentation {
  /** The segments in order, at least one. */
  record Segments(Alphabet alphabet, List<Segment> segments) implements Segmentation {
    /** Keeps its own copy. */
    public Segments {
      segments = List.copyOf(segments);
    }
  }

  /**
   * Refused: the text needs more segments than the profile allows, so another service should take
   * it.
   */
  record TooManySegments(int needed, int allowed) implements Segmentation {}
}
