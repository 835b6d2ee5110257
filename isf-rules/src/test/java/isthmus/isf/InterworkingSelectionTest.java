package isthmus.isf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.isf.Selection.Rejected;
import isthmus.isf.Selection.Selected;
import isthmus.isf.SelectionSettings.InvalidAddress;
import isthmus.isf.SelectionSettings.WhenIdentifiedIsInfeasible;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.UserAnswers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterworkingSelectionTest {
  private static final SelectionSettings IDENTIFIED_ONLY =
      new SelectionSettings(WhenIdentifiedIsInfeasible.REJECT, InvalidAddress.EXCLUDES_SERVICE);
  private static final SelectionSettings NOTE_1 =
      new SelectionSettings(WhenIdentifiedIsInfeasible.TRY_OTHERS, InvalidAddress.REJECTS_REQUEST);
  private static final UserAnswers LIKES_SMS =
      new UserAnswers(Map.of(), Map.of(), Map.of("sms", true));

  @Test
  void anIdentifiedServiceThatIsInfeasibleRejectsTheRequestWhereOthersAreNotWanted() {
    try (IsfRules tables = Fixtures.active(Fixtures.appendixD())) {
      InterworkingSelection selection = Fixtures.selection(tables, IDENTIFIED_ONLY);
      SelectionRequest reply = Fixtures.request(Fixtures.text(100)).withIdentifier(sms("s1"));

      assertThat(selection.select(reply))
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected -> {
                assertThat(rejected.reason()).isEqualTo(RejectionReason.NO_FEASIBLE_SERVICE);
                assertThat(rejected.text()).isEqualTo("sms: out by fine-with-user");
              });
      assertThat(selection.select(reply.withUser(LIKES_SMS)))
          .isInstanceOfSatisfying(
              Selected.class,
              selected -> {
                assertThat(selected.chosen().service()).isEqualTo(sms("s1"));
                assertThat(selected.chosen().address()).isEqualTo("+15551000001");
                assertThat(selected.remaining()).isEmpty();
              });
      assertThat(
              selection.select(
                  Fixtures.request(Fixtures.text(1))
                      .withIdentifier(new ServiceIdentifier("fax", Optional.empty()))))
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.UNKNOWN_SERVICE));
    }
  }

  @Test
  void note1ToTheLetterRejectsWhenTheSelectedServiceHasNoValidAddress() {
    try (IsfRules tables = Fixtures.active(Fixtures.appendixD())) {
      AddressValidity smsOnly =
          (service, _) ->
              service.equals("sms")
                  ? new AddressCheck.Valid("+1")
                  : new AddressCheck.NotValid("not a subscriber");
      SelectionRequest request = Fixtures.request(Fixtures.text(100)).withUser(LIKES_SMS);

      assertThat(new InterworkingSelection(tables, smsOnly, NOTE_1).select(request))
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected -> {
                assertThat(rejected.reason()).isEqualTo(RejectionReason.ADDRESS_NOT_VALID);
                assertThat(rejected.text()).contains("mms");
              });
      assertThat(
              new InterworkingSelection(tables, smsOnly, SelectionSettings.DEFAULT).select(request))
          .isInstanceOfSatisfying(
              Selected.class,
              selected -> assertThat(selected.chosen().service().service()).isEqualTo("sms"));
    }
  }

  @Test
  void topDownLetsTheFirstDifferenceDecideAndWeightsTheSum() {
    String rows =
        """
        ,A,B,Criterion,Mandatory,Weight
        Cheap,Yes,No,always,No,1
        Fast,No,Yes,always,No,5
        """;
    try (IsfRules topDown = Fixtures.active(Fixtures.table(rows));
        IsfRules weights = Fixtures.active(Fixtures.table("Strategy:,weights\n" + rows))) {
      assertThat(services(topDown, Fixtures.text(1))).containsExactly("a", "b");
      assertThat(services(weights, Fixtures.text(1))).containsExactly("b", "a");
    }
  }

  @Test
  void relaxableRowsAreDroppedFromTheBottomOnlyWhenNothingIsLeft() {
    String rows =
        """
        ,A,B,Criterion,Mandatory
        Provider allows,No,Yes,provider allows,Relaxable
        Fine with user,Yes,No,user accepts,Relaxable
        """;
    try (IsfRules tables = Fixtures.active(Fixtures.table(rows))) {
      Selection selection = select(tables, Fixtures.text(1));
      assertThat(selection.explanation().relaxed()).containsExactly("fine-with-user");
      assertThat(services(tables, Fixtures.text(1))).containsExactly("b");
      assertThat(selection.explanation().toText()).contains("dropped: fine-with-user");
    }
    try (IsfRules tables = Fixtures.active(Fixtures.table(rows.replace("No,Yes,p", "Yes,Yes,p")))) {
      Selection selection = select(tables, Fixtures.text(1));
      assertThat(selection.explanation().relaxed()).isEmpty();
      assertThat(services(tables, Fixtures.text(1))).containsExactly("a");
    }
  }

  @Test
  void anEmptyCellNeitherRulesOutNorCounts() {
    String rows =
        """
        ,A,B,C,Criterion,Mandatory
        Max size,,10,,size,
        Text ok,,Yes,No,text,
        Nice,,Yes,Yes,always,No
        """;
    try (IsfRules tables = Fixtures.active(Fixtures.table(rows))) {
      assertThat(services(tables, Fixtures.text(10))).containsExactly("b", "a");
      assertThat(services(tables, Fixtures.text(11))).containsExactly("a");
    }
  }

  @Test
  void rowsOnMediaTypePatternsAndCountsDecide() {
    String rows =
        """
        ,A,B,Criterion
        Office files,No,Yes,media application/vnd.ms-*
        Many recipients,1,100,recipients
        Long clips,30 s,2 min,duration
        Long texts,160,1.600,characters
        """;
    RequestFacts message = RequestFacts.of(RequestKind.STANDALONE_MESSAGE);
    try (IsfRules tables = Fixtures.active(Fixtures.table(rows))) {
      assertThat(services(tables, message)).containsExactly("a", "b");
      assertThat(services(tables, message.withMediaTypes("Application/vnd.ms-excel; a=b")))
          .containsExactly("b");
      assertThat(services(tables, message.withMediaTypes("application/pdf")))
          .containsExactly("a", "b");
      assertThat(services(tables, message.withRecipients(2))).containsExactly("b");
      assertThat(services(tables, message.withDuration(30))).containsExactly("a", "b");
      assertThat(services(tables, message.withDuration(120))).containsExactly("b");
      assertThat(services(tables, message.withText(161, 2))).containsExactly("b");
      assertThat(select(tables, message.withText(1601, 11))).isInstanceOf(Rejected.class);
    }
  }

  @Test
  void anAnswerForOneRowIsStrongerThanTheGeneralOne() {
    try (IsfRules tables = Fixtures.active(Fixtures.appendixD())) {
      UserAnswers user =
          new UserAnswers(
              Map.of("fine-with-user", Map.of("mms", false), "text-ok", Map.of("mms", false)),
              Map.of(),
              Map.of("mms", true, "sms", true));
      Selection selection =
          Fixtures.selection(tables).select(Fixtures.request(Fixtures.text(1)).withUser(user));
      assertThat(selection)
          .isInstanceOfSatisfying(
              Selected.class,
              selected -> assertThat(selected.chosen().service().service()).isEqualTo("sms"));
      // The table's own rows are not the user's to change.
      assertThat(selection.explanation().toText())
          .contains("fine-with-user \"Fine with user\" (No for this user)");
    }
  }

  @Test
  void selectingWithoutATableIsAnError() {
    IsfRules none = new IsfRules(InstantSource.system());
    assertThatThrownBy(() -> select(none, Fixtures.text(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theDefaultTableSendsTextBySmsAndNothingElse() {
    try (IsfRules tables = Fixtures.active(Fixtures.table(Fixtures.file("default-routing.csv")))) {
      InterworkingSelection selection = Fixtures.selection(tables);
      assertThat(tables.rules().orElseThrow().first().name()).isEqualTo("Default routing");
      assertThat(chosen(selection, Fixtures.text(200).withText(200, 2))).isEqualTo("sms");
      assertThat(chosen(selection, Fixtures.text(6000).withText(1530, 10))).isEqualTo("sms");
      assertThat(chosen(selection, Fixtures.text(1531).withText(1531, 11))).isEqualTo("mms");
      assertThat(chosen(selection, Fixtures.text(600_001).withText(600_001, 4000)))
          .isEqualTo("email");
      Selection picture =
          selection.select(
              SelectionRequest.of(
                  Fixtures.text(20_000).withMediaTypes("image/jpeg"),
                  RecipientAddresses.ofPhone("+1"),
                  java.util.Set.of("sms"),
                  java.util.Set.of("sms")));
      assertThat(picture)
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected -> {
                assertThat(rejected.reason()).isEqualTo(RejectionReason.NOT_INSTALLED);
                assertThat(rejected.text()).isEqualTo("mms: no function is installed for it");
              });
    }
  }

  @Test
  void aMailAddressWithoutAFunctionForMailIsNotTheAddresssFault() {
    try (IsfRules tables = Fixtures.active(Fixtures.table(Fixtures.file("default-routing.csv")))) {
      AddressValidity phonesOnly =
          (_, recipient) ->
              recipient
                  .phone()
                  .<AddressCheck>map(AddressCheck.Valid::new)
                  .orElseGet(() -> new AddressCheck.NotValid("not a telephone number"));
      InterworkingSelection selection =
          new InterworkingSelection(tables, phonesOnly, SelectionSettings.DEFAULT);
      SelectionRequest request =
          SelectionRequest.of(
              Fixtures.text(20),
              RecipientAddresses.ofMail("bob@mail.example"),
              java.util.Set.of("sms"),
              java.util.Set.of("sms"));
      assertThat(selection.select(request))
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected -> {
                assertThat(rejected.reason()).isEqualTo(RejectionReason.NOT_INSTALLED);
                assertThat(rejected.text())
                    .startsWith("no installed service reaches a mail address")
                    .contains("email");
              });
    }
  }

  private static String chosen(InterworkingSelection selection, RequestFacts facts) {
    Selection selected = selection.select(Fixtures.request(facts));
    return ((Selected) selected).chosen().service().service();
  }

  private static ServiceIdentifier sms(String instance) {
    return new ServiceIdentifier("sms", Optional.of(instance));
  }

  private static Selection select(IsfRules tables, RequestFacts facts) {
    java.util.Set<String> all = java.util.Set.of("a", "b", "c");
    return Fixtures.selection(tables)
        .select(SelectionRequest.of(facts, RecipientAddresses.ofPhone("+1"), all, all));
  }

  private static List<String> services(IsfRules tables, RequestFacts facts) {
    return select(tables, facts).candidates().stream()
        .filter(Candidate::feasible)
        .map(Candidate::service)
        .toList();
  }
}
