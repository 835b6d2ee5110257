package isthmus.sms.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.text.SmsFormatException;
import isthmus.sms.text.Vectors;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddressMappingTest {
  private final AddressMapping mapping = new AddressMapping(AddressProfile.STANDARD);

  static Stream<List<String>> received() {
    return Vectors.read(AddressMappingTest.class, "addresses.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("received")
  void receivedAddressesBecomeParties(List<String> row) {
    AddressProfile profile =
        row.get(3).equals("-")
            ? AddressProfile.STANDARD
            : AddressProfile.STANDARD.withCountryCode(row.get(3));
    SmppAddress address =
        new SmppAddress(Integer.parseInt(row.get(0)), Integer.parseInt(row.get(1)), row.get(2));
    Optional<SmsParty> expected =
        switch (row.get(4)) {
          case "E164" -> Optional.of(new SmsParty.E164(row.get(5)));
          case "ShortCode" -> Optional.of(new SmsParty.ShortCode(row.get(5)));
          case "Alphanumeric" -> Optional.of(new SmsParty.Alphanumeric(row.get(5)));
          default -> Optional.empty();
        };
    assertEquals(expected, new AddressMapping(profile).fromSmpp(address));
  }

  @Test
  void partiesBecomeAddresses() {
    assertEquals(
        new SmppAddress(1, 1, "15557654321"),
        mapping.toSmpp(AddressMapping.party("+1 (555) 765-4321")));
    assertEquals(new SmppAddress(3, 0, "4455"), mapping.toSmpp(AddressMapping.party("4455")));
    assertEquals(new SmppAddress(5, 0, "Acme"), mapping.toSmpp(AddressMapping.party("Acme")));
    assertEquals(new SmppAddress(5, 0, "a?b"), mapping.toSmpp(AddressMapping.party("a@b")));
    AddressProfile plus =
        new AddressProfile(
            Optional.empty(), AddressProfile.PlusSign.SENT, SmppAddress.TON_UNKNOWN, 1, 8);
    assertEquals(
        new SmppAddress(1, 1, "+15557654321"),
        new AddressMapping(plus).toSmpp(AddressMapping.party("+15557654321")));
    assertEquals(
        new SmppAddress(0, 1, "4455"),
        new AddressMapping(plus).toSmpp(AddressMapping.party("4455")));
  }

  @Test
  void aNameThatNoHandsetShowsIsRefused() {
    assertThrows(
        SmsFormatException.class, () -> mapping.toSmpp(AddressMapping.party("Twelve chars")));
    assertThrows(SmsFormatException.class, () -> mapping.toSmpp(AddressMapping.party("Caf\u00e9")));
    assertThrows(SmsFormatException.class, () -> AddressMapping.party("  "));
    assertThrows(SmsFormatException.class, () -> AddressMapping.party("+0123"));
  }

  @Test
  void randomAddressesNeverThrow() {
    Random random = new Random(9);
    String alphabet = "0123456789+*#aZ @\u00e9";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder value = new StringBuilder();
      for (int length = random.nextInt(25); length > 0; length--) {
        value.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      SmppAddress address =
          new SmppAddress(random.nextInt(8), random.nextInt(20), value.toString());
      mapping.fromSmpp(address).ifPresent(party -> assertTrue(party.toString().length() > 3));
    }
  }
}
