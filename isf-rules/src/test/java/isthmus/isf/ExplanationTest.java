package isthmus.isf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.UserAnswers;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  @Test
  void textNamesEveryServiceAndWhatRuledItOut() {
    try (IsfRules tables = Fixtures.active(Fixtures.appendixD())) {
      Selection selection =
          Fixtures.selection(tables)
              .select(
                  Fixtures.request(
                      Fixtures.text(20_000).withMediaTypes("text/plain", "image/png")));
      assertThat(selection.explanation().toText())
          .isEqualTo(
              """
              message, attempt 1, table version 1: mms chosen
                request: 20000 octets, image/png, text/plain
                1. mms          feasible, 1 point (preferred-by-service-provider)
                -  sms          out by max-size-bytes "Max size (bytes)" (20000 octets, at most 140); also picture-ok "Picture ok" (No); also fine-with-user "Fine with user" (No)
                -  email        out by service-provider-allows-for-user "Service provider allows for user" (No)
                -  ps-voice     out by max-size-bytes "Max size (bytes)" (20000 octets, at most 0); also picture-ok "Picture ok" (No); also text-ok "Text ok" (No)
                -  internet-tv  out by max-size-bytes "Max size (bytes)" (20000 octets, at most 1000); also service-provider-allows-for-user "Service provider allows for user" (No); also fine-with-user "Fine with user" (No)
              """);
    }
  }

  @Test
  void jsonIsSmallAndTellsTheSameAgainWithItsTable() {
    try (IsfRules tables = Fixtures.active(Fixtures.appendixD())) {
      SelectionRequest request =
          Fixtures.request(
                  Fixtures.text(160).withText(160, 1).withOctetsByService(Map.of("sms", 140L)))
              .withIdentifier(new ServiceIdentifier("sms", Optional.of("s1")))
              .withUser(
                  new UserAnswers(
                      Map.of("fine-with-user", Map.of("sms", true)),
                      Map.of("email", true),
                      Map.of("mms", false)))
              .reattempt(Map.of("email", "552 \"full\"\n\\"), 2);
      Explanation explanation = Fixtures.selection(tables).select(request).explanation();
      String json = explanation.toJson();

      assertThat(json.length()).isLessThan(500);
      assertThat(Explanation.versionOf(json)).isEqualTo(1);
      Explanation again = Explanation.fromJson(json, RuleSet.of(Fixtures.appendixD()));
      assertThat(again.toText()).isEqualTo(explanation.toText());
      assertThat(again.toJson()).isEqualTo(json);
      assertThat(again.candidates().getFirst().rows())
          .isEqualTo(explanation.candidates().getFirst().rows());
      // Addresses are not kept.
      assertThat(json).doesNotContain("+15551000001");
    }
  }

  @Test
  void aPlainMessageTakesAFewHundredCharacters() {
    try (IsfRules tables = Fixtures.active(Fixtures.appendixD())) {
      String json =
          Fixtures.selection(tables)
              .select(Fixtures.request(Fixtures.text(100)))
              .explanation()
              .toJson();
      assertThat(json)
          .isEqualTo(
              """
              {"t":1,"a":1,"k":"STANDALONE_MESSAGE","o":100,"m":["text/plain"],"w":"mms","c":[\
              {"s":"mms","p":1,"b":["preferred-by-service-provider"]},\
              {"s":"sms","x":"fine-with-user"},\
              {"s":"email","x":"service-provider-allows-for-user"},\
              {"s":"ps-voice","x":"max-size-bytes"},\
              {"s":"internet-tv","x":"service-provider-allows-for-user"}]}\
              """);
    }
  }

  @Test
  void rejectionsAndBypassesAreKeptToo() {
    try (IsfRules tables = Fixtures.active(Fixtures.appendixD())) {
      InterworkingSelection selection = Fixtures.selection(tables);
      RequestFacts video =
          RequestFacts.of(RequestKind.SESSION)
              .withStreams(MediaStream.VIDEO, MediaStream.BIDIRECTIONAL_VOICE)
              .withDuration(3)
              .withRecipients(4);
      for (RequestFacts facts :
          new RequestFacts[] {video, RequestFacts.of(RequestKind.DISPOSITION_NOTIFICATION)}) {
        Explanation explanation = selection.select(Fixtures.request(facts)).explanation();
        Explanation again =
            Explanation.fromJson(explanation.toJson(), RuleSet.of(Fixtures.appendixD()));
        assertThat(again.toText()).isEqualTo(explanation.toText());
        assertThat(again.outcome()).isInstanceOf(Explanation.Refused.class);
      }
    }
  }

  @Test
  void damagedJsonIsRefusedWithItsOwnError() {
    String good =
        """
        {"t":1,"a":1,"k":"SESSION","z":{"sms":3},"v":["AUDIO"],"e":["NOT_INSTALLED","x\\u0041"],"c":[{"s":"sms","y":"not-installed"}]}\
        """;
    assertThat(Explanation.fromJson(good, RuleSet.of(Fixtures.appendixD())).toJson())
        .contains("xA");
    Random random = new Random(7);
    RoutingTable table = Fixtures.appendixD();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder damaged = new StringBuilder(good);
      for (int n = random.nextInt(3) + 1; n > 0; n--) {
        damaged.setCharAt(random.nextInt(good.length()), (char) (32 + random.nextInt(96)));
      }
      String text = damaged.substring(0, random.nextInt(good.length() + 1));
      try {
        Explanation.fromJson(text, RuleSet.of(table));
      } catch (IllegalArgumentException expected) {
        assertThat(expected.getMessage()).isNotNull();
      }
    }
    assertThatThrownBy(
            () -> Explanation.fromJson("[".repeat(10_000), RuleSet.of(Fixtures.appendixD())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void linesOfTheFirstReleaseAreStillRead() {
    String old =
        """
        {"t":1,"a":2,"k":"STANDALONE_MESSAGE","o":160,"z":{"sms":140},"n":160,"g":1,\
        "m":["text/plain"],"i":["sms","s1"],"u":{"w":{"fine-with-user":{"sms":true}},\
        "p":{"email":true},"f":{"mms":false}},"w":"sms","q":["fine-with-user"],"c":[\
        {"s":"sms"},{"s":"mms","x":"fine-with-user"},\
        {"s":"email","y":"already-failed","d":"552"},{"s":"ps-voice","y":"not-installed"},\
        {"s":"internet-tv","y":"address-not-valid","d":"none"}]}\
        """;
    Explanation read = Explanation.fromJson(old, RuleSet.of(Fixtures.appendixD()));
    assertThat(read.toJson()).isEqualTo(old);
    assertThat(read.matches()).isEmpty();
    assertThat(read.treatment()).isEqualTo(Treatment.NONE);
    assertThat(read.user().priorities()).isEmpty();
    assertThat(read.table()).contains(Fixtures.appendixD());
    assertThat(read.toText())
        .isEqualTo(
            """
            message, accompanied by sms, attempt 2, table version 1: sms chosen
              request: 160 octets, 140 octets in sms, 160 characters, 1 segments, text/plain
              no service was left, so these rows were dropped: fine-with-user
              1. sms          feasible, first because it accompanied the request
              -  mms          out by fine-with-user "Fine with user" (No for this user)
              -  email        failed already: 552
              -  ps-voice     no function is installed for it; the table: max-size-bytes "Max size (bytes)" (160 octets, at most 0); also text-ok "Text ok" (No)
              -  internet-tv  recipient not reachable: none; the table: service-provider-allows-for-user "Service provider allows for user" (No); also fine-with-user "Fine with user" (No)
            """);
  }
}
