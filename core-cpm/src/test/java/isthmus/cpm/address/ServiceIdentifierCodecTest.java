package isthmus.cpm.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.address.ServiceIdentifierCodec.Detached;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceIdentifierCodecTest {
  private static final ServiceIdentifier SMS_S1 = ServiceIdentifier.of("sms", "s1");

  private final ServiceIdentifierCodec codec = new ServiceIdentifierCodec();

  @ParameterizedTest
  @CsvSource({
    "tel:+15551000001, tel:+15551000001;x-cpm-ncs=sms.s1",
    "tel:4455;phone-context=+1, tel:4455;phone-context=+1;x-cpm-ncs=sms.s1",
    "sip:a@b, sip:a@b;x-cpm-ncs=sms.s1",
    "sip:a@b:5060;user=phone;lr?X=y, sip:a@b:5060;user=phone;lr;x-cpm-ncs=sms.s1?X=y",
    "sip:a?b@c, sip:a?b@c;x-cpm-ncs=sms.s1",
    "mailto:a@b, mailto:a@b?x-cpm-ncs=sms.s1",
    "mailto:a@b?subject=x, mailto:a@b?subject=x&x-cpm-ncs=sms.s1",
    "wv:a@b, wv:a@b?x-cpm-ncs=sms.s1",
  })
  void anIdentifierGoesOnAndComesOffAndTheRestStays(String uri, String tagged)
      throws AddressException {
    assertThat(codec.attach(uri, SMS_S1)).isEqualTo(tagged);
    assertThat(codec.detach(tagged)).isEqualTo(new Detached(uri, Optional.of(SMS_S1)));
    assertThat(codec.detach(uri)).isEqualTo(new Detached(uri, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "sip:+1555;x-cpm-ncs=sms@b;user=phone, sip:+1555@b;user=phone",
    "sip:+1555@b;X-CPM-NCS=sms;user=phone, sip:+1555@b;user=phone",
    "tel:+1555;x-cpm-ncs=sms;npdi, tel:+1555;npdi",
    "tel:+1555;x-cpm-ncs=sms;x-cpm-ncs=mms, tel:+1555",
    "mailto:a@b?x-cpm-ncs=sms&subject=x, mailto:a@b?subject=x",
  })
  void anIdentifierIsFoundWhereverItStands(String tagged, String bare) throws AddressException {
    assertThat(codec.detach(tagged))
        .isEqualTo(new Detached(bare, Optional.of(ServiceIdentifier.of("sms"))));
  }

  @Test
  void attachingReplacesWhatWasThere() {
    String once = codec.attach("tel:+1555", ServiceIdentifier.of("mms"));
    assertThat(codec.attach(once, SMS_S1)).isEqualTo("tel:+1555;x-cpm-ncs=sms.s1");
  }

  @Test
  void anIdentifierIsNoPartOfWhoItIs() throws AddressException {
    AddressParser parser = new AddressParser(NumberingPlan.NORTH_AMERICA);
    for (String uri :
        new String[] {"tel:+15551000001", "sip:alice@example.com", "mailto:a@example.com"}) {
      Address address = parser.parseUri(uri);
      assertThat(parser.parseUri(codec.attach(address, SMS_S1))).isEqualTo(address);
    }
  }

  @Test
  void anotherParameterNameIsAnotherParameter() throws AddressException {
    ServiceIdentifierCodec other = new ServiceIdentifierCodec("svc");
    String tagged = codec.attach("tel:+1555", SMS_S1);
    assertThat(other.detach(tagged).service()).isEmpty();
    assertThat(other.detach(tagged).uri()).isEqualTo(tagged);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tel:+1555;x-cpm-ncs=",
        "tel:+1555;x-cpm-ncs",
        "sip:a@b;x-cpm-ncs=SMS",
        "sip:a@b;x-cpm-ncs=a.b.c",
        "mailto:a@b?x-cpm-ncs=a%20b",
      })
  void aValueThatIsNoIdentifierIsRefused(String uri) {
    assertThatThrownBy(() -> codec.detach(uri))
        .isInstanceOf(AddressException.class)
        .extracting(e -> ((AddressException) e).reason())
        .isEqualTo(AddressException.Reason.BAD_SERVICE_IDENTIFIER);
  }

  @Test
  void theTextFormReadsBack() throws AddressException {
    assertThat(ServiceIdentifier.parse("sms.s1")).isEqualTo(SMS_S1);
    assertThat(ServiceIdentifier.parse("e-mail")).hasToString("e-mail");
    assertThatThrownBy(() -> ServiceIdentifier.of("sms", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noiseIsReadOrRefusedAndNothingElse() {
    Random random = new Random(11);
    String[] pieces = {
      "sip:",
      "tel:",
      "mailto:",
      "x:",
      "a",
      "@",
      "b",
      ";",
      "?",
      "&",
      "x-cpm-ncs",
      "=",
      "sms",
      ".",
      ""
    };
    int found = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder uri = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        uri.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        Detached detached = codec.detach(uri.toString());
        found += detached.service().isPresent() ? 1 : 0;
        assertThat(codec.detach(detached.uri()).service()).isEmpty();
      } catch (AddressException e) {
        assertThat(e.reason()).isEqualTo(AddressException.Reason.BAD_SERVICE_IDENTIFIER);
      }
    }
    assertThat(found).isPositive();
  }
}
