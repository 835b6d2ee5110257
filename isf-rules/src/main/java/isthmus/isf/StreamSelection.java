package isthmus.isf;

import isthmus.isf.table.MediaStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What came of a selection for a session with several media streams (CPM SD §5.3.1.4). */
public sealed interface StreamSelection {

  /** One service takes all streams. */
  record Whole(Selection.Selected selected) implements StreamSelection {}

  /**
   * No service takes all streams; some of them are taken. Each part is a session invitation of its
   * own.
   *
   * @param parts streams that go to a service together, by their first stream
   * @param leftOver streams that no service takes, each with the reason for people
   */
  record Split(List<Part> parts, Map<MediaStream, Selection.Rejected> leftOver)
      implements StreamSelection {
    /** Copies the parts. */
    public Split {
      parts = List.copyOf(parts);
      leftOver = Collections.unmodifiableMap(new TreeMap<>(leftOver));
      if (parts.isEmpty()) {
        throw new IllegalArgumentException("a split has parts");
      }
    }
  }

  /**
   * Streams that go to one service.
   *
   * @param streams the streams
   * @param selected the service, with what remains for these streams after a failure
   */
  record Part(Set<MediaStream> streams, Selection.Selected selected) {
    /** Copies the set. */
    public Part {
      streams = Set.copyOf(streams);
    }
  }

  /** No stream can be taken. */
  record Rejected(Selection.Rejected whole) implements StreamSelection {}
}
