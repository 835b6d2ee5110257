package isthmus.sms.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.text.SegmentationProfile.Way;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmenterTest {
  private static final String FAMILY =
      "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66";

  @ParameterizedTest
  @CsvSource({
    "UDH_8, a, 160, 1",
    "UDH_8, a, 161, 2",
    "UDH_8, a, 306, 2",
    "UDH_8, a, 307, 3",
    "UDH_16, a, 160, 1",
    "UDH_16, a, 304, 2",
    "UDH_16, a, 305, 3",
    "SAR, a, 306, 2",
    "SAR, a, 307, 3",
    "UDH_8, ж, 70, 1",
    "UDH_8, ж, 71, 2",
    "UDH_8, ж, 134, 2",
    "UDH_8, ж, 135, 3",
    "UDH_16, ж, 132, 2",
    "UDH_16, ж, 133, 3",
    "UDH_8, €, 80, 1",
    "UDH_8, €, 81, 2",
    "UDH_8, €, 152, 2",
    "UDH_8, €, 153, 3"
  })
  void segmentsHoldWhatTheLimitsAllow(Way way, String character, int count, int segments) {
    Segmenter segmenter = new Segmenter(SegmentationProfile.STANDARD.withWay(way));
    assertEquals(segments, segmenter.segmentsNeeded(character.repeat(count)));
    assertEquals(segments, segments(segmenter, character.repeat(count), 1).size());
  }

  @Test
  void anEmptyTextIsOneEmptySegment() {
    Segment segment = segments(new Segmenter(SegmentationProfile.STANDARD), "", 0).getFirst();
    assertTrue(segment.shortMessage().isEmpty());
    assertEquals(DataCoding.DEFAULT, segment.dataCoding());
  }

  @Test
  void headersAndTlvsAreThoseOfTheWay() {
    String text = "a".repeat(200);
    Segment udh8 = segments(new Segmenter(SegmentationProfile.STANDARD), text, 0x2a).get(1);
    assertEquals("0500032a0202", udh8.shortMessage().slice(0, 6).toHex());
    assertTrue(udh8.userDataHeaderIndicator());
    Segment udh16 =
        segments(new Segmenter(SegmentationProfile.STANDARD.withWay(Way.UDH_16)), text, 0x1234)
            .get(0);
    assertEquals("06080412340201", udh16.shortMessage().slice(0, 7).toHex());
    Segment sar =
        segments(new Segmenter(SegmentationProfile.STANDARD.withWay(Way.SAR)), text, 0x1234).get(1);
    assertFalse(sar.userDataHeaderIndicator());
    assertEquals(47, sar.shortMessage().size());
    assertEquals(
        Map.of(0x20c, Octets.ofHex("1234"), 0x20e, Octets.ofHex("02"), 0x20f, Octets.ofHex("02")),
        sar.tlvs());
  }

  @Test
  void aPayloadIsOnePduAndOnlyForLongTexts() {
    Segmenter segmenter = new Segmenter(SegmentationProfile.STANDARD.withWay(Way.MESSAGE_PAYLOAD));
    List<Segment> longText = segments(segmenter, "a".repeat(200), 0);
    assertEquals(1, longText.size());
    assertTrue(longText.getFirst().shortMessage().isEmpty());
    assertEquals(200, longText.getFirst().tlvs().get(InboundPdu.MESSAGE_PAYLOAD).size());
    assertEquals(2, segmenter.segmentsNeeded("a".repeat(200)));
    Segment shortText = segments(segmenter, "abc", 0).getFirst();
    assertEquals(3, shortText.shortMessage().size());
    assertTrue(shortText.tlvs().isEmpty());
  }

  @Test
  void tooLongATextIsRefusedWithTheNumberItNeeds() {
    Segmenter segmenter = new Segmenter(SegmentationProfile.STANDARD.withMaxSegments(3));
    assertEquals(new Segmentation.TooManySegments(4, 3), segmenter.segment("a".repeat(460), 1));
    assertEquals(
        new Segmentation.TooManySegments(654, 255),
        new Segmenter(SegmentationProfile.STANDARD.withMaxSegments(255))
            .segment("a".repeat(100_000), 1));
  }

  @Test
  void neitherEscapePairsNorSurrogatePairsAreCut() {
    List<Segment> escapes =
        segments(new Segmenter(SegmentationProfile.STANDARD), "a".repeat(152) + "[".repeat(20), 1);
    assertEquals(152, escapes.getFirst().body().size());
    List<Segment> emoji =
        segments(
            new Segmenter(SegmentationProfile.STANDARD),
            "a".repeat(66) + "\ud83d\ude00".repeat(10),
            1);
    assertEquals(132, emoji.getFirst().body().size());
  }

  @Test
  void anEmojiOfSeveralCharactersStaysTogetherWhereItFits() {
    List<Segment> segments =
        segments(
            new Segmenter(SegmentationProfile.STANDARD),
            "a".repeat(60) + FAMILY + "b".repeat(20),
            1);
    assertEquals(120, segments.getFirst().body().size());
    assertEquals(2 * (FAMILY.length() + 20), segments.get(1).body().size());
  }

  @Test
  void anEmojiIsCutBetweenCharactersRatherThanRefused() {
    String text = "a".repeat(60) + FAMILY + "b".repeat(133 - 60 - FAMILY.length());
    Segmenter segmenter = new Segmenter(SegmentationProfile.STANDARD.withMaxSegments(2));
    assertEquals(2, segments(segmenter, text, 1).size());
    String monster = "a" + "\u0301".repeat(200);
    assertEquals(3, segments(new Segmenter(SegmentationProfile.STANDARD), monster, 1).size());
  }

  @Test
  void aBrokenSurrogateIsReplaced() {
    Segment segment =
        segments(new Segmenter(SegmentationProfile.STANDARD), "a\ud83d", 1).getFirst();
    assertEquals("0061fffd", segment.shortMessage().toHex());
  }

  @Test
  void nationalTablesAreUsedOnlyWhereTheySaveSegments() {
    SegmentationProfile turkish =
        SegmentationProfile.STANDARD.withShifts(
            Set.of(NationalLanguage.TURKISH), Set.of(NationalLanguage.TURKISH));
    Segmenter segmenter = new Segmenter(turkish);
    Segment one = segments(segmenter, "\u015fi\u015fe ".repeat(20), 1).getFirst();
    assertEquals("03240101", one.shortMessage().slice(0, 4).toHex());
    assertEquals(DataCoding.DEFAULT, one.dataCoding());
    assertEquals(DataCoding.UCS2, segments(segmenter, "\u015fi\u015fe", 1).getFirst().dataCoding());
    assertEquals(
        "03250101",
        segments(segmenter, "\u015f".repeat(155), 1).getFirst().shortMessage().slice(0, 4).toHex());
    assertEquals(155, segments(segmenter, "\u015f".repeat(155), 1).getFirst().body().size());
    assertEquals(149, segments(segmenter, "\u015f".repeat(156), 1).getFirst().body().size());
    assertEquals(
        DataCoding.UCS2,
        segments(new Segmenter(SegmentationProfile.STANDARD), "\u015f".repeat(156), 1)
            .getFirst()
            .dataCoding());
  }

  @Test
  void hindiNeedsAThirdFewerSegmentsWithItsTable() {
    String text = "\u0928\u092e\u0938\u094d\u0924\u0947 ".repeat(20);
    Segmenter national =
        new Segmenter(
            SegmentationProfile.STANDARD.withShifts(
                Set.of(NationalLanguage.HINDI), Set.of(NationalLanguage.HINDI)));
    assertEquals(1, national.segmentsNeeded(text));
    assertEquals(3, new Segmenter(SegmentationProfile.STANDARD).segmentsNeeded(text));
  }

  @Test
  void typographyGivesWayOnlyIfThatSavesUcs2() {
    Segmenter segmenter =
        new Segmenter(
            SegmentationProfile.STANDARD.withTransliteration(Transliteration.TYPOGRAPHIC));
    Segment plain =
        segments(segmenter, "\u201cDon\u2019t\u201d \u2013 he said\u2026", 1).getFirst();
    assertEquals("\"Don't\" - he said...", Gsm7.STANDARD.decode(plain.body()));
    assertEquals(
        DataCoding.UCS2, segments(segmenter, "\u201c\u0436\u201d", 1).getFirst().dataCoding());
    assertEquals(
        "201c0436201d", segments(segmenter, "\u201c\u0436\u201d", 1).getFirst().body().toHex());
  }

  @Test
  void aLatinPeerGetsLatinOctetsThatCountAsSeptets() {
    Segmenter segmenter =
        new Segmenter(SegmentationProfile.STANDARD.withDefaultAlphabet(Alphabet.LATIN1));
    assertEquals("40e95b", segments(segmenter, "@\u00e9[", 1).getFirst().shortMessage().toHex());
    assertEquals(DataCoding.UCS2, segments(segmenter, "\u0394", 1).getFirst().dataCoding());
    assertEquals(2, segmenter.segmentsNeeded("[".repeat(81)));
  }

  @Test
  void packedSegmentsFitTheUserDataExactly() {
    Segmenter segmenter =
        new Segmenter(SegmentationProfile.STANDARD.withSeptetForm(SeptetForm.PACKED));
    assertEquals(140, segments(segmenter, "a".repeat(160), 1).getFirst().shortMessage().size());
    assertEquals(140, segments(segmenter, "a".repeat(170), 1).getFirst().shortMessage().size());
  }

  @Test
  void impossibleProfilesAreRefused() {
    SegmentationProfile profile = SegmentationProfile.STANDARD;
    assertThrows(SmsFormatException.class, () -> profile.withMaxSegments(0));
    assertThrows(SmsFormatException.class, () -> profile.withMaxSegments(256));
    assertThrows(SmsFormatException.class, () -> profile.withDefaultAlphabet(Alphabet.UCS2));
    assertThrows(
        SmsFormatException.class,
        () -> profile.withWay(Way.SAR).withShifts(Set.of(), Set.of(NationalLanguage.TURKISH)));
    assertThrows(
        SmsFormatException.class,
        () -> profile.withShifts(Set.of(NationalLanguage.SPANISH), Set.of()));
    assertThrows(SmsFormatException.class, () -> new Segmenter(profile).segment("a", 256));
  }

  static List<Segment> segments(Segmenter segmenter, String text, int reference) {
    return assertInstanceOf(Segmentation.Segments.class, segmenter.segment(text, reference))
        .segments();
  }
}
