package isthmus.sms.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.cpm.codec.mime.Octets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UserDataHeaderTest {
  static Stream<List<String>> vectors() {
    return Vectors.read(UserDataHeaderTest.class, "udh.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void headersAreReadAsTheVectorsSay(List<String> row) {
    Optional<UserDataHeader.Parsed> parsed = UserDataHeader.parse(Octets.ofHex(row.get(0)));
    assertEquals(
        row.get(1), parsed.map(found -> Integer.toString(found.octets())).orElse("-"), row.get(3));
    String place =
        parsed
            .flatMap(found -> found.header().concatenation())
            .map(at -> at.width() + " " + at.reference() + "/" + at.total() + "/" + at.sequence())
            .orElse("-");
    assertEquals(row.get(2), place, row.get(3));
  }

  @Test
  void unknownElementsAreKeptAndWrittenBack() {
    Octets octets = Octets.ofHex("0b0504158200000003070302");
    assertEquals(octets, UserDataHeader.parse(octets).orElseThrow().header().write());
  }

  @Test
  void shiftElementsSelectTheTables() {
    assertEquals(
        new Gsm7(NationalLanguage.TURKISH, NationalLanguage.SPANISH),
        UserDataHeader.parse(Octets.ofHex("06240102250101")).orElseThrow().header().gsm7());
    assertEquals(
        Gsm7.STANDARD,
        UserDataHeader.parse(Octets.ofHex("0624017f250102")).orElseThrow().header().gsm7());
  }

  @Test
  void aHeaderLongerThanAMessageIsRefused() {
    InformationElement big = new InformationElement.Other(0x70, Octets.of(new byte[140]));
    assertThrows(SmsFormatException.class, () -> new UserDataHeader(List.of(big)).write());
  }

  @Test
  void randomOctetsNeverThrowAndNeverPointPastTheEnd() {
    RandomText random = new RandomText(3);
    for (int i = 0; i < 50_000; i++) {
      Octets octets = Octets.of(random.octets(24));
      UserDataHeader.parse(octets)
          .ifPresent(
              parsed -> {
                assertTrue(parsed.octets() <= octets.size());
                assertEquals(
                    parsed.header(),
                    UserDataHeader.parse(parsed.header().write()).orElseThrow().header());
              });
    }
  }
}
