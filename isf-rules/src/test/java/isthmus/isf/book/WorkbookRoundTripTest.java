package isthmus.isf.book;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.Fixtures;
import isthmus.isf.policy.PolicyHeading;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read as the same. */
class WorkbookRoundTripTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          "",
          "Yes",
          "140",
          "with, comma",
          "with; semicolon; and; more",
          "two\nlines;\n,and a third",
          "\"quoted\" \"\"",
          "tab\there",
          "=1+1",
          "+49*",
          "# a comment, with comma; and \"quote",
          "#",
          "# Sheet: other",
          "Name:",
          "Id:",
          "Type:",
          "policy",
          "list",
          "\uFEFFmark",
          "_x000D_",
          "sep=,",
          "sep=;",
          "'",
          "ünï – ✓ 😀");

  @Test
  void anySheetComesBackFromCsvTheSame() {
    for (int seed = 0; seed < 3_000; seed++) {
      Worksheet sheet = anySheet("Sheet " + seed % 7, new Random(seed));
      byte[] csv = WorksheetCsv.write(sheet).getBytes(StandardCharsets.UTF_8);
      if (!sheet.rows().isEmpty()) {
        assertThat(Books.read("any.csv", csv).sheets()).as("seed %d", seed).containsExactly(sheet);
      }
    }
  }

  @Test
  void anyWorkbookComesBackFromXlsxAndJsonTheSame() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Worksheet> sheets = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(3); i++) {
        Worksheet sheet = anySheet("Sheet " + i, random);
        if (!sheet.rows().isEmpty()) {
          sheets.add(sheet);
        }
      }
      sheets.add(Books.sheet("Last & <least>", "x\n"));
      Workbook workbook = new Workbook(sheets);
      assertThat(Books.read("any.xlsx", WorkbookXlsx.write(workbook)))
          .as("seed %d", seed)
          .isEqualTo(workbook);
      assertThat(WorkbookJson.read(WorkbookJson.write(workbook))).isEqualTo(workbook);
    }
  }

  private static Worksheet anySheet(String name, Random random) {
    List<List<String>> rows = new ArrayList<>();
    for (int row = random.nextInt(7); row > 0; row--) {
      List<String> cells = new ArrayList<>();
      for (int column = random.nextInt(5); column > 0; column--) {
        cells.add(TEXTS.get(random.nextInt(TEXTS.size())));
      }
      rows.add(cells);
    }
    return new Worksheet(name, rows);
  }

  /** Rules made of the examples and words of the catalogue, in any mixture. */
  @Test
  void anyRulesComeBackTheSame() {
    for (int seed = 0; seed < 500; seed++) {
      Workbook workbook = anyRules(new Random(seed));
      RuleSet rules = Books.good(workbook).rules();
      Workbook written = RuleSetWorkbook.of(rules);
      assertThat(Books.good(written).rules()).as("seed %d", seed).isEqualTo(rules);
      assertThat(RuleSetWorkbook.of(Books.good(written).rules())).isEqualTo(written);
    }
  }

  private static Workbook anyRules(Random random) {
    List<List<String>> rows = new ArrayList<>();
    List<PolicyHeading> headings = new ArrayList<>(List.of(PolicyHeading.values()));
    java.util.Collections.shuffle(headings, random);
    rows.add(List.of("Type:", "policy"));
    rows.add(List.of("Zone:", random.nextBoolean() ? "Europe/Berlin" : "UTC"));
    List<String> header = new ArrayList<>(List.of(""));
    headings.forEach(heading -> header.add(heading.heading()));
    rows.add(header);
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      Stage stage = List.of(Stage.values()).get(random.nextInt(Stage.values().length));
      boolean pass = random.nextInt(6) == 0;
      List<String> row = new ArrayList<>(List.of(random.nextBoolean() ? "Rule " + i : ""));
      for (PolicyHeading heading : headings) {
        row.add(anyCell(heading, stage, pass, i, random));
      }
      rows.add(row);
    }
    return new Workbook(
        List.of(
            Books.sheet("First", ",SMS,MMS,Email\nText ok,Yes,Yes,Yes\n"),
            Books.sheet("night", ",SMS\nText ok,Yes\n"),
            new Worksheet("Policy", rows),
            Books.sheet("partners", "Type:,list\nAddress\n+49*\n@example.org\n"),
            Books.sheet("Short numbers", "Type:,map\nFrom,To\n112,110\n110,+4930123456\n")));
  }

  private static String anyCell(
      PolicyHeading heading, Stage stage, boolean pass, int row, Random random) {
    boolean may = heading.stages().contains(stage) && random.nextInt(3) == 0;
    return switch (heading) {
      case STAGE -> stage.word();
      case ID -> random.nextBoolean() ? "id-" + row : "";
      case PASS -> pass ? "Yes" : "";
      case REJECT -> pass ? "" : heading.example();
      case COMMENT -> random.nextBoolean() ? "so, \"it\" is;\nsecond line" : "";
      case FORCE,
          FORBID,
          PREFER,
          TABLE,
          REWRITE_FROM,
          REWRITE_TO,
          VALIDITY,
          RETRY,
          CHANGE_CONTENT ->
          may && !pass ? heading.example() : "";
      case KIND,
          FROM,
          TO,
          FROM_CLASS,
          TO_CLASS,
          SERVICE,
          CONTENT,
          SIZE,
          CHARACTERS,
          WHEN,
          FAILURE,
          FAILED_SERVICE,
          ATTEMPTS ->
          may ? heading.example() : "";
    };
  }

  @Test
  void typedCellsBecomeTheirPlainText() {
    Workbook workbook = Books.read("typed.xlsx", Fixtures.file("typed-by-libreoffice.xlsx"));
    assertThat(workbook.sheets()).extracting(Worksheet::name).containsExactly("Tables", "Blocked");
    assertThat(workbook.sheets().getFirst().rows())
        .containsExactly(
            List.of(),
            List.of("", "# Typed cells, saved by LibreOffice"),
            List.of("", "Name:", "Typed"),
            List.of("", "", "SMS", "MMS", "Email", "Weight", "Comment"),
            List.of("", "Max size (bytes)", "140", "300000", "10000000", "", "2026-11-20"),
            List.of(),
            List.of("", "Text ok", "TRUE", "TRUE", "yes", "", "08:00"),
            List.of("", "Picture ok", "FALSE", "TRUE", "Yes", "7", "0.5"),
            List.of("", "Preferred by service provider", "No", "Yes", "No", "12", "1.2340"));
    RuleSetReading.Good good = Books.good(workbook);
    assertThat(good.rules().first().name()).isEqualTo("Typed");
    assertThat(good.places().column("tables", "sms")).isEqualTo(3);
    assertThat(good.places().row("tables", "picture-ok")).isEqualTo(8);
    assertThat(good.rules().lists().getFirst().entries()).hasSize(2);
  }

  @Test
  void aWorkbookThatLibreOfficeSavedIsTheSame() {
    assertThat(Books.read("saved.xlsx", Fixtures.file("saved-by-libreoffice.xlsx")))
        .isEqualTo(RuleSetReaderTest.workbook());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void germanSpreadsheetsSeparateBySemicolons(String charset) {
    String csv =
        """
        Type:;policy
        Rule;From;Forbid;Comment
        Ausland;"not +49*, list x";sms;"a, b"
        """;
    byte[] file = ("\uFEFF" + csv.replace("\n", "\r\n")).getBytes(Charset.forName(charset));
    assertThat(Books.read("x.csv", file).sheets())
        .containsExactly(
            new Worksheet(
                "policy",
                List.of(
                    List.of("Type:", "policy"),
                    List.of("Rule", "From", "Forbid", "Comment"),
                    List.of("Ausland", "not +49*, list x", "sms", "a, b"))));
  }

  @Test
  void theLineThatTellsExcelTheSeparatorIsNoRow() {
    byte[] csv = "sep=;\r\n;SMS\r\n\"a,b\";Yes".getBytes(StandardCharsets.UTF_8);
    assertThat(Books.read("x.csv", csv).sheets().getFirst().rows())
        .containsExactly(List.of(), List.of("", "SMS"), List.of("a,b", "Yes"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Id:,night|night",
        "Name:,At night|At night",
        "Type:,policy|policy",
        "Type:,list|partners",
        "# nothing|routing",
        "x,y|routing",
        "x,y\n# Sheet: Blocked senders|Blocked senders"
      })
  void aCsvFileIsCalledByWhatItSays(String pair) {
    String[] parts = pair.split("\\|", 2);
    byte[] csv = (parts[0] + "\n").getBytes(StandardCharsets.UTF_8);
    assertThat(Books.read("folder/partners.CSV", csv).sheets().getFirst().name())
        .isEqualTo(parts[1]);
  }
}
