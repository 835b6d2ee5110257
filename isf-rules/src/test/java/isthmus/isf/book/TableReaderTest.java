package isthmus.isf.book;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.Fixtures;
import isthmus.isf.table.Bearing;
import isthmus.isf.table.Cell;
import isthmus.isf.table.Column;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowKind;
import isthmus.isf.table.Source;
import isthmus.isf.table.Strategy;
import isthmus.isf.table.TableRow;
import isthmus.isf.table.Unit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableReaderTest {

  @Test
  void theStrategyIsTheReadersUnlessTheSheetNamesOne() {
    TableReader reader = new TableReader(SheetLimits.DEFAULT, Strategy.WEIGHTS);
    String sheet = ",SMS\nText ok,Yes\n";
    assertThat(strategy(reader, sheet)).isEqualTo(Strategy.WEIGHTS);
    assertThat(strategy(reader, "Strategy:,top-down\n" + sheet)).isEqualTo(Strategy.TOP_DOWN);
  }

  private static Strategy strategy(TableReader reader, String sheet) {
    return switch (reader.read("test", sheet.getBytes(StandardCharsets.UTF_8))) {
      case TableReading.Good good -> good.table().strategy();
      case TableReading.Bad bad -> throw new AssertionError(bad.lines());
    };
  }

  @Test
  void appendixDLoadsAsPrinted() {
    RoutingTable table = Fixtures.appendixD();
    assertThat(table.columns())
        .extracting(Column::service)
        .containsExactly("sms", "mms", "email", "ps-voice", "internet-tv");
    assertThat(table.rows()).hasSize(11);
    assertThat(table.rows().getFirst().cells())
        .extracting(Cell::text)
        .containsExactly("140", "45000", "10000000", "0", "1000");
    assertThat(row(table, "preferred-by-service-provider").bearing()).isEqualTo(Bearing.SOFT);
    assertThat(row(table, "service-provider-allows-for-user"))
        .satisfies(
            row -> {
              assertThat(row.kind()).isEqualTo(RowKind.PERMISSION);
              assertThat(row.source()).isEqualTo(Source.USER_POLICY);
              assertThat(row.bearing()).isEqualTo(Bearing.MANDATORY);
            });
    assertThat(row(table, "fine-with-user"))
        .satisfies(
            row -> {
              assertThat(row.kind()).isEqualTo(RowKind.PREFERENCE);
              assertThat(row.source()).isEqualTo(Source.USER_PREFERENCE);
              assertThat(row.bearing()).isEqualTo(Bearing.MANDATORY);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"appendix-d-table1.xlsx", "appendix-d-table1-typed.xlsx"})
  void aWorkbookSavedByLibreOfficeIsTheSameTable(String file) {
    assertThat(Fixtures.table(Fixtures.file(file))).isEqualTo(Fixtures.appendixD());
  }

  @Test
  void separatorsQuotesCaseAndMarksMakeNoDifference() {
    String csv = new String(Fixtures.file("appendix-d-table1.csv"), StandardCharsets.UTF_8);
    RoutingTable table = Fixtures.appendixD();
    assertThat(Fixtures.table(csv.replace(',', ';'))).isEqualTo(table);
    assertThat(Fixtures.table(csv.replace(',', '\t'))).isEqualTo(table);
    assertThat(Fixtures.table("\uFEFF" + csv.replace("\n", "\r\n"))).isEqualTo(table);
    assertThat(Fixtures.table(csv.replaceAll("(?m)([^,\n]+)", "\"$1\""))).isEqualTo(table);
    assertThat(Fixtures.table(csv.replace("Yes", "y").replace("No", "FALSE"))).isEqualTo(table);
    assertThat(Fixtures.table(csv.replace("10.000.000", "\"10,000,000\""))).isEqualTo(table);
    assertThat(Fixtures.table(csv.replace("10.000.000", "10 MB"))).isEqualTo(table);
    assertThat(Fixtures.table(("\uFEFF" + csv).getBytes(StandardCharsets.UTF_16LE)))
        .isEqualTo(table);
    assertThat(
            Fixtures.table("# one; two; three\nName:;test; or so\n" + csv.replace(',', ';')).rows())
        .isEqualTo(table.rows());
    assertThat(Fixtures.table("# one; two\nName:,a; b; c\n" + csv).rows()).isEqualTo(table.rows());
    assertThat(Fixtures.table("# a comment\n\n" + csv + "\n,,,\n")).isEqualTo(table);
    assertThat(Fixtures.table(csv.stripTrailing())).isEqualTo(table);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "140 | 140",
        "0 | 0",
        "10.000.000 | 10000000",
        "10,000,000 | 10000000",
        "10 000 | 10000",
        "10'000 | 10000",
        "1.000 | 1000",
        "10 MB | 10000000",
        "300kB | 300000",
        "1.5 MB | 1500000",
        "1,5 MB | 1500000",
        "1 MiB | 1048576",
        "2 KiB | 2048",
        "12 bytes | 12"
      })
  void sizesAreReadAsPeopleWriteThem(String written, long octets) {
    RoutingTable table = Fixtures.table(",SMS\nMax size (bytes),\"" + written + "\"\n");
    assertThat(table.rows().getFirst().cells())
        .containsExactly(new Cell.Limit(octets, Unit.OCTETS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "1.5",
        "1e3",
        "0x10",
        "1.00",
        "1.000,000",
        "1.500 MB",
        "10 TB",
        "ten",
        "Yes",
        "5 s",
        "99999999999999999999",
        "1.0000.000",
        "140 or so",
        "=70*2",
        "１４０",
        "1..000",
        "TRUE",
        "∞"
      })
  void whatIsNotAWholeNumberIsRefused(String written) {
    assertThat(Fixtures.read(",SMS\nMax size (bytes),\"" + written + "\"\n"))
        .isInstanceOfSatisfying(
            TableReading.Bad.class,
            bad -> {
              assertThat(bad.problems()).hasSize(1);
              assertThat(bad.problems().getFirst().place()).isEqualTo("B2");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "oui", "1", "0", "x", "maybe", "Yes!", "yes no", "-", "NULL"})
  void whatIsNeitherYesNorNoIsRefused(String written) {
    assertThat(Fixtures.read(",SMS\nText ok," + written + "\n"))
        .isInstanceOfSatisfying(
            TableReading.Bad.class,
            bad ->
                assertThat(bad.lines())
                    .startsWith("B2 \"" + written + "\": neither yes nor no (Text ok, SMS)")
                    .endsWith("allowed: Yes, No, or empty"));
  }

  @Test
  void extraColumnsAddCriteriaWithoutARelease() {
    RoutingTable table =
        Fixtures.table(
            """
            Id:,night
            Name:,"Night, cheap"
            Strategy:,Weights
            Criterion,Id,SMS,Kind,Criterion,Mandatory,Weight,Source,Comment,WhatsOn
            PDF files,pdf,No,,media application/pdf,,,,as a file,Yes
            Cheap,,Yes,preference,always,,20,,,No
            Prefers for pictures,,No,preference,picture,,5,,,Yes
            Class of user,,Yes,permission,always,,,user policy,,
            Max size,,140,,,No,7,,,2 kB
            """);
    assertThat(table.id()).isEqualTo("night");
    assertThat(table.name()).isEqualTo("Night, cheap");
    assertThat(table.strategy()).isEqualTo(Strategy.WEIGHTS);
    assertThat(table.columns()).extracting(Column::service).containsExactly("sms", "whatson");
    assertThat(table.rows())
        .extracting(TableRow::id, TableRow::kind, TableRow::bearing, TableRow::weight)
        .containsExactly(
            tuple("pdf", RowKind.CAPABILITY, Bearing.MANDATORY, 1),
            tuple("cheap", RowKind.PREFERENCE, Bearing.SOFT, 20),
            tuple("prefers-for-pictures", RowKind.PREFERENCE, Bearing.SOFT, 5),
            tuple("class-of-user", RowKind.PERMISSION, Bearing.MANDATORY, 1),
            tuple("max-size", RowKind.LIMIT, Bearing.SOFT, 7));
    assertThat(table.rows().get(3).source()).isEqualTo(Source.USER_POLICY);
    assertThat(table.rows().getFirst().comment()).isEqualTo("as a file");
  }

  @Test
  void allProblemsAreToldAtOnceInTheOrderOfTheSheet() {
    assertThat(Fixtures.read(",SMS,MMS\nText ok,ja,nein\nSpeed,1,2\nMax size,1,two\n"))
        .isInstanceOfSatisfying(
            TableReading.Bad.class,
            bad ->
                assertThat(bad.problems())
                    .extracting(CellProblem::place)
                    .containsExactly("B2", "C2", "A3", "C4"));
  }

  @Test
  void randomAndDamagedFilesNeverThrow() {
    Random random = new Random(42);
    List<byte[]> seeds =
        List.of(
            Fixtures.file("appendix-d-table1.csv"),
            Fixtures.file("appendix-d-table1.xlsx"),
            Fixtures.file("formulas.xlsx"));
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] file = seeds.get(i % seeds.size()).clone();
      for (int n = 1 + random.nextInt(8); n > 0; n--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      if (i % 5 == 0) {
        file = java.util.Arrays.copyOf(file, random.nextInt(file.length));
      }
      refused += Fixtures.read(file) instanceof TableReading.Bad ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  private static TableRow row(RoutingTable table, String id) {
    return table.rows().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
  }
}
