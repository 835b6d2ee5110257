package isthmus.sms;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.NumberingPlan;
import isthmus.cpm.codec.mime.MediaType;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.cpm.message.Content;
import isthmus.sms.mapping.SmsParty;
import isthmus.sms.smpp.EsmeAccount;
import isthmus.sms.smpp.SmppServerConfig;
import isthmus.sms.text.Alphabet;
import isthmus.sms.text.SegmentationProfile;
import isthmus.sms.text.Segmenter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the selection asks on every message. */
class AddressesAndMeasureTest {
  private final Addresses addresses =
      new Addresses(Fixture.PARSER, SmsSettings.ShortCodes.ALLOWED, "sms-name.invalid");
  private final TextMeasure measure = new TextMeasure(SegmentationProfile.STANDARD);

  private AddressCheck check(String uri) throws AddressException {
    return addresses.check(Fixture.PARSER.parse(uri));
  }

  @Test
  void telephoneNumbersAreValidInWhicheverForm() throws Exception {
    for (String uri :
        new String[] {
          "tel:+15557654321",
          "sip:+15557654321@ims.example.org;user=phone",
          "tel:+1-555-765-4321",
          "(555) 765-4321"
        }) {
      assertThat(check(uri)).isEqualTo(new AddressCheck.Valid("+15557654321"));
    }
  }

  @Test
  void shortCodesAreValidIfSetSo() throws Exception {
    assertThat(check("tel:4455;phone-context=+1")).isEqualTo(new AddressCheck.Valid("4455"));
    Addresses strict =
        new Addresses(Fixture.PARSER, SmsSettings.ShortCodes.NOT_VALID, "sms-name.invalid");
    assertThat(strict.check(Fixture.PARSER.parse("tel:4455;phone-context=+1")))
        .isInstanceOf(AddressCheck.NotValid.class);
  }

  @Test
  void everythingElseIsNotValidAndSaysWhy() throws Exception {
    for (String uri :
        new String[] {
          "sip:alice@ims.example.org",
          "mailto:alice@mail.example",
          "sip:anonymous@anonymous.invalid",
          "sip:Acme@sms-name.invalid",
          "urn:service:sos",
          "tel:+0123"
        }) {
      assertThat(check(uri))
          .isInstanceOfSatisfying(
              AddressCheck.NotValid.class, no -> assertThat(no.reason()).isNotBlank());
    }
  }

  @Test
  void partiesThatComeInHaveAddressesThatGoOutAgain() throws Exception {
    assertThat(addresses.address(new SmsParty.E164("+15557654321")).orElseThrow().uri())
        .isEqualTo("tel:+15557654321");
    assertThat(addresses.check(addresses.address(new SmsParty.ShortCode("44#")).orElseThrow()))
        .isEqualTo(new AddressCheck.Valid("44#"));
    assertThat(NumberingPlan.NORTH_AMERICA.homeContext()).isEqualTo("+1");
  }

  @Test
  void textIsCountedInUserDataAndSegments() {
    assertThat(measure.measure(Content.text(""))).isEqualTo(Map.of("octets", 0L, "segments", 1L));
    assertThat(measure.measure(Content.text("hellohello")))
        .isEqualTo(Map.of("octets", 9L, "segments", 1L));
    assertThat(measure.measure(Content.text("x".repeat(160))))
        .isEqualTo(Map.of("octets", 140L, "segments", 1L));
    assertThat(measure.measure(Content.text("x".repeat(161)))).containsEntry("segments", 2L);
    assertThat(measure.measure(Content.text("€".repeat(81)))).containsEntry("segments", 2L);
    assertThat(measure.measure(Content.text("ж".repeat(70))))
        .isEqualTo(Map.of("octets", 140L, "segments", 1L));
    assertThat(measure.measure(Content.text("ж".repeat(71)))).containsEntry("segments", 2L);
    assertThat(measure.measure(Content.text("ж".repeat(1_000_000))))
        .hasEntrySatisfying("segments", n -> assertThat(n).isGreaterThan(10_000));
  }

  @Test
  void withoutAnSmscLinkTextIsCountedAsForAnSmscThatBindsElseAsForTheFirstAccount() {
    SmppAccountSettings esme = account("shop", EsmeAccount.Kind.ESME, Alphabet.ASCII);
    SmppAccountSettings other = account("other", EsmeAccount.Kind.ESME, Alphabet.GSM7);
    SmppAccountSettings smsc = account("peer", EsmeAccount.Kind.SMSC, Alphabet.LATIN1);
    // A Greek letter has a place in GSM only, an accent in Latin-1 too.
    assertThat(octets("ΔΔ", List.of(), esme, other)).isEqualTo(4);
    assertThat(octets("éé", List.of(), esme, other)).isEqualTo(4);
    assertThat(octets("ΔΔ", List.of(), other, esme)).isEqualTo(2);
    assertThat(octets("éé", List.of(), other, smsc)).isEqualTo(2);
    assertThat(octets("ΔΔ", List.of(), other, smsc)).isEqualTo(4);
    assertThat(octets("ΔΔ", List.of(Fixture.smsc("s1", 2775)), esme, smsc)).isEqualTo(2);
  }

  private static SmppAccountSettings account(String id, EsmeAccount.Kind kind, Alphabet alphabet) {
    SmppAccountSettings usual = SmppAccountSettings.of(EsmeAccount.of(id, "pw").withKind(kind));
    return new SmppAccountSettings(
        usual.account(),
        usual.transport(),
        usual.addressing(),
        usual.segmentation().withDefaultAlphabet(alphabet),
        usual.text(),
        usual.receipts(),
        usual.acceptance(),
        usual.whenUnbound());
  }

  private static long octets(
      String text, List<SmscSettings> smscs, SmppAccountSettings... accounts) {
    SmppServerSettings server =
        new SmppServerSettings(
            List.of(SmppServerConfig.of("127.0.0.1", 0, "isthmus")), List.of(accounts));
    InstantSource clock = InstantSource.system();
    try (SmsInterworkingFunction sms =
        new SmsInterworkingFunction(
            SmsSettings.of(smscs, Optional.of(server)),
            new RecordingInbound(clock),
            Fixture.PARSER,
            clock)) {
      return sms.measure(Content.text(text)).get("octets");
    }
  }

  @Test
  void contentThatIsNoTextHasNoSegments() {
    assertThat(
            measure.measure(
                new Content(MediaType.of("image/png"), Octets.of(new byte[] {1, 2, 3}))))
        .isEqualTo(Map.of("octets", 3L));
  }

  @Test
  void theQuickCountAgreesWithTheSegmenter() {
    Segmenter segmenter = new Segmenter(SegmentationProfile.STANDARD);
    String letters = "abc xyz ABC 019 @£$ äöü €[]{}~ жш 漢 \uD83D\uDE00 '\"\n";
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(200);
      int variety = random.nextInt(1, letters.length());
      while (text.length() < length) {
        text.append(letters.charAt(random.nextInt(variety)));
      }
      assertThat(measure.measure(Content.text(text.toString())).get("segments"))
          .isEqualTo(segmenter.segmentsNeeded(text.toString()));
    }
  }
}
