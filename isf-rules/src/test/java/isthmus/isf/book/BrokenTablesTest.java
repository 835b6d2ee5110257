package isthmus.isf.book;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.Fixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken tables, each with its one finding; and code, which no cell of any kind takes. */
class BrokenTablesTest {
  private static final String CODE = "true); System.exit(7); x(";

  static Stream<Arguments> broken() {
    return Stream.of(
        broken("an empty file", "", "the sheet is empty"),
        broken("services but no criteria", ",SMS,MMS\n", "row 1: no criteria below the services"),
        broken("criteria but no services", "Criteria\nText ok\n", "row 1 \"Criteria\": no service"),
        broken(
            "a service twice",
            ",SMS,MMS,sms\nText ok,Yes,Yes,No\n",
            "D1 \"sms\": a second column for sms"),
        broken(
            "a service that is no name",
            ",SMS,\"M(M)S\"\nText ok,Yes,\n",
            "C1 \"M(M)S\": not a service name"),
        broken(
            "CPM as a service",
            ",SMS,CPM\nText ok,Yes,\n",
            "C1 \"CPM\": CPM itself is no service to leave it by"),
        broken(
            "an unknown criterion",
            ",SMS\nText ok,Yes\nSmell ok,Yes\n",
            "A3 \"Smell ok\": not a criterion known by this name"),
        broken(
            "an unknown word in the Criterion column",
            ",SMS,Criterion\nSmell,Yes,smell\n",
            "C2 \"smell\": no such criterion"),
        broken(
            "the same row twice",
            ",SMS\nText ok,Yes\nText OK,No\n",
            "A3 \"Text OK\": the same criterion as in row 2"),
        broken(
            "a word for a number",
            ",SMS,MMS\nMax size (bytes),140,lots\n",
            "C2 \"lots\": not a number (Max size (bytes), MMS)"),
        broken(
            "a number for yes or no",
            ",SMS,MMS\nText ok,140,Yes\n",
            "B2 \"140\": neither yes nor no (Text ok, SMS)"),
        broken(
            "a negative limit",
            ",SMS\nMax size (bytes),-140\n",
            "B2 \"-140\": a limit is not negative"),
        broken(
            "an entry beyond the services",
            ",SMS\nText ok,Yes,No\n",
            "C2 \"No\": an entry in a column without a heading"),
        broken("a row without a name", ",SMS\n,Yes\n", "A2: the row has no name"),
        broken(
            "a kind that does not fit",
            ",SMS,Kind\nMax size,140,capability\n",
            "C2 \"capability\": not a kind of row for size"),
        broken(
            "a weight that is no number",
            ",SMS,Weight\nText ok,Yes,heavy\n",
            "C2 \"heavy\": not a number"),
        broken(
            "a limit from the user",
            ",SMS,Source\nMax size,140,user policy\n",
            "C2 \"user policy\": not a source for size"),
        broken(
            "an unknown strategy",
            "Strategy:,best\n,SMS\nText ok,Yes\n",
            "B1 \"best\": no such strategy"),
        broken(
            "an unknown setting",
            "Stratgy:,weights\n,SMS\nText ok,Yes\n",
            "A1 \"Stratgy:\": no such setting of a table"),
        broken(
            "a quote that is never closed",
            ",SMS\n\"Text ok,Yes\n",
            "A2 \"\"Text ok,Yes\": a quote is never closed"),
        broken(
            "a misspelt Weight",
            ",SMS,Weigth\nText ok,Yes,10\nPicture ok,No,5\n",
            "C1 \"Weigth\": read as a service, and row 2 says \"10\" below it: neither yes nor no;"
                + " perhaps Weight is meant"),
        broken(
            "a misspelt Mandatory",
            ",SMS,Mandatry\nText ok,Yes,No\nFine with user,Yes,Relaxable\n",
            "C1 \"Mandatry\": read as a service, and row 3 says \"Relaxable\" below it: neither yes"
                + " nor no; perhaps Mandatory is meant"),
        broken(
            "a misspelt Comment",
            ",SMS,Commnt\nText ok,Yes,\nMax size,140,as agreed\n",
            "C1 \"Commnt\": read as a service, and row 3 says \"as agreed\" below it: not a number;"
                + " perhaps Comment is meant"),
        broken(
            "a misspelt Criterion of rows with names of their own",
            ",SMS,Criteria\nOffice files,Yes,media application/pdf\nSmall,140,size\n",
            "C1 \"Criteria\": read as a service, and row 2 says \"media application/pdf\" below it:"
                + " not an entry of a service; perhaps Criterion is meant"),
        broken(
            "a misspelt name",
            ",SMS\nTxet ok,Yes\n",
            "A2 \"Txet ok\": not a criterion known by this name; perhaps Text ok is meant"),
        broken(
            "a media pattern that is none",
            ",SMS,Criterion\nFiles,Yes,media *\n",
            "C2 \"media *\": no such criterion"));
  }

