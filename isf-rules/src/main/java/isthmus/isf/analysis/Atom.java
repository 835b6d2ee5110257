package isthmus.isf.analysis;

import isthmus.isf.table.Criterion;
import isthmus.isf.table.Fact;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.TableRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that a request may contain, for all things that a table does not tell from it.
 *
 * @param words for people, with an article
 * @param mediaType a media type; empty for a stream that is not of messages
 * @param streams the streams that it stands for; empty for content
 */
record Atom(String words, String mediaType, List<MediaStream> streams) {
  private static final Map<Fact, String> CLASSES = classes();

  private static Map<Fact, String> classes() {
    Map<Fact, String> types = new LinkedHashMap<>();
    types.put(Fact.TEXT, "text/plain");
    types.put(Fact.PICTURE, "image/jpeg");
    types.put(Fact.AUDIO_CLIP, "audio/amr");
    types.put(Fact.VIDEO_CLIP, "video/3gpp");
    types.put(Fact.LOCATION, "application/pidf+xml");
    types.put(Fact.OTHER_FILE, "application/octet-stream");
    return types;
  }

  /** Everything that a request of a kind may contain, as far as a table tells it apart. */
  static List<Atom> of(RequestKind kind, RoutingTable table) {
    return isContent(kind) ? contents(table) : offers();
  }

  /** Whether requests of a kind carry content; else they offer streams. */
  static boolean isContent(RequestKind kind) {
    return kind == RequestKind.STANDALONE_MESSAGE || kind == RequestKind.FILE_TRANSFER;
  }

  private static List<Atom> offers() {
    return List.of(
        new Atom("a chat", "text/plain", List.of(MediaStream.MESSAGE)),
        new Atom("an audio stream", "", List.of(MediaStream.AUDIO)),
        new Atom("a video stream", "", List.of(MediaStream.VIDEO)),
        new Atom("bidirectional voice", "", List.of(MediaStream.BIDIRECTIONAL_VOICE)));
  }

  private static List<Atom> contents(RoutingTable table) {
    List<Atom> atoms = new ArrayList<>();
    CLASSES.forEach((fact, type) -> atoms.add(new Atom(words(fact), type, List.of())));
    for (TableRow row : table.rows()) {
      row.criterion()
          .mediaPattern()
          .map(Atom::ofPattern)
          .filter(atom -> atoms.stream().noneMatch(a -> a.mediaType.equals(atom.mediaType)))
          .ifPresent(atoms::add);
    }
    return List.copyOf(atoms);
  }

  private static Atom ofPattern(String pattern) {
    String type = pattern.endsWith("*") ? pattern.replace("*", "x") : pattern;
    return new Atom("content " + pattern, type, List.of());
  }

  private static String words(Fact fact) {
    return switch (fact) {
      case TEXT -> "text";
      case OTHER_FILE -> "another file";
      case AUDIO_CLIP -> "an audio clip";
      default -> "a " + fact.word();
    };
  }

  boolean isText() {
    return streams.isEmpty() && isA(Fact.TEXT);
  }

  boolean isClip() {
    return streams.isEmpty() && (isA(Fact.AUDIO_CLIP) || isA(Fact.VIDEO_CLIP));
  }

  boolean isA(Fact fact) {
    RequestFacts alone = RequestFacts.of(RequestKind.STANDALONE_MESSAGE).withMediaTypes(mediaType);
    return Criterion.of(fact).measure(alone).isPresent();
  }
}
