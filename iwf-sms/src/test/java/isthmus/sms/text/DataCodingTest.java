package isthmus.sms.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import isthmus.cpm.codec.mime.Octets;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataCodingTest {
  @ParameterizedTest
  @CsvSource({
    "00, GSM7",
    "01, ASCII",
    "02, BINARY",
    "03, LATIN1",
    "04, BINARY",
    "05, JIS",
    "06, CYRILLIC",
    "07, HEBREW",
    "08, UCS2",
    "09, BINARY",
    "0A, ISO_2022_JP",
    "0D, EXTENDED_JIS",
    "0E, KOREAN",
    "0F, GSM7",
    "10, GSM7",
    "14, BINARY",
    "18, UCS2",
    "20, BINARY",
    "48, UCS2",
    "80, GSM7",
    "C0, GSM7",
    "D8, GSM7",
    "E0, UCS2",
    "F0, GSM7",
    "F4, BINARY",
    "F7, BINARY",
    "FF, BINARY"
  })
  void dataCodingSelectsTheAlphabet(String hex, Alphabet expected) {
    assertEquals(
        expected, new DataCoding(Integer.parseInt(hex, 16)).alphabet(TextProfile.STANDARD));
  }

  @ParameterizedTest
  @CsvSource({
    "GSM7, 00, 00111b65, @_\u20ac",
    "LATIN1, 00, 40e9, @\u00e9",
    "ASCII, 00, 40e9, @\ufffd",
    "UTF8, 00, 40c3a9f09f9880, @\u00e9\ud83d\ude00",
    "GSM7, 03, 40e9, @\u00e9",
    "GSM7, 08, 00e9d83dde00, \u00e9\ud83d\ude00",
    "GSM7, 08, feff0041, A",
    "GSM7, 08, fffe4100, A",
    "GSM7, 08, 004100, A",
    "GSM7, 08, d83d0041, \ufffdA",
    "GSM7, 06, bf, \u041f",
    "GSM7, 07, e9, \u05d9",
    "GSM7, F0, 00, @"
  })
  void octetsAreReadByDataCodingAndProfile(
      Alphabet defaultAlphabet, String dcs, String octets, String expected) {
    TextProfile profile = TextProfile.STANDARD.withDefaultAlphabet(defaultAlphabet);
    assertEquals(new MessageContent.Text(expected), content(dcs, octets, profile));
  }

  @Test
  void aPeerMaySendLittleEndianOrMislabelledText() {
    TextProfile little = TextProfile.STANDARD.withUcs2Order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(new MessageContent.Text("A\u00e9"), content("08", "4100e900", little));
    assertEquals(
        new MessageContent.Text("\u00e9"),
        content("08", "c3a9", TextProfile.STANDARD.withAlphabet(8, Alphabet.UTF8)));
    assertEquals(
        new MessageContent.Text("hi"),
        content("04", "6869", TextProfile.STANDARD.withAlphabet(4, Alphabet.LATIN1)));
  }

  @Test
  void binaryStaysOctets() {
    assertEquals(
        new MessageContent.Binary(Octets.ofHex("0102")),
        content("04", "0102", TextProfile.STANDARD));
  }

  @Test
  void packedSeptetsAreUnpackedAfterTheirHeader() {
    TextProfile packed = TextProfile.STANDARD.withSeptetForm(SeptetForm.PACKED);
    assertEquals(new MessageContent.Text("hello"), content("00", "e8329bfd06", packed));
    InboundPdu pdu =
        new InboundPdu(0x40, DataCoding.DEFAULT, Octets.ofHex("0500032a0201d06536fb0d"), Map.of());
    assertEquals(
        new MessageContent.Text("hello"), InboundSegment.extract(pdu, packed).content(packed));
  }

  @Test
  void noTextLeaksIntoALogLine() {
    assertEquals("Text[6 chars]", new MessageContent.Text("secret").toString());
    assertEquals("Octets[6]", Octets.ofHex("736563726574").toString());
  }

  private static MessageContent content(String dcs, String octets, TextProfile profile) {
    InboundPdu pdu =
        new InboundPdu(
            0, new DataCoding(Integer.parseInt(dcs, 16)), Octets.ofHex(octets), Map.of());
    return InboundSegment.extract(pdu, profile).content(profile);
  }
}
