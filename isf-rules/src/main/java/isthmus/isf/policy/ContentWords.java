package isthmus.isf.policy;

import isthmus.isf.table.CellRefusedException;
import isthmus.isf.table.Criterion;
import isthmus.isf.table.Fact;
import isthmus.isf.table.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words for what a content has in it: those of appendix D, and media type patterns. */
public final class ContentWords {
  /** The facts that have a word here. */
  public static final List<Fact> FACTS =
      List.of(
          Fact.TEXT,
          Fact.PICTURE,
          Fact.AUDIO_CLIP,
          Fact.VIDEO_CLIP,
          Fact.LOCATION,
          Fact.OTHER_FILE);

  private ContentWords() {}

  /** All words. */
  public static List<String> words() {
    return FACTS.stream().map(Fact::word).toList();
  }

  /** The plain form of a word or pattern. */
  static String pattern(String text) throws CellRefusedException {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    Optional<Fact> fact =
        lower.matches("[a-z -]+") ? Fact.ofWord(lower).filter(FACTS::contains) : Optional.empty();
    if (fact.isPresent()) {
      return fact.get().word();
    }
    if (!Criterion.isMediaPattern(lower)) {
      throw new CellRefusedException(
          "no content of this name" + Words.hint(lower, words()),
          String.join(", ", words()) + ", or a media type such as image/*");
    }
    return lower;
  }
}
