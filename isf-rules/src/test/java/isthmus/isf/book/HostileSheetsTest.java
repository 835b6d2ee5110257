package isthmus.isf.book;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.Fixtures;
import isthmus.isf.policy.PolicyHeading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Code, formulas, bombs and noise: refused with their place, never executed, nothing thrown. */
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
    assertThat(everyCell().count()).isEqualTo(headings + settings + 4 * 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=cmd|'/C calc'!A0",
        "@SUM(A1:A9)",
        "+cmd|'/C calc'!A0",
        "-2+3+cmd|'/C calc'!A0",
        "=HYPERLINK(\"http://example.org\")",
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

  @Test
  void aCellOfAHundredKilobytesIsRefusedWithItsPlace() {
    String csv = ",SMS\nText ok,Yes" + "x".repeat(100_000) + "\n";
    assertThat(Books.lines(Books.problems("x.csv", csv.getBytes(StandardCharsets.UTF_8))))
        .singleElement()
        .asString()
        .contains("B2")
        .contains("the cell is too long");
    Worksheet sheet =
        new Worksheet("r", List.of(List.of("", "SMS"), List.of("Text ok", "x".repeat(20_000))));
    Workbook workbook = new Workbook(List.of(sheet));
    assertThat(Books.lines(Books.problems(workbook))).singleElement().asString().contains("r B2");
    assertThat(Books.lines(Books.problems("x.xlsx", WorkbookXlsx.write(workbook))))
        .singleElement()
        .asString()
        .contains("r B2");
  }

  @Test
  void aMillionRowsAreRefused() throws IOException {
    String csv = GOOD + "# x\n".repeat(1_000_000);
    assertThat(Books.lines(Books.problems("x.csv", csv.getBytes(StandardCharsets.UTF_8))))
        .singleElement()
        .asString()
        .contains("too");
    StringBuilder rows = new StringBuilder();
    for (int i = 1; i <= 1_000_000; i++) {
      rows.append("<row r=\"").append(i).append("\"/>");
    }
    rows.append("<row r=\"1000001\"><c r=\"A1000001\"><v>1</v></c></row>");
    assertThat(Books.lines(Books.problems("x.xlsx", withRows(rows.toString()))))
        .singleElement()
        .asString()
        .contains("too many rows");
  }

  @Test
  void twoSheetsOfOneNameAreRefused() throws IOException {
    byte[] file = workbook(Books.sheet("A1", GOOD), Books.sheet("A2", GOOD));
    byte[] twice = replaced(file, "xl/workbook.xml", "name=\"A2\"", "name=\"a1\"");
    assertThat(Books.lines(Books.problems("x.xlsx", twice)))
        .singleElement()
        .asString()
        .startsWith("two sheets are called");
  }

  @Test
  void entitiesOfAWorkbookAreNotResolved() throws IOException {
    byte[] file = workbook(Books.sheet("A", GOOD));
    byte[] hostile =
        replaced(
            file,
            "xl/workbook.xml",
            "<workbook",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><workbook");
    assertThat(Books.reading("x.xlsx", hostile).toString()).doesNotContain("root:");
    byte[] text =
        replaced(
            replaced(
                file,
                "xl/sharedStrings.xml",
                "<sst",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><sst"),
            "xl/sharedStrings.xml",
            ">SMS<",
            ">&e;<");
    assertThat(Books.reading("x.xlsx", text).toString()).doesNotContain("root:");
  }

  @Test
  void manySheetsAreRefused() {
    List<Worksheet> sheets = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      sheets.add(Books.sheet("Sheet " + i, GOOD));
    }
    assertThat(Books.lines(Books.problems("x.xlsx", WorkbookXlsx.write(new Workbook(sheets)))))
        .singleElement()
        .asString()
        .contains("too many sheets");
  }

  @Test
  void noFileMakesTheReaderThrow() {
    Random random = new Random(7);
    List<byte[]> seeds =
        List.of(
            Fixtures.file("typed-by-libreoffice.xlsx"),
            Fixtures.file("saved-by-libreoffice.xlsx"),
            RuleSetReaderTest.POLICY.getBytes(StandardCharsets.UTF_8),
            RuleSetReaderTest.BLOCKED.getBytes(StandardCharsets.UTF_8));
    int bad = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] file = seeds.get(i % seeds.size()).clone();
      for (int n = 1 + random.nextInt(12); n > 0; n--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      bad += Books.problems("x", file).isEmpty() ? 0 : 1;
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      bad += Books.problems("x", noise).isEmpty() ? 0 : 1;
    }
    assertThat(bad).isGreaterThan(2_000);
  }

  /** Mutations inside the parts of a workbook, which the checksums of the archive would hide. */
  @Test
  void noPartOfAWorkbookMakesTheReaderThrow() throws IOException {
    Random random = new Random(8);
    byte[] file = Fixtures.file("typed-by-libreoffice.xlsx");
    int refused = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] changed =
          rewritten(
              file,
              (name, content) -> {
                byte[] part = content.clone();
                for (int n = 1 + random.nextInt(4); n > 0 && part.length > 0; n--) {
                  part[random.nextInt(part.length)] = (byte) (32 + random.nextInt(95));
                }
                return random.nextInt(4) == 0 ? part : content;
              });
      refused += Books.problems("x.xlsx", changed).isEmpty() ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(100);
  }

  private interface Change {
    byte[] of(String name, byte[] content);
  }

  private static byte[] workbook(Worksheet... sheets) {
    return WorkbookXlsx.write(new Workbook(List.of(sheets)));
  }

  private static byte[] withRows(String rows) throws IOException {
    return rewritten(
        workbook(Books.sheet("A", GOOD)),
        (name, content) ->
            name.equals("xl/worksheets/sheet1.xml")
                ? new String(content, StandardCharsets.UTF_8)
                    .replaceFirst(
                        "(?s)<sheetData>.*</sheetData>", "<sheetData>" + rows + "</sheetData>")
                    .getBytes(StandardCharsets.UTF_8)
                : content);
  }

  private static byte[] replaced(byte[] file, String part, String text, String by)
      throws IOException {
    return rewritten(
        file,
        (name, content) -> {
          String xml = new String(content, StandardCharsets.UTF_8);
          if (name.equals(part)) {
            assertThat(xml).contains(text);
          }
          return name.equals(part)
              ? xml.replace(text, by).getBytes(StandardCharsets.UTF_8)
              : content;
        });
  }

  private static byte[] rewritten(byte[] file, Change change) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipFile in =
            ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(file)).get();
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipArchiveEntry entry : Collections.list(in.getEntries())) {
        byte[] content = in.getInputStream(entry).readAllBytes();
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(change.of(entry.getName(), content));
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
