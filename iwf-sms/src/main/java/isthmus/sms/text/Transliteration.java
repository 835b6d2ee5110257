package isthmus.sms.text;

/** Whether typographic characters give way to plain ones where that saves a text from UCS-2. */
public enum Transliteration {
  /** Texts are sent as they are. */
  NONE,
  /**
   * Curly quotes, dashes, ellipsis, special spaces and invisible characters become what a
   * typewriter has.
   */
  TYPOGRAPHIC;

  /**
   * The text in plain characters if it then fits the GSM default alphabet; otherwise the text
   * unchanged, since a message that needs UCS-2 anyway gains nothing from being altered.
   */
  public String apply(String text) {
    return switch (this) {
      case NONE -> text;
      case TYPOGRAPHIC -> Gsm7.STANDARD.canEncode(text) ? text : plainIfItHelps(text);
    };
  }

  private static String plainIfItHelps(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(codePoint -> plain.append(plain(codePoint)));
    String result = plain.toString();
    return Gsm7.STANDARD.canEncode(result) ? result : text;
  }

  private static String plain(int codePoint) {
    return switch (codePoint) {
      case 0x60, 0xb4, 0x2bc, 0x2018, 0x2019, 0x201a, 0x201b, 0x2032 -> "'";
      case 0xab, 0xbb, 0x201c, 0x201d, 0x201e, 0x201f, 0x2033 -> "\"";
      case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212 -> "-";
      case 0x2026 -> "...";
      case 0xb7, 0x2022 -> "*";
      case 0x09,
          0xa0,
          0x2002,
          0x2003,
          0x2004,
          0x2005,
          0x2006,
          0x2007,
          0x2008,
          0x2009,
          0x200a,
          0x202f,
          0x205f,
          0x3000 ->
          " ";
      case 0x2028, 0x2029 -> "\n";
      case 0xad, 0x200b, 0x2060, 0xfeff -> "";
      default -> Character.toString(codePoint);
    };
  }
}
