package isthmus.isf.analysis;

import isthmus.isf.table.Criterion;
import isthmus.isf.table.Fact;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Content words and media type patterns of policy rows: {@code picture}, {@code image/*}. */
final class Contents {
  private static final Set<Fact> CLASSES =
      EnumSet.of(
          Fact.TEXT,
          Fact.PICTURE,
          Fact.AUDIO_CLIP,
          Fact.VIDEO_CLIP,
          Fact.LOCATION,
          Fact.OTHER_FILE);

  private Contents() {}

  private static Optional<Fact> fact(String word) {
    return CLASSES.stream().filter(fact -> fact.word().equals(word)).findFirst();
  }

  /** A media type that a word or pattern fits. */
  static String example(String pattern) {
    return fact(pattern)
        .map(
            fact ->
                switch (fact) {
                  case TEXT -> "text/plain";
                  case PICTURE -> "image/jpeg";
                  case AUDIO_CLIP -> "audio/amr";
                  case VIDEO_CLIP -> "video/3gpp";
                  case LOCATION -> "application/pidf+xml";
                  default -> "application/octet-stream";
                })
        .orElseGet(
            () ->
                switch (pattern) {
                  case "image/*" -> "image/jpeg";
                  case "audio/*" -> "audio/amr";
                  case "video/*" -> "video/3gpp";
                  case "text/*" -> "text/plain";
                  default -> pattern.replace("*", "x");
                });
  }

  /** Whether everything that the second fits is fitted by the first. */
  static boolean covers(String wide, String narrow) {
    if (wide.equals(narrow)) {
      return true;
    }
    Optional<Fact> fact = fact(wide);
    if (fact.isPresent()) {
      return fact(narrow).isEmpty() && within(fact.get(), narrow);
    }
    if (!wide.endsWith("*")) {
      return false;
    }
    String start = wide.substring(0, wide.length() - 1);
    return fact(narrow)
        .map(
            word ->
                switch (word) {
                  case PICTURE -> "image/".startsWith(start);
                  case AUDIO_CLIP -> "audio/".startsWith(start);
                  case VIDEO_CLIP -> "video/".startsWith(start);
                  case TEXT -> "text/".startsWith(start);
                  default -> false;
                })
        .orElseGet(() -> narrow.startsWith(start));
  }

  private static boolean within(Fact fact, String pattern) {
    if (pattern.endsWith("*")) {
      return switch (fact) {
        case PICTURE -> pattern.startsWith("image/");
        case AUDIO_CLIP -> pattern.startsWith("audio/");
        case VIDEO_CLIP -> pattern.startsWith("video/");
        default -> false;
      };
    }
    return Criterion.of(fact)
        .measure(RequestFacts.of(RequestKind.STANDALONE_MESSAGE).withMediaTypes(pattern))
        .isPresent();
  }
}
