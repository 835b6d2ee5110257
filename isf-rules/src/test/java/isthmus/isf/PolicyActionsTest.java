package isthmus.isf;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.Selection.Rejected;
import isthmus.isf.Selection.Selected;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.UserAnswers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What actions do to the services that may be taken, and which rows decide. */
class PolicyActionsTest extends PolicyActionRows {
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
    assertThat(selection().ask(asked).match()).isEmpty();
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
  void decisiveCellsAreThoseThatRuleOutAndThoseThatPutAhead() {
    Explanation told = selected("nobody", Fixtures.text(141)).explanation();
    assertThat(told.decisive())
        .extracting(cell -> cell.service() + ' ' + cell.row())
        .containsExactly("sms max-size", "mms nice", "email nice");
  }
}
