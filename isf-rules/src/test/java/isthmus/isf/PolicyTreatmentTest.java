package isthmus.isf;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.Selection.Rejected;
import isthmus.isf.Selection.Selected;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.ContentChange;
import isthmus.isf.policy.Party;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.RequestFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What actions do to addresses, times and contents, and how it is told. */
class PolicyTreatmentTest extends PolicyActionRows {
  @Test
  void aFixedAddressTakesThePlaceOfAllAddresses() {
    Selected selected = selected("to-fixed", text());
    assertThat(selected.chosen().address()).isEqualTo("+4930123456");
    assertThat(services(selected)).containsExactly("mms", "sms");
  }

  @Test
  void aRewrittenAddressThatIsNotValidRulesTheServiceOutAndNamesTheRow() {
    Rejected rejected = rejected(request("to-wrong", text()));
    assertThat(rejected.reason()).isEqualTo(RejectionReason.ADDRESS_NOT_VALID);
    assertThat(rejected.text()).contains("policy row to-wrong", "not readable");
    assertThat(rejected.candidates().getFirst().ruledOut())
        .contains(new RuledOut.RewrittenAddressNotValid("to-wrong", "not readable"));
  }

  @Test
  void aRewrittenAddressMayBeOfAnotherKind() {
    Selected selected = selected("to-mail", text());
    assertThat(services(selected)).containsExactly("email");
    assertThat(selected.chosen().address()).isEqualTo("help@example.org");
  }

  @Test
  void aReplacedPrefixLeavesAddressesOfPreferences() {
    Selected selected = selected("to-prefix", text());
    assertThat(selected.chosen().address()).isEqualTo("+441000001");
    assertThat(selected.remaining())
        .extracting(choice -> choice.address())
        .containsExactly("+441000001", "bob@example.org");
  }

  @Test
  void aMapRewritesWhatItHoldsAndLeavesTheRest() {
    assertThat(selected("to-map", text()).chosen().address()).isEqualTo("+15559");
    SelectionRequest other =
        SelectionRequest.of(text(), RecipientAddresses.ofPhone("+1999"), ALL, ALL)
            .withCircumstances(Circumstances.of(party("to-map"), Party.UNKNOWN, Instant.EPOCH));
    assertThat(selected(other).chosen().address()).isEqualTo("+1999");
  }

  @Test
  void anAssignedOriginatorIsUsedWhereItIsValidEvenIfTheOriginatorHasNone() {
    SelectionRequest request =
        SelectionRequest.of(text(), RecipientAddresses.ofPhone("+1999"), Set.of(), ALL)
            .withCircumstances(Circumstances.of(party("from-fixed"), Party.UNKNOWN, Instant.EPOCH));
    Selected selected = selected(request);
    assertThat(services(selected)).containsExactly("mms", "sms");
    assertThat(selected.chosen().from()).contains("+4930999");
    assertThat(selected.treatment().from()).contains("+4930999");
  }

  @Test
  void anAssignedOriginatorThatIsNotValidAnywhereRejects() {
    Rejected rejected = rejected(request("from-wrong", text()));
    assertThat(rejected.reason()).isEqualTo(RejectionReason.NO_ORIGINATOR_ADDRESS);
    assertThat(rejected.candidates().getFirst().ruledOut())
        .contains(new RuledOut.RewrittenOriginatorNotValid("from-wrong", "not readable"));
  }

  @Test
  void validityAndRetriesAreHandedOn() {
    assertThat(selected("validity", text()).treatment().validity()).contains(Duration.ofHours(2));
    assertThat(selected("retry", text()).treatment().retry())
        .contains(List.of(Duration.ofSeconds(30), Duration.ofMinutes(2)));
    assertThat(selected("retry-none", text()).treatment().retry()).contains(List.of());
    assertThat(selected("validity", text()).treatment().retry()).isEmpty();
  }

  @Test
  void whatIsStrippedDoesNotCountForTheTable() {
    RequestFacts picture = Fixtures.text(100).withMediaTypes("text/plain", "image/png");
    assertThat(services(selected("nobody", picture))).doesNotContain("sms");
    Selected selected = selected("strip", picture);
    assertThat(services(selected)).contains("sms");
    assertThat(selected.treatment().content())
        .containsExactly(new ContentChange.Strip(Set.of("picture")));
    assertThat(selected.explanation().facts().mediaTypes()).containsExactly("text/plain");
  }

  @Test
  void textsThatAreCutOrSplitCountWithTheirShare() {
    RequestFacts text = Fixtures.text(280).withText(280, 2);
    assertThat(services(selected("nobody", text))).doesNotContain("sms");
    assertThat(selected("truncate", text).explanation().facts().octets()).hasValue(100);
    assertThat(services(selected("truncate", text))).contains("sms");
    assertThat(services(selected("split", text))).contains("sms");
    assertThat(services(selected("link", Fixtures.text(900_000).withMediaTypes("video/mp4"))))
        .contains("sms");
  }

  @Test
  void thePreviewOfTheContentIsAskedWhereThereIsOne() {
    SelectionRequest request =
        request("truncate", Fixtures.text(280).withText(280, 2))
            .withPreview(
                (facts, changes) -> {
                  assertThat(changes).containsExactly(new ContentChange.Truncate(100));
                  return facts.withOctets(141);
                });
    assertThat(services(selected(request))).doesNotContain("sms");
  }

  @Test
  void otherStagesAreAskedAloneAndTellTheRewrittenAddress() {
    PolicyRequest incoming =
        new PolicyRequest(
            Stage.INBOUND,
            text(),
            Optional.of("sms"),
            Circumstances.of(party("to-map"), Party.ofNumber("4711"), Instant.EPOCH));
    PolicyAnswer answer = selection().ask(incoming);
    assertThat(answer.version()).isEqualTo(1);
    assertThat(answer.match().orElseThrow().label()).isEqualTo("Incoming");
    assertThat(answer.to()).contains("+4947");
    assertThat(answer.from()).isEmpty();
    assertThat(answer.action(Action.Rewrite.class)).isPresent();
    assertThat(selection().ask(incoming, OptionalLong.of(77)).version()).isEqualTo(1);
  }

  @Test
  void explanationsWithPolicyAreToldAgainFromJson() {
    for (String userClass : List.of("forbid", "to-wrong", "from-wrong", "reject", "table")) {
      Explanation told = selection().select(request(userClass, text())).explanation();
      Explanation again = Explanation.fromJson(told.toJson(), rules().rules().orElseThrow());
      assertThat(again.toText()).isEqualTo(told.toText());
      assertThat(again.toJson()).isEqualTo(told.toJson());
      assertThat(again.matches()).isEqualTo(told.matches());
      assertThat(again.decisive()).isEqualTo(told.decisive());
    }
  }
}
