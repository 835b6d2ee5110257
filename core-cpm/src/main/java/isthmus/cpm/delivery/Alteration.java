package isthmus.cpm.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/** What is done with a content before it is submitted; the message itself is kept as it came. */
public sealed interface Alteration {

  /** The text is cut after so many characters. */
  record Truncated(int characters) implements Alteration {
    /** Checks the number. */
    public Truncated {
      if (characters < 1) {
        throw new IllegalArgumentException("at least one character: " + characters);
      }
    }
  }

  /**
   * The text goes as several messages.
   *
   * @param characters of each at most
   * @param taken how many parts the peer took of each of the messages that are through
   */
  record Divided(int characters, List<Integer> taken) implements Alteration {
    /** Checks the number and copies the list. */
    public Divided {
      if (characters < 1) {
        throw new IllegalArgumentException("at least one character: " + characters);
      }
      taken = List.copyOf(taken);
    }
  }

  /**
   * A text with a link goes in the place of the content.
   *
   * @param secret what proves that somebody was sent the link
   * @param until when the link ends
   * @param text the text with the link, one line
   */
  record Linked(String secret, Instant until, String text) implements Alteration {
    /** Checks the components. */
    public Linked {
      requireNonNull(secret);
      requireNonNull(until);
      if (text.lines().count() != 1) {
        throw new IllegalArgumentException("the text with a link is one line");
      }
    }
  }
}
