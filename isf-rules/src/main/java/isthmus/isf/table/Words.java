package isthmus.isf.table;

import java.text.Normalizer;
import java.util.Locale;

/** How words of a sheet are compared and made into names. */
final class Words {
  private Words() {}

  /**
   * Letters and digits only, lower case: {@code "Max size (bytes)"} equals {@code "max-size
   * bytes"}.
   */
  static String folded(String text) {
    return slug(text).replace("-", "");
  }

  /** A name of a-z, 0-9 and single dashes: {@code "PS Voice"} becomes {@code ps-voice}. */
  static String slug(String text) {
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

  /** Text of a sheet fit for a message: one line, at most 40 characters, no control characters. */
  static String shortened(String text) {
    StringBuilder shown = new StringBuilder();
    text.strip()
        .codePoints()
        .limit(41)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return shown.codePointCount(0, shown.length()) > 40
        ? shown.substring(0, shown.offsetByCodePoints(0, 39)) + "…"
        : shown.toString();
  }
}
