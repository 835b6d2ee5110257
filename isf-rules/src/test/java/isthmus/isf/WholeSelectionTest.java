package isthmus.isf;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.book.RuleSetReader;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Party;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.Strategy;
import isthmus.isf.table.UserAnswers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Policy table, routing tables and users' data together, as operators write them in sheets. */
class WholeSelectionTest {
  private static final Set<String> ALL = Set.of("a", "b", "c", "d", "e");

  private static Worksheet sheet(String name, String text) {
    return new Worksheet(
        name, text.lines().map(line -> Arrays.asList(line.split("\\|", -1))).toList());
  }

  private static InterworkingSelection selection(Worksheet... sheets) {
    RuleSet rules =
        switch (new RuleSetReader(Strategy.TOP_DOWN).read(new Workbook(List.of(sheets)))) {
          case RuleSetReading.Good good -> good.rules();
          case RuleSetReading.Bad bad -> throw new AssertionError(bad.problems());
        };
    return Fixtures.selection(IsfRules.plain(rules, 1));
  }

  private static SelectionRequest request(RequestFacts facts) {
    return SelectionRequest.of(facts, RecipientAddresses.ofPhone("+1"), ALL, ALL);
  }

  private static SelectionRequest toClass(String userClass) {
    Party party = new Party("tel:+1", Optional.of("+1"), Optional.empty(), Optional.of(userClass));
    return request(Fixtures.text(1))
        .withCircumstances(Circumstances.of(Party.UNKNOWN, party, Instant.EPOCH));
  }

  private static List<String> services(Selection selection) {
    return selection.candidates().stream()
        .filter(Candidate::feasible)
        .map(Candidate::service)
        .toList();
  }

  @Test
  void tiesAreBrokenByOneGroundAfterTheOther() {
    InterworkingSelection selection =
        selection(
            sheet(
                "Routing",
                "|A|B|C|D|E|Criterion\nText ok|Yes|Yes|Yes|Yes|Yes|\nNice|||Yes|||always\n"),
            sheet("Policy", "Type:|policy\nRow|Kind|Prefer\nAll|message|d\n"));
    SelectionRequest request =
        request(Fixtures.text(1))
            .withIdentifier(new ServiceIdentifier("e", Optional.empty()))
            .withUser(new UserAnswers(Map.of(), Map.of(), Map.of(), List.of("b")));

    assertThat(services(selection.select(request)))
        .as("identifier, policy, rows, the user's priorities, columns")
        .containsExactly("e", "d", "c", "b", "a");
  }

  @Test
  void thePolicyPicksATableByTheKindOfRequest() {
    InterworkingSelection selection =
        selection(
            sheet("Messages", "|A\nMessage ok|Yes\n"),
            sheet("Files", "|B\nFile transfer ok|Yes\n"),
            sheet("Calls", "|C\nSession ok|Yes\n"),
            sheet("Added", "|D\nAdded stream ok|Yes\n"),
            sheet(
                "Policy",
                """
                Type:|policy
                Row|Kind|Table
                Files|file transfer|files
                Sessions|session|calls
                Streams|added stream|added
                """));

    assertThat(services(selection.select(request(Fixtures.text(1))))).containsExactly("a");
    assertThat(services(selection.select(request(RequestFacts.of(RequestKind.FILE_TRANSFER)))))
        .containsExactly("b");
    assertThat(services(selection.select(request(RequestFacts.of(RequestKind.SESSION)))))
        .containsExactly("c");
    RequestFacts added = RequestFacts.of(RequestKind.ADDED_STREAM).withStreams(MediaStream.AUDIO);
    assertThat(services(selection.select(request(added)))).containsExactly("d");
  }

  @Test
  void thePolicyCombinesAUsersServiceClassWithWhatIsAssignedToIt() {
    InterworkingSelection selection =
        selection(
            sheet("Usual", "|A|B|C\nText ok|Yes|Yes|Yes\n"),
            sheet("Gold", "|B|A\nText ok|Yes|Yes\n"),
            sheet(
                "Policy",
                """
                Type:|policy
                Row|To class|Table|Forbid
                Gold|gold|gold|
                Prepaid|prepaid||b, c
                """));

    assertThat(services(selection.select(toClass("gold")))).containsExactly("b", "a");
    assertThat(services(selection.select(toClass("prepaid")))).containsExactly("a");
    assertThat(services(selection.select(toClass("other")))).containsExactly("a", "b", "c");
  }

  /** "The same selection process as described above is applied (potentially repeatedly)". */
  @Test
  void afterEachFailureTheNextOfTheRankingIsSelectedUntilNoneIsLeft() {
    InterworkingSelection selection =
        selection(
            sheet(
                "Routing",
                """
                |A|B|C|D|E|Criterion|Mandatory
                Text ok|Yes|No|Yes|Yes|Yes||
                Best|No|Yes|No|Yes|No|always|No
                Good|No|No|No|No|Yes|always|No
                """));
    SelectionRequest request = request(Fixtures.text(1));
    Selection.Selected first = (Selection.Selected) selection.select(request);
    List<String> ranking = services(first);
    assertThat(ranking).containsExactly("d", "e", "a", "c");
    assertThat(first.remaining())
        .extracting(choice -> choice.service().service())
        .isEqualTo(ranking.subList(1, ranking.size()));

    Map<String, String> failed = new HashMap<>();
    List<String> tried = new ArrayList<>();
    while (selection.select(request.reattempt(failed, failed.size() + 1))
        instanceof Selection.Selected next) {
      String service = next.chosen().service().service();
      tried.add(service);
      failed.put(service, "refused by " + service);
    }
    assertThat(tried).isEqualTo(ranking);

    Selection last = selection.select(request.reattempt(failed, 5));
    assertThat(last)
        .isInstanceOfSatisfying(
            Selection.Rejected.class,
            rejected ->
                assertThat(rejected.reason()).isEqualTo(RejectionReason.NO_FEASIBLE_SERVICE));
    assertThat(last.explanation().toText())
        .contains("refused by a", "refused by c", "refused by d", "refused by e");
  }

  /** "Only those services in which the originator already has or can be assigned an address". */
  @Test
  void anAttemptAfterAFailureTakesNoServiceWithoutAnAddressOfTheOriginator() {
    InterworkingSelection selection = selection(sheet("Routing", "|A|B|C\nText ok|Yes|Yes|Yes\n"));
    Set<String> withoutB = new HashSet<>(ALL);
    withoutB.remove("b");
    SelectionRequest request =
        SelectionRequest.of(Fixtures.text(1), RecipientAddresses.ofPhone("+1"), withoutB, ALL)
            .reattempt(Map.of("a", "refused"), 2);
    assertThat(services(selection.select(request))).containsExactly("c");
  }
}
