package isthmus.isf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.Fixtures;
import isthmus.isf.IsfRules;
import isthmus.isf.book.Places;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RoutingTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableAnalysisTest {
  private static final String PLAIN =
      """
      ,MMS,SMS
      Preferred by service provider,No,Yes
      Picture ok,Yes,No
      Video clip ok,Yes,No
      Max size (bytes),,1000
      """;

  private static List<Finding> findings(String rows) {
    String csv = rows.startsWith(",") ? rows : ",SMS,MMS\n" + rows;
    return findings(Fixtures.table(csv), Set.of("sms", "mms"));
  }

  private static List<Finding> findings(RoutingTable table, Set<String> installed) {
    return Analysis.of(
            RuleSet.of(table), places(table), new Installation(installed, true), Traffic.NONE)
        .findings();
  }

  /** Row and column numbers of a sheet without settings. */
  private static Places places(RoutingTable table) {
    Map<String, Integer> rows = new HashMap<>();
    Map<String, Integer> columns = new HashMap<>();
    table.rows().forEach(row -> rows.put(table.id() + "/" + row.id(), rows.size() + 2));
    table.columns().forEach(c -> columns.put(table.id() + "/" + c.service(), columns.size() + 2));
    return new Places(Map.of(table.id(), "Routing"), rows, columns);
  }

  private static List<String> lines(List<Finding> findings, FindingCode code) {
    return findings.stream().filter(f -> f.code() == code).map(Finding::line).toList();
  }

  private static List<String> lines(String rows, FindingCode code) {
    return lines(findings(rows), code);
  }

  @Test
  void aTableWithoutFaultsHasNoFindings() {
    assertThat(findings(PLAIN)).isEmpty();
  }

  @Test
  void aServiceThatAllItsEntriesRuleOutIsNeverChosen() {
    assertThat(
            lines(
                """
                Text ok,Yes,Yes
                Max recipients,0,
                Picture ok,No,Yes
                """,
                FindingCode.SERVICE_NEVER_CHOSEN))
        .containsExactly(
            "warning: Routing B3: SMS can never be chosen: \"Max recipients\" (0) rules out every"
                + " kind of request");
  }

  @Test
  void aServiceThatAFewRowsRuleOutTogetherIsNeverChosen() {
    assertThat(
            lines(
                """
                Message ok,No,Yes
                File transfer ok,No,Yes
                Session ok,No,Yes
                Added stream ok,No,Yes
                """,
                FindingCode.SERVICE_NEVER_CHOSEN))
        .singleElement()
        .asString()
        .contains("\"Message ok\" (No)", "\"File transfer ok\" (No)", "\"Session ok\" (No)")
        .contains("rule out every kind");
  }

  @Test
  void aServiceOfUsersWhoseDataAllowItIsNotCalledNeverChosen() {
    String rows = "Text ok,Yes,Yes\nService provider allows for user,No,Yes\n";

    assertThat(lines(rows, FindingCode.SERVICE_NEVER_CHOSEN)).isEmpty();
    assertThat(lines(rows, FindingCode.SERVICE_ONLY_BY_USER_DATA)).hasSize(1);
    assertThat(lines(PLAIN, FindingCode.SERVICE_ONLY_BY_USER_DATA)).isEmpty();
  }

  @Test
  void aServiceIsAlwaysBeatenByOneThatTakesAllThatItTakes() {
    String rows =
        """
        Preferred by service provider,No,Yes
        Picture ok,No,Yes
        """;

    assertThat(lines(rows, FindingCode.SERVICE_ALWAYS_BEATEN))
        .containsExactly(
            "warning: Routing column B: SMS is never the first choice: whenever it could take a"
                + " request, MMS, which takes all that it takes, is preferred");
    assertThat(lines(PLAIN, FindingCode.SERVICE_ALWAYS_BEATEN)).isEmpty();
  }

  @Test
  void aColumnWithoutFunctionIsTold() {
    RoutingTable table = Fixtures.table(PLAIN);

    assertThat(lines(findings(table, Set.of("mms")), FindingCode.SERVICE_NOT_INSTALLED))
        .containsExactly(
            "note: Routing column C: no function is installed for SMS; until then it is never"
                + " chosen");
    assertThat(lines(PLAIN, FindingCode.SERVICE_NOT_INSTALLED)).isEmpty();
  }

  @Test
  void requestsThatNoServiceTakesAreToldInOneLineForEachKind() {
    String rows =
        """
        Preferred by service provider,Yes,No
        Picture ok,No,Yes
        Video clip ok,No,Yes
        Max size (bytes),1000,10 MB
        """;

    assertThat(lines(rows, FindingCode.NO_SERVICE))
        .containsExactly(
            "warning: Routing row 5: anything of more than 10 MB in a message or a file transfer:"
                + " no installed service takes it");
    assertThat(lines(PLAIN, FindingCode.NO_SERVICE)).isEmpty();
  }

  @Test
  void onlyInstalledServicesCloseAGap() {
    RoutingTable table = Fixtures.table(",SMS,MMS\nPicture ok,No,Yes\nVideo clip ok,No,Yes\n");

    assertThat(lines(findings(table, Set.of("sms")), FindingCode.NO_SERVICE))
        .containsExactly(
            "warning: Routing row 2: a picture or a video clip in a message or a file transfer: no"
                + " installed service takes it");
    assertThat(lines(findings(table, Set.of()), FindingCode.NO_SERVICE))
        .containsExactly(
            "warning: Routing: no function is installed for any service of this table");
  }

  @Test
  void aGapOfTwoThingsTogetherIsTold() {
    String rows = "Picture ok,No,Yes\nLocation ok,Yes,No\nMax recipients,5,1\n";

    assertThat(lines(rows, FindingCode.NO_SERVICE))
        .anySatisfy(line -> assertThat(line).contains("a picture with a location in a message"))
        .anySatisfy(line -> assertThat(line).contains("a picture to a group in a message"))
        .anySatisfy(
            line -> assertThat(line).contains("anything to more than 5 recipients in a message"));
  }

  @Test
  void aRowThatEveryServiceFulfilsChangesNothing() {
    assertThat(lines(PLAIN + "Location ok,Yes,Yes\n", FindingCode.ROW_CHANGES_NOTHING))
        .containsExactly(
            "note: Routing row 6: without \"Location ok\" every outcome would be the same: every"
                + " service fulfils it or says nothing");
  }

  @Test
  void aRowThatOthersMakeNeedlessChangesNothing() {
    String rows =
        """
        Audio stream ok,No,Yes
        Bidirectional Voice ok,No,Yes
        Text ok,Yes,No
        """;

    assertThat(lines(rows, FindingCode.ROW_CHANGES_NOTHING))
        .containsExactly(
            "note: Routing row 3: without \"Bidirectional Voice ok\" every outcome would be the"
                + " same: other rows rule out whatever it rules out");
  }

  @Test
  void aSoftRowThatNeverOrdersTwoServicesChangesNothing() {
    String rows =
        """
        Picture ok,No,Yes
        Text ok,Yes,No
        Audio clip ok,No,Yes
        Video clip ok,No,Yes
        Location ok,No,Yes
        Other file ok,No,Yes
        Audio stream ok,No,Yes
        Video stream ok,No,Yes
        Preferred by service provider,Yes,No
        """;

    assertThat(lines(rows, FindingCode.ROW_CHANGES_NOTHING))
        .anySatisfy(line -> assertThat(line).contains("Preferred", "never decides"));
    assertThat(lines(PLAIN, FindingCode.ROW_CHANGES_NOTHING)).isEmpty();
  }

  @Test
  void anEntryThatRulesOutWhatIsOutAnywayNeverMatters() {
    String rows =
        """
        Message ok,No,Yes
        File transfer ok,No,Yes
        Picture ok,No,No
        """;

    assertThat(lines(rows, FindingCode.CELL_NEVER_MATTERS))
        .containsExactly(
            "note: Routing B4: what \"Picture ok\" says for SMS never matters: other rows rule out"
                + " the same requests");
    assertThat(lines(PLAIN, FindingCode.CELL_NEVER_MATTERS)).isEmpty();
  }

  @Test
  void aTieThatOnlyTheOrderOfColumnsBreaksIsTold() {
    assertThat(lines("Picture ok,No,Yes\n", FindingCode.TIE_BY_COLUMN_ORDER))
        .containsExactly(
            "note: Routing column B: SMS comes before MMS only because its column stands further"
                + " left, for example for text in a message");
    assertThat(lines(PLAIN, FindingCode.TIE_BY_COLUMN_ORDER)).isEmpty();
  }

  @Test
  void equalWeightsAreToldOfATableOfWeights() {
    String rows =
        """
        Strategy:,weights,,
        ,SMS,MMS,Weight
        Preferred by service provider,Yes,No,%d
        Wanted,No,Yes,5,
        """;
    String labelled = rows.replace("Wanted,No,Yes,5,", "Always good,No,Yes,5,always");
    String csv = labelled.replace(",Weight", ",Weight,Criterion");

    assertThat(
            lines(
                findings(Fixtures.table(csv.formatted(5)), Set.of("sms", "mms")),
                FindingCode.EQUAL_WEIGHTS))
        .containsExactly(
            "note: Routing row 2: every row that breaks ties weighs 5: the service that fulfils"
                + " more of them wins");
    assertThat(
            lines(
                findings(Fixtures.table(csv.formatted(6)), Set.of("sms", "mms")),
                FindingCode.EQUAL_WEIGHTS))
        .isEmpty();
  }

  /** Checked by hand against the table: for users without data only MMS and PS Voice are left. */
  @Test
  void tableOneOfAppendixDHasTheFindingsThatOneFindsByHand() {
    RoutingTable table = Fixtures.appendixD();

    assertThat(findings(table, Fixtures.ALL).stream().map(Finding::line))
        .containsExactlyInAnyOrder(
            "warning: Routing row 2: anything of more than 45 kB in a message or a file transfer:"
                + " no installed service takes it",
            "warning: Routing row 5: a video clip in a message or a file transfer: no installed"
                + " service takes it",
            "warning: Routing row 3: a video stream in a session or an added stream: no installed"
                + " service takes it",
            "note: Routing column B: SMS takes requests only of users whose own data say yes where"
                + " the table says no",
            "note: Routing column D: Email takes requests only of users whose own data say yes"
                + " where the table says no",
            "note: Routing column F: Internet TV takes requests only of users whose own data say"
                + " yes where the table says no",
            // What has content has a size, and PS Voice takes no octet of it.
            "note: Routing E5: what \"Video clip ok\" says for PS Voice never matters: other rows"
                + " rule out the same requests",
            "note: Routing E6: what \"Audio clip ok\" says for PS Voice never matters: other rows"
                + " rule out the same requests",
            "note: Routing E7: what \"Picture ok\" says for PS Voice never matters: other rows rule"
                + " out the same requests",
            // Bidirectional voice is an audio stream, which they do not take already.
            "note: Routing B9: what \"Bidirectional Voice ok\" says for SMS, MMS and Email never"
                + " matters: other rows rule out the same requests");
  }

  /** Checked by hand: MMS and Email take the same up to their limits; SMS stands first anyway. */
  @Test
  void theTableThatComesWithTheProgramHasTheFindingsThatOneFindsByHand() throws IOException {
    try (InputStream in = IsfRules.class.getResourceAsStream("/isthmus/isf/default-routing.csv")) {
      RoutingTable table = Fixtures.table(Objects.requireNonNull(in).readAllBytes());

      assertThat(
              findings(table, Set.of("sms", "mms", "email")).stream()
                  .map(f -> f.code() + " " + f.place() + " " + f.text()))
          .containsExactlyInAnyOrder(
              "NO_SERVICE row 2 text of more than 10 MB and of more than 10 segments in a message"
                  + " or a file transfer: no installed service takes it",
              "NO_SERVICE row 4 text of more than 10 segments and to more than 100 recipients in a"
                  + " message or a file transfer: no installed service takes it",
              "NO_SERVICE row 2 a picture, an audio clip, a video clip or another file of more than"
                  + " 10 MB in a message or a file transfer: no installed service takes it",
              "NO_SERVICE row 4 a picture, an audio clip, a video clip or another file to more than"
                  + " 100 recipients in a message or a file transfer: no installed service takes"
                  + " it",
              "NO_SERVICE row 6 an audio stream, a video stream or bidirectional voice in a session"
                  + " or an added stream: no installed service takes it",
              "TIE_BY_COLUMN_ORDER column C MMS comes before Email only because its column stands"
                  + " further left, for example for text of more than 10 segments in a message",
              "ROW_CHANGES_NOTHING row 7 without \"Bidirectional Voice ok\" every outcome would be"
                  + " the same: other rows rule out whatever it rules out",
              "ROW_CHANGES_NOTHING row 12 without \"Location ok\" every outcome would be the same:"
                  + " every service fulfils it or says nothing",
              "ROW_CHANGES_NOTHING row 13 without \"Text ok\" every outcome would be the same:"
                  + " every service fulfils it or says nothing",
              "ROW_CHANGES_NOTHING row 14 without \"Preferred by service provider\" every outcome"
                  + " would be the same: it never decides which of two services comes first");
    }
  }
}
