package isthmus.sms.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.text.Reassembly.Outcome;
import isthmus.sms.text.SegmentationProfile.Way;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReassemblyTest {
  private static final String MARKER = "[...]";

  @ParameterizedTest
  @EnumSource(Way.class)
  void whatIsSplitShuffledAndRepeatedComesTogetherAgain(Way way) {
    RandomText random = new RandomText(42);
    Segmenter segmenter =
        new Segmenter(SegmentationProfile.STANDARD.withWay(way).withMaxSegments(100));
    for (int i = 0; i < 400; i++) {
      String text = i % 2 == 0 ? random.gsm(random.below(900)) : random.any(1 + random.below(500));
      assertEquals(text, sentAndReceived(segmenter, TextProfile.STANDARD, text, random));
    }
  }

  @Test
  void nationalTextsComeTogetherAgain() {
    RandomText random = new RandomText(43);
    Set<NationalLanguage> all = EnumSet.allOf(NationalLanguage.class);
    Set<NationalLanguage> locking = EnumSet.complementOf(EnumSet.of(NationalLanguage.SPANISH));
    Segmenter segmenter =
        new Segmenter(SegmentationProfile.STANDARD.withShifts(locking, all).withMaxSegments(50));
    for (NationalLanguage language : all) {
      StringBuilder text = new StringBuilder();
      while (text.length() < 400) {
        int codePoint = Gsm7Table.single(language).codePoint(random.below(128));
        if (language.hasLockingShift() && random.below(2) == 0) {
          codePoint = Gsm7Table.locking(language).codePoint(random.below(128));
        }
        if (codePoint != Gsm7Table.VOID) {
          text.appendCodePoint(codePoint);
        }
      }
      assertEquals(
          text.toString(),
          sentAndReceived(segmenter, TextProfile.STANDARD, text.toString(), random));
    }
  }

  @Test
  void packedTextsComeTogetherAgain() {
    RandomText random = new RandomText(44);
    Segmenter segmenter =
        new Segmenter(
            SegmentationProfile.STANDARD.withSeptetForm(SeptetForm.PACKED).withMaxSegments(50));
    TextProfile packed = TextProfile.STANDARD.withSeptetForm(SeptetForm.PACKED);
    for (int i = 0; i < 200; i++) {
      // @ and CR in the last of eight septets cannot be told from padding, so they stay out.
      String text = random.gsm(random.below(600)).replace('@', 'A').replace('\r', 'R');
      assertEquals(text, sentAndReceived(segmenter, packed, text, random));
    }
  }

  @Test
  void aDuplicateIsIgnoredAndADifferentPartIsAConflict() {
    Reassembly one = Reassembly.empty(2).add(part(1, "61")).next();
    assertEquals(Outcome.DUPLICATE, one.add(part(1, "61")).outcome());
    assertEquals(Outcome.CONFLICT, one.add(part(1, "62")).outcome());
    assertEquals(one, one.add(part(1, "62")).next());
    assertEquals(Outcome.OUT_OF_RANGE, one.add(part(3, "62")).outcome());
    assertEquals(Outcome.COMPLETE, one.add(part(2, "62")).outcome());
    assertEquals(List.of(2), one.missing());
  }

  @Test
  void missingPartsShowAMarkerOncePerGap() {
    Reassembly some = Reassembly.of(6, List.of(part(5, "65"), part(2, "62")));
    assertEquals(
        new MessageContent.Text("[...]b[...]e[...]"), some.content(TextProfile.STANDARD, MARKER));
    assertEquals(
        new MessageContent.Text("[...]"),
        Reassembly.empty(3).content(TextProfile.STANDARD, MARKER));
  }

  @Test
  void aSurrogatePairSplitBetweenPartsIsJoined() {
    assertEquals("a\ud83d\ude00b", joined(8, "0061d83d", "de000062"));
  }

  @Test
  void aCharacterSplitBetweenPartsIsJoinedAndAStrayOctetIsNot() {
    assertEquals("a\u0436b", joined(8, "006104", "360062"));
    assertEquals("ab", joined(8, "006100", "0062"));
    assertEquals("abc", joined(8, "006100", "0062", "0063"));
  }

  @Test
  void byteOrderMarksOfSeveralPartsAreDropped() {
    assertEquals("ab", joined(8, "feff0061", "feff0062"));
    assertEquals("ab", joined(8, "fffe6100", "fffe6200"));
  }

  @Test
  void anEscapePairSplitBetweenPartsIsJoined() {
    assertEquals("a\u20acb", joined(0, "611b", "6562"));
  }

  @Test
  void partsMayDifferInAlphabet() {
    Reassembly both =
        Reassembly.of(
            2,
            List.of(
                new StoredPart(1, DataCoding.DEFAULT, UserDataHeader.NONE, Octets.ofHex("61")),
                new StoredPart(2, DataCoding.UCS2, UserDataHeader.NONE, Octets.ofHex("0436"))));
    assertEquals(new MessageContent.Text("a\u0436"), both.content(TextProfile.STANDARD, MARKER));
  }

  @Test
  void binaryPartsAreJoinedAsOctets() {
    Reassembly binary =
        Reassembly.of(
            2,
            List.of(
                new StoredPart(2, DataCoding.BINARY, UserDataHeader.NONE, Octets.ofHex("03")),
                new StoredPart(1, DataCoding.BINARY, UserDataHeader.NONE, Octets.ofHex("0102"))));
    assertEquals(
        new MessageContent.Binary(Octets.ofHex("010203")),
        binary.content(TextProfile.STANDARD, MARKER));
  }

  @Test
  void theKeyKeepsPeersReferencesTotalsAndWidthsApart() {
    Concatenation place = new Concatenation(7, 2, 1, ConcatenationWidth.UDH_8);
    ReassemblyKey key = ReassemblyKey.of("s1", "1", "2", place);
    assertEquals(
        key,
        ReassemblyKey.of("s1", "1", "2", new Concatenation(7, 2, 2, ConcatenationWidth.UDH_8)));
    assertNotEquals(key, ReassemblyKey.of("s2", "1", "2", place));
    assertNotEquals(
        key,
        ReassemblyKey.of("s1", "1", "2", new Concatenation(7, 3, 1, ConcatenationWidth.UDH_8)));
    assertNotEquals(
        key,
        ReassemblyKey.of("s1", "1", "2", new Concatenation(7, 2, 1, ConcatenationWidth.UDH_16)));
    assertThrows(
        SmsFormatException.class,
        () ->
            ReassemblyKey.of("s1", "1", "2", new Concatenation(7, 1, 1, ConcatenationWidth.UDH_8)));
  }

  @Test
  void headerIsPreferredOverSarAndShortMessageOverPayload() {
    Map<Integer, Octets> tlvs = new HashMap<>(sar("0009", "02", "01"));
    tlvs.put(InboundPdu.MESSAGE_PAYLOAD, Octets.ofHex("7a"));
    InboundSegment both = extract(0x40, "05000307030261", tlvs);
    assertEquals(Optional.of(new Concatenation(7, 3, 2, ConcatenationWidth.UDH_8)), both.place());
    assertEquals(new MessageContent.Text("a"), both.content(TextProfile.STANDARD));
    InboundSegment sar = extract(0, "61", tlvs);
    assertEquals(Optional.of(new Concatenation(9, 2, 1, ConcatenationWidth.SAR)), sar.place());
    InboundSegment payload =
        extract(0, "", Map.of(InboundPdu.MESSAGE_PAYLOAD, Octets.ofHex("6162")));
    assertEquals(new MessageContent.Text("ab"), payload.content(TextProfile.STANDARD));
  }

  @Test
  void implausiblePlacesMakeAMessageStandAlone() {
    for (String header : List.of("050003070200", "050003070203", "050003070101", "050003070000")) {
      InboundSegment segment = extract(0x40, header + "61", Map.of());
      assertEquals(Optional.empty(), segment.place(), header);
      assertEquals(new MessageContent.Text("a"), segment.content(TextProfile.STANDARD), header);
    }
    assertEquals(Optional.empty(), extract(0, "61", sar("0001", "02", "00")).place());
    assertEquals(
        Optional.empty(),
        extract(0, "61", Map.of(InboundPdu.SAR_MSG_REF_NUM, Octets.ofHex("01"))).place());
  }

  @Test
  void aHeaderWithoutItsBitIsFoundAndABitWithoutAHeaderIgnored() {
    assertEquals(
        Optional.of(new Concatenation(7, 2, 1, ConcatenationWidth.UDH_8)),
        extract(0, "05000307020161", Map.of()).place());
    InboundSegment noHeader = extract(0x40, "48656c6c6f", Map.of());
    assertEquals(new MessageContent.Text("Hello"), noHeader.content(TextProfile.STANDARD));
    TextProfile strict =
        new TextProfile(
            Alphabet.GSM7,
            Map.of(),
            SeptetForm.UNPACKED,
            ByteOrder.BIG_ENDIAN,
            TextProfile.HeaderSniffing.OFF);
    InboundPdu pdu =
        new InboundPdu(0, DataCoding.DEFAULT, Octets.ofHex("05000307020161"), Map.of());
    assertEquals(Optional.empty(), InboundSegment.extract(pdu, strict).place());
  }

  @Test
  void moreOctetsThanASegmentHoldsAreAcceptedWithSar() {
    InboundSegment segment = extract(0, "61".repeat(200), sar("01", "0002", "00000001"));
    assertEquals(Optional.of(new Concatenation(1, 2, 1, ConcatenationWidth.SAR)), segment.place());
    assertEquals(200, segment.part().body().size());
  }

  @Test
  void aStoredPartSurvivesItsEncoding() {
    StoredPart part =
        new StoredPart(
            200,
            new DataCoding(0xf1),
            UserDataHeader.parse(Octets.ofHex("0824010125010270" + "00")).orElseThrow().header(),
            Octets.ofHex("616263"));
    assertEquals(part, StoredPart.decode(part.encode()));
    StoredPart plain = part(1, "");
    assertEquals(plain, StoredPart.decode(plain.encode()));
    assertEquals(4, plain.encode().length);
  }

  @Test
  void aSpoiltStoredPartIsRefused() {
    assertThrows(SmsFormatException.class, () -> StoredPart.decode(new byte[0]));
    assertThrows(SmsFormatException.class, () -> StoredPart.decode(new byte[] {2, 1, 0, 0}));
    assertThrows(SmsFormatException.class, () -> StoredPart.decode(new byte[] {1, 1, 0, 9}));
    assertThrows(SmsFormatException.class, () -> StoredPart.decode(new byte[] {1, 0, 0, 0}));
  }

  @Test
  void randomPdusNeverThrow() {
    RandomText random = new RandomText(45);
    int[] tags = {
      InboundPdu.SAR_MSG_REF_NUM,
      InboundPdu.SAR_TOTAL_SEGMENTS,
      InboundPdu.SAR_SEGMENT_SEQNUM,
      InboundPdu.MESSAGE_PAYLOAD
    };
    int placed = 0;
    for (int i = 0; i < 50_000; i++) {
      Map<Integer, Octets> tlvs = new HashMap<>();
      for (int tag : tags) {
        if (random.below(2) == 0) {
          tlvs.put(tag, Octets.of(random.octets(4)));
        }
      }
      InboundPdu pdu =
          new InboundPdu(
              random.below(256),
              new DataCoding(random.below(256)),
              Octets.of(random.octets(20)),
              tlvs);
      TextProfile profile =
          i % 2 == 0
              ? TextProfile.STANDARD
              : TextProfile.STANDARD.withSeptetForm(SeptetForm.PACKED);
      InboundSegment segment = InboundSegment.extract(pdu, profile);
      segment.content(profile);
      assertEquals(segment.part(), StoredPart.decode(segment.part().encode()));
      if (segment.place().isPresent()) {
        placed++;
        Reassembly.empty(segment.place().get().total())
            .add(segment.part())
            .next()
            .content(profile, MARKER);
      }
    }
    assertTrue(placed > 100, "placed " + placed);
  }

  private static String sentAndReceived(
      Segmenter segmenter, TextProfile profile, String text, RandomText random) {
    List<Segment> sent = SegmenterTest.segments(segmenter, text, 77);
    List<InboundSegment> received = new ArrayList<>();
    for (Segment segment : sent) {
      assertTrue(segment.shortMessage().size() <= 254);
      InboundPdu pdu =
          new InboundPdu(
              segment.userDataHeaderIndicator() ? InboundPdu.UDHI : 0,
              segment.dataCoding(),
              segment.shortMessage(),
              segment.tlvs());
      received.add(InboundSegment.extract(pdu, profile));
    }
    if (sent.size() == 1) {
      return text(received.getFirst().content(profile));
    }
    received.addAll(received.subList(0, random.below(received.size())));
    Collections.shuffle(received, random.random());
    Reassembly reassembly = Reassembly.empty(sent.size());
    int complete = 0;
    for (InboundSegment segment : received) {
      assertEquals(sent.size(), segment.place().orElseThrow().total());
      Reassembly.Step step = reassembly.add(StoredPart.decode(segment.part().encode()));
      complete += step.outcome() == Outcome.COMPLETE ? 1 : 0;
      reassembly = step.next();
    }
    assertEquals(1, complete);
    return text(reassembly.content(profile, MARKER));
  }

  private static String text(MessageContent content) {
    return switch (content) {
      case MessageContent.Text(String text) -> text;
      case MessageContent.Binary(Octets octets) -> "binary " + octets.toHex();
    };
  }

  private static String joined(int dataCoding, String... bodies) {
    Reassembly reassembly = Reassembly.empty(bodies.length);
    for (int i = 0; i < bodies.length; i++) {
      StoredPart part =
          new StoredPart(
              i + 1, new DataCoding(dataCoding), UserDataHeader.NONE, Octets.ofHex(bodies[i]));
      reassembly = reassembly.add(part).next();
    }
    return text(reassembly.content(TextProfile.STANDARD, MARKER));
  }

  private static StoredPart part(int sequence, String hex) {
    return new StoredPart(sequence, DataCoding.DEFAULT, UserDataHeader.NONE, Octets.ofHex(hex));
  }

  private static InboundSegment extract(int esmClass, String hex, Map<Integer, Octets> tlvs) {
    return InboundSegment.extract(
        new InboundPdu(esmClass, DataCoding.DEFAULT, Octets.ofHex(hex), tlvs),
        TextProfile.STANDARD);
  }

  private static Map<Integer, Octets> sar(String reference, String total, String sequence) {
    return Map.of(
        InboundPdu.SAR_MSG_REF_NUM, Octets.ofHex(reference),
        InboundPdu.SAR_TOTAL_SEGMENTS, Octets.ofHex(total),
        InboundPdu.SAR_SEGMENT_SEQNUM, Octets.ofHex(sequence));
  }
}
