package isthmus.cpm.registration;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.registration.PagerSuitability.PlainClients;
import isthmus.cpm.sip.NameAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureTagsTest {
  private static final String BASE = "urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.";

  private static FeatureTags tags(String parameters) {
    String contact = "<sip:a@h>" + parameters.replace("~", BASE).replace("'", "\"");
    return FeatureTags.of(NameAddress.parse(contact).parameters());
  }

  /** By dot-delimited prefix; the group form asks for the base form. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`;+g.3gpp.icsi-ref='~msg'`, msg, true",
        "`;+g.3gpp.icsi-ref='~session,~msg'`, msg, true",
        "`;+g.3gpp.icsi-ref='~MSG'`, msg, true",
        "`;+g.3gpp.icsi-ref='~msg'`, msg.group, true",
        "`;+g.3gpp.icsi-ref='~msg.group'`, msg, true",
        "`;+g.3gpp.icsi-ref='~largemsg'`, msg, false",
        "`;+g.3gpp.icsi-ref='~msgx'`, msg, false",
        "`;+g.3gpp.icsi-ref='~session'`, session.other, false",
        "`;+g.3gpp.icsi-ref='%zz'`, msg, false",
        "`;+g.3gpp.icsi-ref`, msg, false"
      })
  void aServiceIsSupportedByItselfOrASubclass(String contact, String asked, boolean supported) {
    assertThat(tags(contact).supports(FeatureTags.CPM + "." + asked)).isEqualTo(supported);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`;+g.3gpp.icsi-ref='~msg'`, SERVED, CPM",
        "`;+g.gsma.rcs.cpm.pager-large`, LEFT_OUT, CPM",
        "`;+g.3gpp.icsi-ref='~session'`, SERVED, UNSUITABLE",
        "`;+sip.instance='<urn:uuid:1>'`, SERVED, PLAIN",
        "`;+sip.instance='<urn:uuid:1>'`, LEFT_OUT, UNSUITABLE",
        "`;+g.3gpp.icsi-ref='urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel'`, SERVED, PLAIN"
      })
  void aClientIsFitForPagerMessagesByWhatItRegistered(
      String contact, PlainClients plain, PagerSuitability fit) {
    assertThat(PagerSuitability.of(tags(contact), plain)).isEqualTo(fit);
  }

  @ParameterizedTest
  @CsvSource({
    "sip:+15551@Example.ORG:5060;user=phone, sip:+15551@example.org",
    "sips:a@example.org, sip:a@example.org",
    "tel:+15551;phone-context=x, tel:+15551"
  })
  void anAddressOfRecordHasOneSpelling(String uri, String aor) {
    assertThat(Aor.of(uri)).isEqualTo(aor);
  }
}
