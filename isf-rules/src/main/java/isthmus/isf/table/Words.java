package isthmus.isf.table;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How words of a sheet are compared and made into names. */
public final class Words {
  private Words() {}

  /**
   * Letters and digits only, lower case: {@code "Max size (bytes)"} equals {@code "max-size
   * bytes"}.
   */
  public static String folded(String text) {
    return slug(text).replace("-", "");
  }

  /** A name of a-z, 0-9 and single dashes: {@code "PS Voice"} becomes {@code ps-voice}. */
  public static String slug(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        name.append(c);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK
          && !name.isEmpty()
          && name.charAt(name.length() - 1) != '-') {
        name.append('-');
      }
    }
    int end = name.length();
    return end > 0 && name.charAt(end - 1) == '-' ? name.substring(0, end - 1) : name.toString();
  }

  /** Whether every letter and digit of a text is in its {@link #slug}; accents do not matter. */
  public static boolean isSpelled(String text) {
    long letters =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .codePoints()
            .filter(Character::isLetterOrDigit)
            .count();
    return letters == folded(text).length();
  }

  /**
   * Text of a sheet fit for a message: one line, at most 40 characters, no control characters, and
   * what nobody sees told as {@code <U+202E>}.
   */
  public static String shortened(String text) {
    StringBuilder shown = new StringBuilder();
    text.strip()
        .codePoints()
        .limit(41)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return PlainText.visible(
        shown.codePointCount(0, shown.length()) > 40
            ? shown.substring(0, shown.offsetByCodePoints(0, 39)) + "…"
            : shown.toString());
  }

  /** The known word that was probably meant: few edits away for its length. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String wanted = shortened(word).toLowerCase(Locale.ROOT);
    return known.stream()
        .min(
            Comparator.<String>comparingInt(candidate -> distance(wanted, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .filter(
            candidate -> {
              int distance = distance(wanted, candidate);
              return distance <= Math.max(2, wanted.length() / 3) && distance < candidate.length();
            });
  }

  /**
   * The known word of which this is most likely a slip: one letter is wrong, missing or too many,
   * or two neighbours changed places; in words of six letters and more up to twice. Case, blanks
   * and dashes do not matter. Words of less than four letters are never taken for slips, because
   * too many of them are names of something else ({@code sms}, {@code mms}).
   */
  public static Optional<String> slipOf(String word, Collection<String> known) {
    String written = folded(shortened(word));
    return known.stream()
        .filter(candidate -> isSlip(written, folded(candidate)))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(written, folded(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean isSlip(String written, String meant) {
    int letters = Math.min(written.length(), meant.length());
    int distance = distance(written, meant);
    return letters >= 4 && distance > 0 && distance <= (letters < 6 ? 1 : 2);
  }

  /** {@code "; perhaps blocked is meant"}, or nothing when no known word is near. */
  public static String hint(String word, Collection<String> known) {
    return nearest(word, known).map(near -> "; perhaps " + near + " is meant").orElse("");
  }

  /**
   * Letters to be changed, added, left out, or exchanged with their neighbour (Damerau and
   * Levenshtein), without regard to the candidate's case.
   */
  private static int distance(String a, String candidate) {
    String b = candidate.toLowerCase(Locale.ROOT);
    int[] before = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          current[j] = Math.min(current[j], before[j - 2] + 1);
        }
      }
      before = previous;
      previous = current;
    }
    return previous[b.length()];
  }
}
