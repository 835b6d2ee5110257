package isthmus.isf.book;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.Fixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;

/** Bombs, forgeries and noise: refused, and nothing thrown. */
class HostileFilesTest {
  private static final String GOOD = ",SMS\nText ok,Yes\n";

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
  void formulasOfEveryKindAreRefused() throws IOException {
    String rows =
        """
        <row r="1"><c r="B1" t="inlineStr"><is><t>SMS</t></is></c></row>
        <row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">1+1</f><v>2</v></c></row>
        <row r="3"><c r="A3"><f t="shared" si="0"/><v>2</v></c></row>
        <row r="4"><c r="A4" t="str"><f>"Yes"</f><v>Yes</v></c></row>
        <row r="5"><c r="A5"><f t="array" ref="A5">SUM(B1:B2)</f><v>2</v></c></row>
        <row r="6"><c r="A6" t="b"><f>TRUE()</f><v>1</v></c></row>
        <row r="7"><c r="A7" t="e"><v>#DIV/0!</v></c></row>
        """;
    assertThat(Books.problems("x.xlsx", withRows(rows)))
        .extracting(problem -> problem.problem().place())
        .containsExactly("A2", "A3", "A4", "A5", "A6", "A7");
  }

  @Test
  void moreRowsThanRulesAreCompiledOfAreRefused() {
    String csv = "Type:,policy\nRule,Forbid\n" + ",sms\n".repeat(2_001);
    Workbook workbook =
        new Workbook(List.of(Books.sheet("routing", GOOD), Books.sheet("policy", csv)));
    assertThat(Books.lines(Books.problems(workbook)))
        .containsExactly("policy row 2003: too many rows; allowed: 2000 rows below the headings");
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

  /** The library would make room for every cell before it; this one file ended the program. */
  @Test
  void aCellThatNoSpreadsheetHasIsRefused() throws IOException {
    for (String address : List.of("ZZZZZZ1", "FXSHRXW1", "XFD", "~1", "1")) {
      String row = "<row r=\"1\"><c r=\"" + address + "\"><v>1</v></c></row>";
      assertThat(Books.lines(Books.problems("x.xlsx", withRows(row))))
          .as(address)
          .singleElement()
          .asString()
          .contains("damaged");
    }
  }

  @Test
  void manyCellsFarToTheRightAreRefused() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 1; i <= 20_000; i++) {
      rows.append("<row r=\"").append(i).append("\"><c r=\"XFD").append(i).append("\"/></row>");
    }
    assertThat(Books.lines(Books.problems("x.xlsx", withRows(rows.toString()))))
        .singleElement()
        .asString()
        .contains("too far to the right");
  }

  /** Room would be made for every string before it. */
  @Test
  void aSharedStringThatIsNotThereIsRefused() throws IOException {
    for (String index : List.of("99999999", "2147483647", "-1", "99999999999999")) {
      String row = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>" + index + "</v></c></row>";
      assertThat(Books.lines(Books.problems("x.xlsx", withRows(row))))
          .as(index)
          .singleElement()
          .asString()
          .contains("damaged");
    }
  }

  /** The time to read it would grow with the square of its length. */
  @Test
  void aNumberOfAMillionDigitsIsRefused() throws IOException {
    String row = "<row r=\"1\"><c r=\"A1\"><v>" + "9".repeat(1_000_000) + "</v></c></row>";
    assertThat(Books.lines(Books.problems("x.xlsx", withRows(row))))
        .singleElement()
        .asString()
        .contains("damaged");
  }

  @Test
  void twoTabsOfOneSheetAreRefused() throws IOException {
    byte[] file = workbook(Books.sheet("A", GOOD));
    byte[] twice =
        rewritten(
            file,
            (name, content) ->
                name.equals("xl/workbook.xml")
                    ? new String(content, StandardCharsets.UTF_8)
                        .replaceFirst(
                            "<sheet name=\"A\"([^>]*)/>",
                            "<sheet name=\"A\"$1/><sheet name=\"B\"$1/>")
                        .getBytes(StandardCharsets.UTF_8)
                    : content);
    assertThat(Books.lines(Books.problems("x.xlsx", twice)))
        .singleElement()
        .asString()
        .contains("damaged");
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
    for (int i = 0; i < 800; i++) {
      byte[] file = seeds.get(i % seeds.size()).clone();
      for (int n = 1 + random.nextInt(12); n > 0; n--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      bad += Books.problems("x", file).isEmpty() ? 0 : 1;
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      bad += Books.problems("x", noise).isEmpty() ? 0 : 1;
    }
    assertThat(bad).isGreaterThan(800);
  }

  /** Mutations inside the parts of a workbook, which the checksums of the archive would hide. */
  @Test
  void noPartOfAWorkbookMakesTheReaderThrow() throws IOException {
    Random random = new Random(8);
    byte[] file = Fixtures.file("typed-by-libreoffice.xlsx");
    int refused = 0;
    for (int i = 0; i < 300; i++) {
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
    assertThat(refused).isGreaterThan(30);
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
