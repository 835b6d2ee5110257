package isthmus.isf;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.isf.Selection.Rejected;
import isthmus.isf.Selection.Selected;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressChange;
import isthmus.isf.policy.AddressMap;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.Condition.Sense;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.policy.ContentChange;
import isthmus.isf.policy.Party;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.UserAnswers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every action of the policy table in selections by compiled rules; a row for each class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyActionsTest {
  private static final Set<String> ALL = Set.of("sms", "mms", "email");
  private static final String TABLE =
      """
      Id:,main
      ,SMS,MMS,Email,Criterion,Mandatory
      Text ok,Yes,Yes,Yes,,
      Picture ok,No,Yes,Yes,,
      Max size,140,45000,10000000,,
      Nice,No,Yes,No,always,No
      """;
  private static final String FILES =
      """
      Id:,files
      ,Email,SMS,Criterion,Mandatory
      Max size,10000000,1000,,
      """;

  private final List<PolicyRow> rows = new ArrayList<>();
  private final IsfRules rules = new IsfRules(InstantSource.system());
  private InterworkingSelection selection;

  @BeforeAll
  void activate() {
    row("force-sms", new Action.Force("sms"));
    row("force-fax", new Action.Force("fax"));
    row("force-mms-twice", new Action.Force("mms"));
    row("forbid", new Action.Forbid(Set.of("mms", "email")));
    row("forbid-all", new Action.Forbid(ALL));
    row("prefer", new Action.Prefer(List.of("email", "sms")));
    row("table", new Action.UseTable("files"));
    row("reject", new Action.Reject(403, "Not from here"));
    row("to-fixed", rewrite(Side.TO, new AddressChange.Fixed("+4930123456")));
    row("to-wrong", rewrite(Side.TO, new AddressChange.Fixed("bad")));
    row("to-mail", rewrite(Side.TO, new AddressChange.Fixed("mailto:help@example.org")));
    row("to-prefix", rewrite(Side.TO, new AddressChange.ReplacePrefix("+1555", "+44")));
    row("to-map", rewrite(Side.TO, new AddressChange.Mapped("numbers")));
    row("from-fixed", rewrite(Side.FROM, new AddressChange.Fixed("+4930999")));
    row("from-wrong", rewrite(Side.FROM, new AddressChange.Fixed("bad")));
    row("validity", new Action.Validity(Duration.ofHours(2)));
    row("retry", new Action.Retry(List.of(Duration.ofSeconds(30), Duration.ofMinutes(2))));
    row("retry-none", new Action.Retry(List.of()));
    row("strip", content(new ContentChange.Strip(Set.of("picture"))));
    row("truncate", content(new ContentChange.Truncate(100)));
    row("split", content(new ContentChange.Split(120)));
    row("link", content(new ContentChange.Link()));
    row("pass");
    row("several", new Action.Prefer(List.of("sms")), new Action.Validity(Duration.ofDays(1)));
    rows.add(new PolicyRow("twice", "", Stage.SELECTION, of("twice"), List.of(), ""));
    rows.add(
        new PolicyRow(
            "never-reached",
            "",
            Stage.SELECTION,
            of("twice"),
            List.of(new Action.Reject(403, "")),
            ""));
    rows.add(
        new PolicyRow(
            "after-failure",
            "",
            Stage.FAILURE,
            of("prefer"),
            List.of(new Action.Prefer(List.of("sms")), new Action.Forbid(Set.of("mms"))),
            ""));
    rows.add(
        new PolicyRow(
            "give-up",
            "",
            Stage.FAILURE,
            of("forbid"),
            List.of(new Action.Reject(480, "Later")),
            ""));
    rows.add(
        new PolicyRow(
            "incoming",
            "Incoming",
            Stage.INBOUND,
            of("to-map"),
            List.of(rewrite(Side.TO, new AddressChange.Mapped("numbers"))),
            ""));
    RuleSet set =
        new RuleSet(
            List.of(Fixtures.table(TABLE), Fixtures.table(FILES)),
            Optional.of(new PolicyTable("policy", "Policy", rows)),
            List.of(),
            List.of(
                new AddressMap(
                    "numbers", "Numbers", Map.of("+15551000001", "tel:+15559", "4711", "+4947"))));
    assertThat(rules.activate(set)).isInstanceOf(Activation.Activated.class);
    selection = new InterworkingSelection(rules, new Plan(), SelectionSettings.DEFAULT);
  }

  @AfterAll
  void close() {
    rules.close();
  }

  /** Telephone services take numbers with a plus sign, mail takes mail addresses. */
  private static final class Plan implements AddressValidity {
    @Override
    public AddressCheck check(String service, RecipientAddresses recipient) {
      return recipient
          .in(service)
          .or(service.equals("email") ? recipient::mail : recipient::phone)
          .map(address -> checkOriginator(service, address))
          .orElseGet(() -> new AddressCheck.NotValid("no address"));
    }

    @Override
    public AddressCheck checkOriginator(String service, String address) {
      boolean right = service.equals("email") ? address.contains("@") : address.startsWith("+");
      return right ? new AddressCheck.Valid(address) : new AddressCheck.NotValid("not readable");
    }
  }

  private void row(String id, Action... actions) {
    rows.add(new PolicyRow(id, "The row " + id, Stage.SELECTION, of(id), List.of(actions), ""));
  }

  private static List<Condition> of(String userClass) {
    return List.of(new Condition.ClassIs(Side.FROM, Sense.IS, Set.of(userClass)));
  }

  private static Action rewrite(Side side, AddressChange change) {
    return new Action.Rewrite(side, change);
  }

  private static Action content(ContentChange change) {
    return new Action.Content(change);
  }

  private static SelectionRequest request(String userClass, RequestFacts facts) {
    RecipientAddresses recipient =
        RecipientAddresses.ofPhone("+15551000001").withServices(Map.of("email", "bob@example.org"));
    return SelectionRequest.of(facts, recipient, ALL, ALL)
        .withCircumstances(Circumstances.of(party(userClass), Party.UNKNOWN, Instant.EPOCH));
  }

  private static Party party(String userClass) {
    return new Party("tel:+1444", Optional.of("+1444"), Optional.empty(), Optional.of(userClass));
  }

  private Selected selected(String userClass, RequestFacts facts) {
    return selected(request(userClass, facts));
  }

  private Selected selected(SelectionRequest request) {
    return switch (selection.select(request)) {
      case Selected selected -> selected;
      case Rejected rejected -> throw new AssertionError(rejected.explanation().toText());
    };
  }

  private Rejected rejected(SelectionRequest request) {
    return switch (selection.select(request)) {
      case Selected selected -> throw new AssertionError(selected.explanation().toText());
      case Rejected rejected -> rejected;
    };
  }

  private static List<String> services(Selected selected) {
    List<String> services = new ArrayList<>();
    services.add(selected.chosen().service().service());
    selected.remaining().forEach(choice -> services.add(choice.service().service()));
    return services;
  }

  private static RequestFacts text() {
    return Fixtures.text(100).withText(100, 1);
  }

  @Test
  void withoutARowTheTableDecidesAlone() {
    Selected selected = selected("nobody", text());
    assertThat(services(selected)).containsExactly("mms", "sms", "email");
    assertThat(selected.treatment()).isEqualTo(Treatment.NONE);
    assertThat(selected.explanation().matches()).isEmpty();
  }

  @Test
  void aForcedServiceIsTakenAndNoOther() {
    assertThat(services(selected("force-sms", text()))).containsExactly("sms");
  }

  @Test
  void aForcedServiceThatIsNotFeasibleRejectsWithItsReason() {
    Rejected rejected = rejected(request("force-sms", Fixtures.text(141)));
    assertThat(rejected.reason()).isEqualTo(RejectionReason.NO_FEASIBLE_SERVICE);
    assertThat(rejected.text())
        .isEqualTo("sms: out by max-size; policy row force-sms allows no other");
    assertThat(rejected.byPolicy()).isEmpty();
    assertThat(rejected.candidates())
        .filteredOn(candidate -> candidate.service().equals("mms"))
        .allSatisfy(mms -> assertThat(mms.ruledOut()).contains(new RuledOut.ByPolicy("force-sms")));
  }

  @Test
  void aForcedServiceThatNobodyKnowsRejects() {
    assertThat(rejected(request("force-fax", text())).reason())
        .isEqualTo(RejectionReason.UNKNOWN_SERVICE);
  }

  @Test
  void aForcedServiceThatFailedIsNotReplacedByAnother() {
    Rejected rejected =
        rejected(request("force-mms-twice", text()).reattempt(Map.of("mms", "refused"), 2));
    assertThat(rejected.text()).contains("failed already: refused", "force-mms-twice");
  }

  @Test
  void aForcedServiceIsStrongerThanTheAccompanyingIdentifier() {
    SelectionRequest reply =
        request("force-sms", text()).withIdentifier(new ServiceIdentifier("mms", Optional.empty()));
    assertThat(services(selected(reply))).containsExactly("sms");
  }

  @Test
  void forbiddenServicesAreOutByTheRow() {
    Selected selected = selected("forbid", text());
    assertThat(services(selected)).containsExactly("sms");
    assertThat(selected.explanation().toText())
        .contains("-  mms    out by policy row forbid")
        .contains("policy, selection: row forbid \"The row forbid\" (forbid email, mms)");
  }

  @Test
  void everythingForbiddenRejectsAndNamesTheRow() {
    Rejected rejected = rejected(request("forbid-all", text()));
    assertThat(rejected.reason()).isEqualTo(RejectionReason.NO_FEASIBLE_SERVICE);
    assertThat(rejected.text()).isEqualTo("sms: out by policy row forbid-all");
  }

  @Test
  void preferredServicesComeFirstInTheirOrder() {
    assertThat(services(selected("prefer", text()))).containsExactly("email", "sms", "mms");
  }

  @Test
  void theAccompanyingIdentifierComesBeforeThePreferredService() {
    SelectionRequest reply =
        request("prefer", text()).withIdentifier(new ServiceIdentifier("mms", Optional.empty()));
    assertThat(services(selected(reply))).containsExactly("mms", "email", "sms");
  }

  @Test
  void anotherTableDecidesWhereTheRowNamesIt() {
    Selected selected = selected("table", Fixtures.text(600));
    assertThat(services(selected)).containsExactly("email", "sms");
    assertThat(selected.explanation().table().orElseThrow().id()).isEqualTo("files");
    assertThat(selected.explanation().toText()).contains("table version 1 (table files): email");
  }

  @Test
  void aRejectionCarriesStatusAndText() {
    Rejected rejected = rejected(request("reject", text()));
    assertThat(rejected.reason()).isEqualTo(RejectionReason.POLICY);
    assertThat(rejected.byPolicy()).contains(new Action.Reject(403, "Not from here"));
    assertThat(rejected.text()).isEqualTo("policy row reject: Not from here");
  }

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
  void aRowWithoutActionsLetsTheRequestPass() {
    Selected selected = selected("pass", text());
    assertThat(services(selected)).containsExactly("mms", "sms", "email");
    assertThat(selected.explanation().toText()).contains("row pass \"The row pass\" (pass)");
  }

  @Test
  void theFirstRowThatFitsDecidesAndNoOther() {
    assertThat(selected("twice", text()).explanation().matches())
        .extracting(PolicyMatch::rowId)
        .containsExactly("twice");
  }

  @Test
  void aRowDoesAllItsActions() {
    Selected selected = selected("several", text());
    assertThat(services(selected)).startsWith("sms");
    assertThat(selected.treatment().validity()).contains(Duration.ofDays(1));
  }

  @Test
  void afterAFailureItsRowIsStrongerAndTheSelectionsRowStillCounts() {
    Selected selected =
        selected(request("prefer", text()).reattempt(Map.of("email", "refused"), 2));
    assertThat(services(selected)).containsExactly("sms");
    assertThat(selected.explanation().matches())
        .extracting(PolicyMatch::rowId)
        .containsExactly("after-failure", "prefer");
    assertThat(selected.explanation().toText()).contains("mms    out by policy row after-failure");
  }

  @Test
  void afterAFailureARowMayGiveUp() {
    assertThat(rejected(request("forbid", text()).reattempt(Map.of("sms", "x"), 2)).byPolicy())
        .contains(new Action.Reject(480, "Later"));
  }

  @Test
  void forbiddenServicesStayForbiddenAfterAFailure() {
    Rejected rejected =
        rejected(request("forbid-all", text()).reattempt(Map.of("sms", "refused"), 2));
    assertThat(rejected.explanation().matches())
        .extracting(PolicyMatch::rowId)
        .containsExactly("forbid-all");
  }

  @Test
  void dispositionNotificationsPassByThePolicy() {
    RequestFacts notification = RequestFacts.of(RequestKind.DISPOSITION_NOTIFICATION);
    SelectionRequest request =
        request("reject", notification)
            .withIdentifier(new ServiceIdentifier("sms", Optional.empty()));
    assertThat(selected(request).explanation().matches()).isEmpty();
    PolicyRequest asked =
        new PolicyRequest(Stage.SELECTION, notification, Optional.empty(), request.circumstances());
    assertThat(selection.ask(asked).match()).isEmpty();
  }

  @Test
  void userPrioritiesBreakTiesBeforeTheOrderOfColumns() {
    UserAnswers likes = new UserAnswers(Map.of(), Map.of(), Map.of(), List.of("email"));
    assertThat(services(selected(request("nobody", text()).withUser(likes))))
        .containsExactly("mms", "email", "sms");
    assertThat(services(selected(request("several", text()).withUser(likes))))
        .containsExactly("sms", "mms", "email");
  }

  @Test
  void otherStagesAreAskedAloneAndTellTheRewrittenAddress() {
    PolicyRequest incoming =
        new PolicyRequest(
            Stage.INBOUND,
            text(),
            Optional.of("sms"),
            Circumstances.of(party("to-map"), Party.ofNumber("4711"), Instant.EPOCH));
    PolicyAnswer answer = selection.ask(incoming);
    assertThat(answer.version()).isEqualTo(1);
    assertThat(answer.match().orElseThrow().label()).isEqualTo("Incoming");
    assertThat(answer.to()).contains("+4947");
    assertThat(answer.from()).isEmpty();
    assertThat(answer.action(Action.Rewrite.class)).isPresent();
    assertThat(selection.ask(incoming, OptionalLong.of(77)).version()).isEqualTo(1);
  }

  @Test
  void explanationsWithPolicyAreToldAgainFromJson() {
    for (String userClass : List.of("forbid", "to-wrong", "from-wrong", "reject", "table")) {
      Explanation told = selection.select(request(userClass, text())).explanation();
      Explanation again = Explanation.fromJson(told.toJson(), rules.rules().orElseThrow());
      assertThat(again.toText()).isEqualTo(told.toText());
      assertThat(again.toJson()).isEqualTo(told.toJson());
      assertThat(again.matches()).isEqualTo(told.matches());
      assertThat(again.decisive()).isEqualTo(told.decisive());
    }
  }

  @Test
  void decisiveCellsAreThoseThatRuleOutAndThoseThatPutAhead() {
    Explanation told = selected("nobody", Fixtures.text(141)).explanation();
    assertThat(told.decisive())
        .extracting(cell -> cell.service() + ' ' + cell.row())
        .containsExactly("sms max-size", "mms nice", "email nice");
  }
}
