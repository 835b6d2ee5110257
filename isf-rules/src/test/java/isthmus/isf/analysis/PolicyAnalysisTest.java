package isthmus.isf.analysis;

import static isthmus.isf.analysis.AnalysedSheets.LIST;
import static isthmus.isf.analysis.AnalysedSheets.ROUTING;
import static isthmus.isf.analysis.AnalysedSheets.analysis;
import static isthmus.isf.analysis.AnalysedSheets.assertFound;
import static isthmus.isf.analysis.AnalysedSheets.lines;
import static isthmus.isf.analysis.AnalysedSheets.policy;
import static isthmus.isf.analysis.AnalysedSheets.read;
import static isthmus.isf.analysis.AnalysedSheets.sheet;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.book.RuleSetReading;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.Range;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of the policy table that are never asked, say the opposite of others, or do nothing. */
class PolicyAnalysisTest {
  private static List<String> unreachable(String... rows) {
    return lines(FindingCode.POLICY_ROW_UNREACHABLE, ROUTING, LIST, policy(rows));
  }

  @Test
  void aRowBelowOneThatFitsAllItFitsIsNeverReached() {
    assertThat(unreachable("A; To=+49*; Force=sms", "B; To=+4930*; Size=> 1 kB; Force=mms"))
        .containsExactly(
            "warning: Policy row 4: \"B\" is never reached: \"A\" (row 3) above it fits all that it"
                + " fits, and the first row that fits decides");
    assertThat(unreachable("A; To=+4930*; Force=sms", "B; To=+49*; Force=mms")).isEmpty();
    assertThat(unreachable("A; To=+49*; Force=sms", "B; Stage=decision; To=+49*; Force=mms"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          To=+49* | To=+4930000..+4939999
          To=+4930000..+4939999 | To=+4931000..+4931999
          To=+49*, +43* | To=+4930*, +431
          To=@*.example.org | To=@mail.example.org
          To=@example.org | To=mailto:bob@example.org
          To=list blocked | To=+49151*
          To=+49*, @spam.example | To=list blocked
          To=not +49* | To=not +4*
          To=not +49* | To=+43*
          Kind=message, session | Kind=message
          Size=> 1 kB | Size=2 kB..3 kB
          Characters=161.. | Characters=200
          Content=picture, video clip | Content=image/png
          Content=picture | Content=image/gif, image/png
          Content=not image/png | Content=not picture
          When=Mon-Fri 08:00-17:00 | When=Tue 09:00-10:00; Wed 08:00-17:00
          When=22:00-06:00 | When=Mon 23:00-24:00; Tue 00:00-05:00
          When=not Mon 00:00-24:00 | When=Tue-Sat 00:00-24:00
          Service=sms, mms | Service=sms
          Service=not sms | Service=mms
          """)
  void oneConditionFollowsFromAnother(String wide, String narrow) {
    assertThat(unreachable("A; " + wide + "; Force=sms", "B; " + narrow + "; Force=mms"))
        .hasSize(1);
    assertThat(unreachable("A; " + narrow + "; Force=sms", "B; " + wide + "; Force=mms"))
        .as("not the other way round")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          To=+49* | To=+43*
          To=+4930000..+4939999 | To=+4940000..+4949999
          To=+49* | To=mailto:bob@example.org
          To=+49* | To=not +4*
          Kind=message | Kind=session
          Size=> 1 kB | Size=<= 1 kB
          Content=picture | Content=not image/*
          When=Mon 08:00-12:00 | When=Mon 12:00-13:00
          Service=sms | Service=mms
          Service=sms | Service=not sms, mms
          """)
  void conditionsThatExcludeEachOtherOverlapNowhere(String one, String other) {
    assertThat(overlaps("A; " + one + "; Force=sms", "B; " + other + "; Force=mms")).isEmpty();
  }

  @Test
  void conditionsOnDifferentThingsOverlap() {
    assertThat(overlaps("A; Content=picture; Force=sms", "B; Content=text; Force=mms")).hasSize(1);
    assertThat(overlaps("A; To=+49*; Force=sms", "B; To=@example.org; Force=mms")).hasSize(1);
  }

  private static List<String> overlaps(String... rows) {
    return lines(FindingCode.POLICY_ROWS_OVERLAP, ROUTING, policy(rows));
  }

  @Test
  void rowsThatShareRequestsAndSayTheOppositeAreTold() {
    assertThat(overlaps("A; To=+49*; Force=sms", "B; Size=> 1 kB; Force=mms"))
        .containsExactly(
            "note: Policy row 4: \"B\" shares requests with \"A\" (row 3) (forces sms, this mms);"
                + " for those the upper row decides");
    assertThat(overlaps("A; To=+49*; Forbid=sms", "B; Size=> 1 kB; Prefer=sms")).hasSize(1);
    assertThat(overlaps("A; To=+49*; Reject=403 No", "B; Size=> 1 kB; Forbid=mms")).hasSize(1);
    assertThat(overlaps("A; To=+49*; Force=sms", "B; Size=> 1 kB; Force=sms")).isEmpty();
    // An exception above its rule is how such tables are written.
    assertThat(overlaps("A; To=+4930*; Force=sms", "B; To=+49*; Force=mms")).isEmpty();
  }

  @Test
  void aRowWhoseConditionsExcludeEachOtherNeverFits() {
    RuleSetReading.Good good = read(ROUTING);
    RuleSet rules = good.rules();

    assertThat(neverFits(rules, row(Stage.SELECTION, size(0, 9), size(10, 20))))
        .containsExactly(
            "warning: p: \"Row\" never fits: its conditions on Size exclude each other");
    assertThat(neverFits(rules, row(Stage.SELECTION, size(0, 10), size(10, 20)))).isEmpty();
  }

  @Test
  void aRowThatWaitsForAFailureWhereNothingFailedNeverFits() {
    RuleSet rules = read(ROUTING).rules();
    Condition failed = new Condition.FailureIs(Condition.Sense.IS, Set.of("congested"));

    assertThat(neverFits(rules, row(Stage.SELECTION, failed)))
        .containsExactly("warning: p: \"Row\" never fits: nothing has failed at stage selection");
    assertThat(neverFits(rules, row(Stage.FAILURE, failed))).isEmpty();
    assertThat(neverFits(rules, row(Stage.FAILURE, new Condition.AttemptsWithin(new Range(0, 0)))))
        .hasSize(1);
  }

  @Test
  void aRowOfAnEmptyListOrNoTimeNeverFits() {
    assertFound(
            FindingCode.POLICY_ROW_NEVER_FITS,
            ROUTING,
            sheet("Empty", "Type:|list\nAddress\n"),
            policy("A; From=list empty; Force=sms"))
        .containsExactly(
            "warning: Policy row 3: \"A\" never fits: its condition on From fits nothing");
    assertFound(
            FindingCode.POLICY_ROW_NEVER_FITS,
            ROUTING,
            policy("A; When=not Mon-Sun 00:00-24:00; Force=sms"))
        .hasSize(1);
    assertFound(
            FindingCode.POLICY_ROW_NEVER_FITS,
            ROUTING,
            LIST,
            policy("A; From=list blocked; When=not Mon 00:00-24:00; Force=sms"))
        .isEmpty();
  }

  private static Condition size(long least, long most) {
    return new Condition.SizeWithin(new Range(least, most));
  }

  private static PolicyRow row(Stage stage, Condition... conditions) {
    return new PolicyRow(
        "row", "Row", stage, List.of(conditions), List.of(new Action.Force("sms")), "");
  }

  private static List<String> neverFits(RuleSet tables, PolicyRow row) {
    return lines(FindingCode.POLICY_ROW_NEVER_FITS, analysis(tables, row));
  }

  @Test
  void aRowThatTheRowsBelowMakeNeedlessChangesNothing() {
    assertFound(
            FindingCode.POLICY_ROW_CHANGES_NOTHING,
            ROUTING,
            policy("A; To=+4930*; Force=sms", "B; To=+43*; Force=mms", "C; To=+49*; Force=sms"))
        .containsExactly(
            "note: Policy row 3: without \"A\" nothing would change: \"C\" (row 5) below it does"
                + " the same");
    assertFound(
            FindingCode.POLICY_ROW_CHANGES_NOTHING,
            ROUTING,
            policy("A; To=+4930*; Force=sms", "B; To=+493*; Force=mms", "C; To=+49*; Force=sms"))
        .isEmpty();
  }

  @Test
  void aRowThatPassesWithNothingToPassChangesNothing() {
    assertFound(
            FindingCode.POLICY_ROW_CHANGES_NOTHING,
            ROUTING,
            policy("A; To=+4930*; Pass=Yes", "B; To=+43*; Force=mms"))
        .singleElement()
        .asString()
        .contains("no row below it would do anything");
    assertFound(
            FindingCode.POLICY_ROW_CHANGES_NOTHING,
            ROUTING,
            policy("A; To=+4930*; Pass=Yes", "B; To=+49*; Force=mms"))
        .isEmpty();
  }
}
