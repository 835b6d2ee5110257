package isthmus.sms;

import isthmus.cpm.message.Content;
import isthmus.sms.text.Alphabet;
import isthmus.sms.text.Gsm7;
import isthmus.sms.text.SegmentationProfile;
import isthmus.sms.text.Segmenter;
import java.util.Map;

/**
 * Counts what a content takes as short messages, in one pass over its characters. The count is the
 * least possible: a text whose parts end between graphemes may take one more, but is never refused
 * for that. Immutable; any thread may use it.
 */
final class TextMeasure {
  private static final int SINGLE_SEPTETS = 160;
  private static final int SINGLE_UCS2 = 70;
  // Beyond this no service limit is near, and an estimate spares a search among national tables.
  private static final int SEARCHED_CHARACTERS = 2_000;

  private final SegmentationProfile profile;
  private final Segmenter segmenter;
  private final int highest;
  private final boolean wideHeader;

  /** Counts as for peers of that profile. */
  TextMeasure(SegmentationProfile profile) {
    this.profile = profile;
    this.segmenter = new Segmenter(profile);
    this.highest = highest(profile.defaultAlphabet());
    this.wideHeader = profile.way() == SegmentationProfile.Way.UDH_16;
  }

  private static int highest(Alphabet alphabet) {
    return switch (alphabet) {
      case ASCII -> 0x7f;
      case LATIN1 -> 0xff;
      case GSM7, UTF8, UCS2, CYRILLIC, HEBREW, JIS, ISO_2022_JP, EXTENDED_JIS, KOREAN, BINARY ->
          Character.MAX_CODE_POINT;
    };
  }

  /** {@code octets} of user data and, for text, {@code segments}. */
  Map<String, Long> measure(Content content) {
    if (!content.isPlainText()) {
      return Map.of("octets", (long) content.octets().size());
    }
    String text = profile.transliteration().apply(content.text());
    long septets = septets(text);
    if (septets >= 0) {
      return facts(
          (septets * 7 + 7) / 8,
          septets <= SINGLE_SEPTETS ? 1 : divided(text, wideHeader ? 152 : 153, Units.SEPTETS));
    }
    long octets = 2L * text.length();
    if (text.length() <= SINGLE_UCS2) {
      return facts(octets, 1);
    }
    boolean national = !profile.singleShifts().isEmpty() || !profile.lockingShifts().isEmpty();
    return facts(
        octets,
        national && text.length() <= SEARCHED_CHARACTERS
            ? segmenter.segmentsNeeded(text)
            : divided(text, wideHeader ? 66 : 67, Units.UCS2));
  }

  /** Septets of a text in the default alphabet, -1 if it cannot be written in it. */
  private long septets(String text) {
    long septets = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int each = c <= highest ? Gsm7.STANDARD.septets(c) : 0;
      if (each == 0) {
        return -1;
      }
      septets += each;
    }
    return septets;
  }

  private enum Units {
    SEPTETS,
    UCS2
  }

  // No character is divided, so a part may have a unit to spare.
  private static long divided(String text, int capacity, Units units) {
    long parts = 1;
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      int characters = Character.charCount(codePoint);
      int each =
          switch (units) {
            case SEPTETS -> Gsm7.STANDARD.septets(codePoint);
            case UCS2 -> characters;
          };
      if (used + each > capacity) {
        parts++;
        used = 0;
      }
      used += each;
      i += characters;
    }
    return parts;
  }

  private static Map<String, Long> facts(long octets, long segments) {
    return Map.of("octets", octets, "segments", segments);
  }
}
