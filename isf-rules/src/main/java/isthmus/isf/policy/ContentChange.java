package isthmus.isf.policy;

import java.util.Set;
import java.util.TreeSet;

/** What a row does with the content. */
public sealed interface ContentChange {

  /**
   * Leaves out what the patterns fit: {@code strip picture, video/*}.
   *
   * @param patterns content words ({@code picture}) or media type patterns
   */
  record Strip(Set<String> patterns) implements ContentChange {
    /** Copies the patterns. */
    public Strip {
      patterns = Set.copyOf(patterns);
    }
  }

  /** Cuts a text: {@code truncate 160}. */
  record Truncate(int characters) implements ContentChange {
    /** Checks the number. */
    public Truncate {
      if (characters < 1) {
        throw new IllegalArgumentException("at least one character: " + characters);
      }
    }
  }

  /** Sends a text as several messages of at most so many characters: {@code split 300}. */
  record Split(int characters) implements ContentChange {
    /** Checks the number. */
    public Split {
      if (characters < 1) {
        throw new IllegalArgumentException("at least one character: " + characters);
      }
    }
  }

  /** Keeps the content here and sends a link to it: {@code link}. */
  record Link() implements ContentChange {}

  /** The change in the words of a cell: {@code truncate 160}. */
  default String words() {
    return switch (this) {
      case Strip(Set<String> patterns) -> "strip " + String.join(", ", new TreeSet<>(patterns));
      case Truncate(int characters) -> "truncate " + characters;
      case Split(int characters) -> "split " + characters;
      case Link() -> "link";
    };
  }
}
