package isthmus.sms;

import isthmus.cpm.message.Content;
import isthmus.sms.text.Alphabet;
import isthmus.sms.text.Gsm7;
import isthmus.sms.text.Segmentation;
import isthmus.sms.text.SegmentationProfile;
import isthmus.sms.text.Segmenter;
import java.util.Map;

/** Counts what a content takes as short messages. Immutable; any thread may use it. */
final class TextMeasure {
  private static final int SINGLE_SEPTETS = 160;
  // Beyond this no service limit is near, and an estimate spares a search for boundaries.
  private static final int EXACT_CHARACTERS = 10_000;
  private static final int UCS2_CHARACTERS_EACH = 67;

  private final Segmenter segmenter;
  private final boolean gsm;

  /** Counts as for peers of that profile. */
  TextMeasure(SegmentationProfile profile) {
    this.segmenter =
        new Segmenter(
            profile.withMaxSegments(
                profile.way() == SegmentationProfile.Way.MESSAGE_PAYLOAD ? 214 : 255));
    this.gsm = profile.defaultAlphabet() == Alphabet.GSM7;
  }

  /** {@code octets} of user data and, for text, {@code segments}. */
  Map<String, Long> measure(Content content) {
    if (!content.isPlainText()) {
      return Map.of("octets", (long) content.octets().size());
    }
    String text = content.text();
    int septets = gsm ? singleSeptets(text) : -1;
    if (septets >= 0) {
      return facts((septets * 7L + 7) / 8, 1);
    }
    if (text.length() > EXACT_CHARACTERS) {
      return facts(2L * text.length(), 1 + text.length() / UCS2_CHARACTERS_EACH);
    }
    return switch (segmenter.segment(text, 0)) {
      case Segmentation.Segments(Alphabet alphabet, var segments) -> {
        long octets = segments.stream().mapToLong(segment -> segment.body().length()).sum();
        int needed = segmenter.segmentsNeeded(text);
        yield facts(alphabet == Alphabet.GSM7 ? (octets * 7 + 7) / 8 : octets, needed);
      }
      case Segmentation.TooManySegments(int needed, _) -> facts(2L * text.length(), needed);
    };
  }

  // Most messages are one short message in GSM 7 bit; this finds out without dividing anything.
  private static int singleSeptets(String text) {
    if (text.length() > SINGLE_SEPTETS) {
      return -1;
    }
    int septets = 0;
    for (int i = 0; i < text.length(); i++) {
      int each = Gsm7.STANDARD.septets(text.charAt(i));
      if (each == 0) {
        return -1;
      }
      septets += each;
    }
    return septets <= SINGLE_SEPTETS ? septets : -1;
  }

  private static Map<String, Long> facts(long octets, long segments) {
    return Map.of("octets", octets, "segments", segments);
  }
}
