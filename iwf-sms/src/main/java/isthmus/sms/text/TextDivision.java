package isthmus.sms.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Divides a text into pieces of at most so many units without cutting what belongs together. */
final class TextDivision {
  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  private TextDivision() {}

  /**
   * The pieces. They end between grapheme clusters (an emoji with its modifiers, a letter with its
   * marks) unless a cluster is larger than a whole piece; then, as anywhere else, between
   * characters, never inside a surrogate or an escape pair.
   */
  static List<String> byGrapheme(String text, int capacity, Encoding encoding) {
    List<String> clusters = new ArrayList<>();
    Matcher matcher = GRAPHEME.matcher(text);
    while (matcher.find()) {
      String cluster = matcher.group();
      if (units(cluster, encoding) > capacity) {
        clusters.addAll(characters(cluster));
      } else {
        clusters.add(cluster);
      }
    }
    return fill(clusters, capacity, encoding);
  }

  /** The pieces when only characters are kept whole, which may need fewer of them. */
  static List<String> byCharacter(String text, int capacity, Encoding encoding) {
    return fill(characters(text), capacity, encoding);
  }

  /** The units of a text. */
  static int units(String text, Encoding encoding) {
    return text.codePoints().map(encoding::units).sum();
  }

  private static List<String> characters(String text) {
    return text.codePoints().mapToObj(Character::toString).toList();
  }

  private static List<String> fill(List<String> atoms, int capacity, Encoding encoding) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    int used = 0;
    for (String atom : atoms) {
      int units = units(atom, encoding);
      if (used + units > capacity) {
        pieces.add(piece.toString());
        piece.setLength(0);
        used = 0;
      }
      piece.append(atom);
      used += units;
    }
    pieces.add(piece.toString());
    return pieces;
  }
}
