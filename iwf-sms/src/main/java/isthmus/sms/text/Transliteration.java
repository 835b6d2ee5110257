package isthmus.sms.text;

import java.util.Map;

/** Whether typographic characters give way to plain ones where that saves a text from UCS-2. */
public enum Transliteration {
  /** Texts are sent as they are. */
  NONE(Map.of()),
  /**
   * Curly quotes, dashes, ellipsis, special spaces and invisible characters become what a
   * typewriter has.
   */
  TYPOGRAPHIC(typographic());

  private final Map<Integer, String> replacements;

  Transliteration(Map<Integer, String> replacements) {
    this.replacements = replacements;
  }

  /**
   * The text in plain characters if it then fits the GSM default alphabet; otherwise the text
   * unchanged, since a message that needs UCS-2 anyway gains nothing from being altered.
   */
  public String apply(String text) {
    if (replacements.isEmpty() || Gsm7.STANDARD.canEncode(text)) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int codePoint : text.codePoints().toArray()) {
      String replacement = replacements.get(codePoint);
      if (replacement == null) {
        plain.appendCodePoint(codePoint);
      } else {
        plain.append(replacement);
      }
    }
    String result = plain.toString();
    return Gsm7.STANDARD.canEncode(result) ? result : text;
  }

  private static Map<Integer, String> typographic() {
    Map<Integer, String> map = new java.util.HashMap<>();
    put(map, "'", 0x2018, 0x2019, 0x201a, 0x201b, 0x2032, 0x02bc, 0xb4, 0x60);
    put(map, "\"", 0x201c, 0x201d, 0x201e, 0x201f, 0x2033, 0xab, 0xbb);
    put(map, "-", 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212);
    put(map, "...", 0x2026);
    put(map, "*", 0x2022, 0xb7);
    put(
        map, " ", 0x09, 0xa0, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009,
        0x200a, 0x202f, 0x205f, 0x3000);
    put(map, "\n", 0x2028, 0x2029);
    put(map, "", 0xad, 0x200b, 0x2060, 0xfeff);
    return Map.copyOf(map);
  }

  private static void put(Map<Integer, String> map, String replacement, int... codePoints) {
    for (int codePoint : codePoints) {
      map.put(codePoint, replacement);
    }
  }
}
