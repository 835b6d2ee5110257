package isthmus.cpm.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class AddressParserTest {
  private final AddressParser american = new AddressParser(NumberingPlan.NORTH_AMERICA);
  private final AddressParser german = new AddressParser(NumberingPlan.ofCountry("49"));

  @Test
  void withoutHomeDomainsAFullNumberIsANumberAtEveryDomain() throws AddressException {
    assertThat(american.parseUri("sip:+15551000001@sip.example.org").identity())
        .isEqualTo(american.parseUri("tel:+15551000001").identity());
  }

  @Test
  void nationalNumbersFollowTheHomeCountry() throws AddressException {
    assertThat(german.parseTyped("0171 2345678").uri()).isEqualTo("tel:+491712345678");
    assertThat(german.parseTyped("(0)171 2345678").uri()).isEqualTo("tel:+491712345678");
    assertThat(german.parseTyped("0049 171 2345678").uri()).isEqualTo("tel:+491712345678");
    assertThat(german.parseTyped("001 555 100 0001").uri()).isEqualTo("tel:+15551000001");
    assertThat(german.parseTyped("80808").uri()).isEqualTo("tel:80808;phone-context=+49");
  }

  @Test
  void aCountryWithoutTrunkPrefixNeedsNone() throws AddressException {
    AddressParser danish = new AddressParser(new NumberingPlan("45", "00", "", 8, 8));
    assertThat(danish.parseTyped("20 12 34 56").uri()).isEqualTo("tel:+4520123456");
  }

  @Test
  void anAnonymousPartyIsKnownAsSuch() throws AddressException {
    assertThat(american.parseUri("sip:anonymous@anonymous.invalid").isAnonymous()).isTrue();
    assertThat(american.parseUri("sip:x@Anonymous.Invalid;tag=1").isAnonymous()).isTrue();
    assertThat(american.parseUri("tel:+15551000001").isAnonymous()).isFalse();
  }

  @Test
  void anOverlongAddressIsRefused() {
    assertThatThrownBy(() -> american.parseUri("sip:" + "a".repeat(2000) + "@example.com"))
        .isInstanceOf(AddressException.class)
        .hasMessageContaining("1024");
    assertThatThrownBy(() -> american.parseTyped("1".repeat(2000)))
        .isInstanceOf(AddressException.class);
  }

  @Test
  void aPlanThatCannotBeMeantIsRefused() {
    assertThatThrownBy(() -> new NumberingPlan("0", "00", "0", 5, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NumberingPlan("49", "x", "0", 5, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NumberingPlan("49", "00", "0", 5, 14))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void everyFullNumberHasOneIdentityInAllSpellings(
      @ForAll @LongRange(min = 10_000_000L, max = 999_999_999_999_999L) long number)
      throws AddressException {
    String digits = Long.toString(number);
    Identity identity = american.parseUri("tel:+" + digits).identity();
    String spaced = digits.replaceAll("(..)", "$1 ");
    assertThat(american.parseTyped("+" + spaced).identity()).isEqualTo(identity);
    assertThat(american.parseUri("sip:+" + digits + "@x.example;user=phone").identity())
        .isEqualTo(identity);
    assertThat(identity.value()).isEqualTo("tel:+" + digits);
  }

  @Property
  void anyUserPartSurvivesItsCanonicalForm(@ForAll @StringLength(min = 1, max = 20) String user)
      throws AddressException {
    String escaped = Escapes.encode(user, "");
    try {
      Address address = american.parseUri("sip:" + escaped + "@example.com");
      Address again = american.parseUri(address.uri());
      assertThat(again.uri()).isEqualTo(address.uri());
      assertThat(again.identity()).isEqualTo(address.identity());
    } catch (AddressException e) {
      assertThat(user).matches(text -> text.chars().anyMatch(c -> c < ' ' || c == 127));
    }
  }

  @Test
  void noiseGivesAnAddressOrARefusalAndNothingElse() {
    Random random = new Random(7);
    String alphabet =
        "sipstelmailto:@;?=%+0123456789<>\"\\.[]-,&*#()aZ \u00e9\ud83d\ude00\uff0b\r\n\0";
    String[] seeds = {
      "sip:+15551000001;phone-context=+1@example.com:5060;user=phone?a=b",
      "\"A\" <sips:alice@[2001:db8::1]:5061;transport=tcp>;tag=1",
      "tel:4455;phone-context=example.net",
      "mailto:%22a%20b%22@example.com?subject=x",
      "+44 (0)20 7946 0018"
    };
    int addresses = 0;
    for (int i = 0; i < 60_000; i++) {
      StringBuilder text = new StringBuilder(i % 3 == 0 ? "" : seeds[i % seeds.length]);
      for (int edit = random.nextInt(1, 12); edit > 0; edit--) {
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        int at = random.nextInt(text.length() + 1);
        if (random.nextBoolean() && at < text.length()) {
          text.setCharAt(at, c);
        } else {
          text.insert(at, c);
        }
      }
      addresses += isConsistent(text.toString()) ? 1 : 0;
    }
    assertThat(addresses).isGreaterThan(1_000);
  }

  private boolean isConsistent(String text) {
    try {
      Address address = american.parse(text);
      String uri = address.uri();
      assertThat(american.parseUri(uri).uri()).as(text).isEqualTo(uri);
      assertThat(american.parseUri(uri).identity()).as(text).isEqualTo(address.identity());
      return true;
    } catch (AddressException e) {
      assertThat(e.where()).as(text).isBetween(0, text.length());
      return false;
    }
  }
}
