package isthmus.sms.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.cpm.codec.mime.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class Gsm7Test {
  @ParameterizedTest
  @EnumSource(NationalLanguage.class)
  void everyCharacterOfEveryTableSurvivesTheRoundTrip(NationalLanguage language) {
    NationalLanguage locking = language.hasLockingShift() ? language : NationalLanguage.DEFAULT;
    Gsm7 gsm7 = new Gsm7(locking, language);
    int characters = 0;
    for (int septet = 0; septet < 128; septet++) {
      for (int codePoint :
          List.of(
              Gsm7Table.locking(locking).codePoint(septet),
              Gsm7Table.single(language).codePoint(septet))) {
        if (codePoint != Gsm7Table.VOID) {
          String text = Character.toString(codePoint);
          Octets septets = gsm7.encode(text).orElseThrow();
          assertEquals(text, gsm7.decode(septets), () -> "U+" + Integer.toHexString(codePoint));
          assertEquals(gsm7.septets(codePoint), septets.size());
          characters++;
        }
      }
    }
    assertTrue(characters > 100, language + " has " + characters);
  }

  @ParameterizedTest
  @EnumSource(NationalLanguage.class)
  void everyTableLeavesTheEscapeFreeAndKeepsTheCommonPlaces(NationalLanguage language) {
    Gsm7Table single = Gsm7Table.single(language);
    assertEquals(Gsm7Table.VOID, single.codePoint(0x1b));
    assertEquals('\f', single.codePoint(0x0a));
    assertEquals('{', single.codePoint(0x28));
    assertEquals('\\', single.codePoint(0x2f));
    assertEquals('|', single.codePoint(0x40));
    assertEquals(0x20ac, single.codePoint(0x65));
    if (language.hasLockingShift()) {
      Gsm7Table locking = Gsm7Table.locking(language);
      assertEquals(Gsm7Table.VOID, locking.codePoint(0x1b));
      assertEquals('\n', locking.codePoint(0x0a));
      assertEquals('\r', locking.codePoint(0x0d));
      assertEquals(' ', locking.codePoint(0x20));
      assertEquals('7', locking.codePoint(0x37));
      assertEquals('q', locking.codePoint(0x71));
    }
  }

  // One character from the middle of each table, as TS 23.038 annex A has it.
  @ParameterizedTest
  @CsvSource({
    "TURKISH, 0B, 011E, 73, 015F",
    "PORTUGUESE, 15, 221E, 16, 03A0",
    "BENGALI, 60, 09CE, 2B, 09F2",
    "GUJARATI, 58, 0, 1C, 0AE6",
    "HINDI, 7B, 0972, 35, 0960",
    "KANNADA, 24, 0CA1, 27, 0CF1",
    "MALAYALAM, 7F, 0D79, 34, 0D7F",
    "ORIYA, 7B, 0B57, 2C, 0B71",
    "PUNJABI, 7F, 0A74, 2D, 0A75",
    "TAMIL, 7F, 0BF9, 24, 0BEE",
    "TELUGU, 60, 0C55, 22, 0C6C",
    "URDU, 40, 0635, 3F, 06D4"
  })
  void nationalTablesHoldTheCharactersOfAnnexA(
      NationalLanguage language, String at, String locking, String singleAt, String single) {
    int expected = Integer.parseInt(locking, 16);
    assertEquals(
        expected == 0 ? Gsm7Table.VOID : expected,
        Gsm7Table.locking(language).codePoint(Integer.parseInt(at, 16)));
    assertEquals(
        Integer.parseInt(single, 16),
        Gsm7Table.single(language).codePoint(Integer.parseInt(singleAt, 16)));
  }

  @Test
  void atIsOctetZeroAndExtensionCharactersCostTwo() {
    assertEquals("00", Gsm7.STANDARD.encode("@").orElseThrow().toHex());
    assertEquals(
        "1b0a1b141b281b291b2f1b3c1b3d1b3e1b401b65",
        Gsm7.STANDARD.encode("\f^{}\\[~]|\u20ac").orElseThrow().toHex());
    assertEquals(2, Gsm7.STANDARD.septets('['));
  }

  @Test
  void aCharacterOutsideTheTablesIsNotEncodable() {
    assertEquals(Optional.empty(), Gsm7.STANDARD.encode("a\u00e7b"));
    assertEquals(0, Gsm7.STANDARD.septets(0x1f600));
    assertEquals(Optional.empty(), Gsm7.STANDARD.encode("`"));
  }

  @Test
  void anUnknownEscapeShowsThePlainCharacterAndAStrayOneASpace() {
    assertEquals("A", Gsm7.STANDARD.decode(Octets.ofHex("1b41")));
    assertEquals("a ", Gsm7.STANDARD.decode(Octets.ofHex("611b")));
    assertEquals(" b", Gsm7.STANDARD.decode(Octets.ofHex("1b1b62")));
    assertEquals("\ufffd\ufffd", Gsm7.STANDARD.decode(Octets.ofHex("801bff")));
  }

  @Test
  void spanishHasNoLockingShift() {
    assertThrows(
        SmsFormatException.class,
        () -> new Gsm7(NationalLanguage.SPANISH, NationalLanguage.SPANISH));
  }

  @Test
  void packingFollowsTheWorkedExamples() {
    assertEquals("e8329bfd06", packed("hello", 0));
    assertEquals("e8329bfd4697d9ec37", packed("hellohello", 0));
    assertEquals("d06536fb0d", packed("hello", SeptetPacking.fillBits(6)));
    assertEquals("e8329bfd06", packed("hello", SeptetPacking.fillBits(7)));
    assertEquals(
        List.of(0, 1, 0),
        List.of(SeptetPacking.fillBits(0), SeptetPacking.fillBits(6), SeptetPacking.fillBits(7)));
  }

  @Test
  void sevenSpareBitsHoldACarriageReturnThatUnpackingDrops() {
    Octets septets = Gsm7.STANDARD.encode("abcdefg").orElseThrow();
    Octets packed = SeptetPacking.pack(septets, 0);
    assertEquals(7, packed.size());
    assertEquals(0x0d, packed.unsigned(6) >> 1);
    assertEquals(septets, SeptetPacking.unpackAll(packed, 0));
  }

  @Test
  void packingAndUnpackingAreInverseForEveryLengthAndFill() {
    RandomText random = new RandomText(7);
    for (int length = 0; length < 200; length++) {
      byte[] septets = new byte[length];
      for (int i = 0; i < length; i++) {
        septets[i] = (byte) (1 + random.below(12));
      }
      for (int fill = 0; fill < 7; fill++) {
        Octets packed = SeptetPacking.pack(Octets.of(septets), fill);
        assertEquals(Octets.of(septets), SeptetPacking.unpack(packed, fill, length));
        assertEquals(Octets.of(septets), SeptetPacking.unpackAll(packed, fill));
      }
    }
  }

  @Test
  void moreSeptetsThanOctetsHoldAreRefused() {
    assertThrows(
        SmsFormatException.class, () -> SeptetPacking.unpack(Octets.ofHex("e8329bfd06"), 0, 6));
  }

  @Test
  void decodingNeverThrows() {
    RandomText random = new RandomText(8);
    List<Gsm7> alphabets = new ArrayList<>(List.of(Gsm7.STANDARD));
    for (NationalLanguage language : NationalLanguage.values()) {
      alphabets.add(
          new Gsm7(language.hasLockingShift() ? language : NationalLanguage.DEFAULT, language));
    }
    for (int i = 0; i < 5_000; i++) {
      Octets octets = Octets.of(random.octets(160));
      String text = alphabets.get(i % alphabets.size()).decode(octets);
      assertTrue(text.length() <= octets.size());
      int fill = random.below(7);
      assertTrue(SeptetPacking.unpackAll(octets, fill).size() <= 8 * octets.size() / 7);
    }
  }

  private static String packed(String text, int fillBits) {
    return SeptetPacking.pack(Gsm7.STANDARD.encode(text).orElseThrow(), fillBits).toHex();
  }
}
