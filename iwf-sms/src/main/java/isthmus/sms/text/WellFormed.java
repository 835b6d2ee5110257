package isthmus.sms.text;

/** Text without half characters. */
final class WellFormed {
  private WellFormed() {}

  /**
   * The text with U+FFFD for each surrogate that has no partner; the JDK's decoder would swallow
   * its neighbour, too.
   */
  static String text(CharSequence chars) {
    StringBuilder text = new StringBuilder(chars.length());
    chars
        .codePoints()
        .map(
            codePoint ->
                Character.getType(codePoint) == Character.SURROGATE ? Gsm7.REPLACEMENT : codePoint)
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
