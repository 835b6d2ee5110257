package isthmus.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkbookMergeTest {
  private static final Worksheet MAIN = sheet("Main", "Id:|gold\nName:|Gold\n|SMS\nText ok|Yes\n");
  private static final Worksheet POLICY = sheet("Policy", "Type:|policy\nRow|Table\nAll|gold\n");
  private static final Worksheet NIGHT = sheet("Night", "|MMS\nText ok|Yes\n");
  private static final Worksheet ANONYMOUS = sheet("routing", "# new\n|Email\nText ok|No\n");

  private static Worksheet sheet(String name, String text) {
    return new Worksheet(
        name, text.lines().map(line -> Arrays.asList(line.split("\\|", -1))).toList());
  }

  private static Workbook book(Worksheet... sheets) {
    return new Workbook(List.of(sheets));
  }

  @Test
  void sheetsOfTheSameNameElseOfTheSameTypeAndIdAreReplaced() throws Exception {
    Worksheet renamed = sheet("Rules", "Type:|policy\nId:|policy\nRow|Table\nAll|night\n");
    Worksheet night = sheet("NIGHT", "|Email\nText ok|Yes\n");
    Worksheet list = sheet("Blocked", "Type:|list\nAddress\n+49*\n");

    MergedBook merged = WorkbookMerge.merge(book(MAIN, POLICY, NIGHT), book(renamed, list, night));

    assertThat(merged.book()).isEqualTo(book(MAIN, renamed, night, list));
    assertThat(merged.replaced())
        .containsExactly(
            new MergedBook.Replaced("Rules", "Policy"), new MergedBook.Replaced("NIGHT", "Night"));
    assertThat(merged.added()).containsExactly("Blocked");
    assertThat(merged.kept()).containsExactly("Main");
    assertThat(merged.told())
        .isEqualTo(
            "replaced: Rules in the place of Policy, NIGHT in the place of Night; new: Blocked;"
                + " as before: Main");
  }

  @Test
  void aLoneTableReplacesALoneOneWhateverTheyAreCalled() throws Exception {
    MergedBook merged = WorkbookMerge.merge(book(MAIN), book(NIGHT));

    assertThat(merged.book()).isEqualTo(book(NIGHT));
    assertThat(merged.told()).isEqualTo("replaced: Night in the place of Main");
  }

  @Test
  void aTableWithANameOfItsOwnIsAddedBesideOtherSheets() throws Exception {
    MergedBook merged = WorkbookMerge.merge(book(MAIN, POLICY), book(NIGHT));

    assertThat(merged.book()).isEqualTo(book(MAIN, POLICY, NIGHT));
    assertThat(merged.told()).isEqualTo("new: Night; as before: Main, Policy");
  }

  @Test
  void aTableThatDoesNotSayWhichOneItIsTakesPlaceNameAndIdOfTheOnlyOne() throws Exception {
    MergedBook merged = WorkbookMerge.merge(book(POLICY, MAIN), book(ANONYMOUS));

    assertThat(merged.book())
        .isEqualTo(
            book(POLICY, sheet("Main", "Id:|gold\nName:|Gold\n# new\n|Email\nText ok|No\n")));
    assertThat(merged.told()).isEqualTo("replaced: Main; as before: Policy");
    // Again when it stands further right.
    Worksheet shifted = sheet("Routing", "||Email\n|Text ok|No\n");
    assertThat(WorkbookMerge.merge(book(MAIN), book(shifted)).book())
        .isEqualTo(book(sheet("Main", "|Id:|gold\n|Name:|Gold\n||Email\n|Text ok|No\n")));
    assertThat(WorkbookMerge.merge(book(NIGHT, POLICY), book(ANONYMOUS)).book().sheets())
        .first()
        .isEqualTo(new Worksheet("Night", ANONYMOUS.rows()));
  }

  @Test
  void aTableThatDoesNotSayWhichOfSeveralItIsIsRefused() throws Exception {
    assertThatThrownBy(() -> WorkbookMerge.merge(book(MAIN, NIGHT), book(ANONYMOUS)))
        .isInstanceOf(NotPossibleException.class)
        .hasMessage(
            "the file does not say which routing table it is; allowed: a row Id: with gold, night,"
                + " or with another id for a table of its own");
    Worksheet third = sheet("routing", "|SMS\nText ok|No\n");
    assertThat(WorkbookMerge.merge(book(MAIN, NIGHT, third), book(ANONYMOUS)).told())
        .as("one of them is called by the name that such files get")
        .isEqualTo("replaced: routing; as before: Main, Night");
  }
}