  private static Arguments broken(String name, String csv, String line) {
    return Arguments.argumentSet(name, csv, line);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenTableHasItsOneFinding(String csv, String line) {
    TableReading.Bad bad = (TableReading.Bad) Fixtures.read(csv);
    assertThat(bad.problems()).describedAs(bad.lines()).hasSize(1);
    assertThat(bad.lines()).startsWith(line);
    assertThat(bad.problems().getFirst().allowed()).isNotEmpty();
  }

  static Stream<Arguments> code() {
    String entry = '"' + CODE + '"';
    return Stream.of(
        Arguments.argumentSet("yes or no", ",SMS\nText ok," + entry + "\n", "B2"),
        Arguments.argumentSet("limit", ",SMS\nMax size (bytes)," + entry + "\n", "B2"),
        Arguments.argumentSet(
            "permission", ",SMS\nService provider allows for user," + entry, "B2"),
        Arguments.argumentSet("preference", ",SMS\nPreferred by service provider," + entry, "B2"),
        Arguments.argumentSet("user preference", ",SMS\nFine with user," + entry, "B2"),
        Arguments.argumentSet("label", ",SMS\n" + entry + ",Yes\n", "A2"),
        Arguments.argumentSet("service", ",SMS," + entry + "\nText ok,Yes,Yes\n", "C1"),
        Arguments.argumentSet("id", ",SMS,Id\nText ok,Yes," + entry + "\n", "C2"),
        Arguments.argumentSet("kind", ",SMS,Kind\nText ok,Yes," + entry + "\n", "C2"),
        Arguments.argumentSet("criterion", ",SMS,Criterion\nText ok,Yes," + entry + "\n", "C2"),
        Arguments.argumentSet("mandatory", ",SMS,Mandatory\nText ok,Yes," + entry + "\n", "C2"),
        Arguments.argumentSet("weight", ",SMS,Weight\nText ok,Yes," + entry + "\n", "C2"),
        Arguments.argumentSet("source", ",SMS,Source\nText ok,Yes," + entry + "\n", "C2"),
        Arguments.argumentSet("table id", "Id:," + entry + "\n,SMS\nText ok,Yes\n", "B1"),
        Arguments.argumentSet("strategy", "Strategy:," + entry + "\n,SMS\nText ok,Yes\n", "B1"));
  }

  @ParameterizedTest
  @MethodSource("code")
  void codeInACellIsRefusedWithItsPlace(String csv, String place) throws IOException {
    for (byte[] file : List.of(csv.getBytes(StandardCharsets.UTF_8), workbook(csv))) {
      TableReading.Bad bad = (TableReading.Bad) Fixtures.read(file);
      assertThat(bad.problems()).describedAs(bad.lines()).hasSize(1);
      assertThat(bad.problems().getFirst().place()).isEqualTo(place);
      assertThat(bad.problems().getFirst().cell()).isEqualTo(CODE);
    }
  }

  @Test
  void formulasOfAWorkbookAreRefusedWithTheirPlace() {
    TableReading.Bad bad = (TableReading.Bad) Fixtures.read(Fixtures.file("formulas.xlsx"));
    assertThat(bad.problems())
        .extracting(CellProblem::place, CellProblem::wrong)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("B2", "a formula is not taken"),
            org.assertj.core.groups.Tuple.tuple("B3", "a formula is not taken"),
            org.assertj.core.groups.Tuple.tuple("B4", "a formula is not taken"));
  }

  @Test
  void aZipBombIsRefusedWithoutUnpackingIt() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
      byte[] block = new byte[1_000_000];
      for (int i = 0; i < 1_000; i++) {
        zip.write(block);
      }
      zip.closeEntry();
    }
    assertThat(bytes.size()).isLessThan(SheetLimits.DEFAULT.maxFileBytes());
    TableReading.Bad bad = (TableReading.Bad) Fixtures.read(bytes.toByteArray());
    assertThat(bad.lines()).startsWith("the XLSX file is too big when unpacked");
  }

  @Test
  void sheetsBeyondTheirBoundsAreRefused() throws IOException {
    assertThat(lines(",SMS\n" + "# x\n".repeat(2_000))).startsWith("row 1001: too many rows");
    assertThat(lines("," + "SMS,".repeat(200))).startsWith("CW1: too many columns");
    assertThat(lines(",SMS\n" + "x".repeat(5_000) + ",Yes\n"))
        .contains("the cell is too long; allowed: 1000 characters");
    assertThat(((TableReading.Bad) Fixtures.read(new byte[3_000_000])).lines())
        .startsWith("the file is too big");
    assertThat(
            ((TableReading.Bad) Fixtures.read(workbook(",SMS\n" + "Text ok,Yes\n".repeat(1_500))))
                .lines())
        .startsWith("row 1001: too many rows");
  }

  @Test
  void whatIsNoSheetIsRefusedAsAWhole() {
    assertThat(((TableReading.Bad) Fixtures.read(new byte[] {'P', 'K', 3, 4, 0, 0})).lines())
        .startsWith("the XLSX file is damaged");
    assertThat(
            ((TableReading.Bad) Fixtures.read(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, 0x00}))
                .lines())
        .startsWith("an old or encrypted Excel file");
    assertThat(((TableReading.Bad) Fixtures.read(new byte[] {',', 'S', (byte) 0xC3, '\n'})).lines())
        .startsWith("the file is not UTF-8 text");
  }

  private static String lines(String csv) {
    return ((TableReading.Bad) Fixtures.read(csv)).lines();
  }

  /** A workbook with the same texts as a simple CSV file. */
  private static byte[] workbook(String csv) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (org.dhatim.fastexcel.Workbook workbook =
        new org.dhatim.fastexcel.Workbook(bytes, "test", "1.0")) {
      org.dhatim.fastexcel.Worksheet sheet = workbook.newWorksheet("Routing");
      List<String> lines = csv.lines().toList();
      for (int row = 0; row < lines.size(); row++) {
        String[] cells = lines.get(row).split(",", -1);
        for (int column = 0; column < cells.length; column++) {
          String text = cells[column].replaceAll("^\"|\"$", "");
          if (!text.isEmpty()) {
            sheet.value(row, column, text);
          }
        }
      }
    }
    return bytes.toByteArray();
  }
}
