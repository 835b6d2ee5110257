package isthmus.cpm.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AddressTableTest {
  private final AddressParser parser =
      new AddressParser(NumberingPlan.NORTH_AMERICA, Set.of("our.domain"));

  static Stream<List<String>> identities() throws IOException {
    return rows("/address/identities.txt");
  }

  static Stream<List<String>> refused() throws IOException {
    return rows("/address/refused.txt");
  }

  private static Stream<List<String>> rows(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(AddressTableTest.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
              .toList()
              .stream();
    }
  }

  private Address read(List<String> row) throws AddressException {
    return row.getFirst().equals("uri")
        ? parser.parseUri(row.get(1))
        : parser.parseTyped(row.get(1));
  }

  @ParameterizedTest
  @MethodSource("identities")
  void anAddressHasTheIdentityOfItsRow(List<String> row) throws AddressException {
    Address address = read(row);
    assertThat(address.identity().value()).isEqualTo(row.get(2));
    assertThat(address.uri()).isEqualTo(row.get(3));
    assertThat(address.phoneNumber().map(PhoneNumber::e164).orElse("-")).isEqualTo(row.get(4));
  }

  @ParameterizedTest
  @MethodSource("identities")
  void theCanonicalUriKeepsTheIdentityAndItself(List<String> row) throws AddressException {
    Address address = read(row);
    Address again = parser.parseUri(address.uri());
    assertThat(again.identity()).isEqualTo(address.identity());
    assertThat(again.uri()).isEqualTo(address.uri());
    assertThat(parser.parse(address.uri())).isEqualTo(again);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoAddressIsRefusedWithReasonAndPlace(List<String> row) {
    AddressException fault = catchThrowableOfType(AddressException.class, () -> read(row));
    assertThat(fault).isNotNull();
    assertThat(fault.reason() + " " + fault.where()).isEqualTo(row.get(2));
  }
}
