package isthmus.isf.book;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.Fixtures;
import isthmus.isf.table.Bearing;
import isthmus.isf.table.Cell;
import isthmus.isf.table.Column;
import isthmus.isf.table.Criterion;
import isthmus.isf.table.Fact;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowKind;
import isthmus.isf.table.Source;
import isthmus.isf.table.Strategy;
import isthmus.isf.table.TableRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableCsvTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          "plain",
          "with, comma",
          "with; semicolon; and; more",
          "two\nlines;\nand a third;\nand;\na;\nfifth",
          "\"quoted\"",
          "tab\there",
          "1+1",
          "#number",
          "ünï – ✓ 😀");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "appendix-d-table1.csv",
        "appendix-d-table1.xlsx",
        "appendix-d-table1-typed.xlsx",
        "default-routing.csv"
      })
  void aTableThatWasReadComesBackTheSame(String file) {
    RoutingTable table = Fixtures.table(Fixtures.file(file));
    assertThat(Fixtures.table(TableCsv.write(table))).isEqualTo(table);
  }

  @Test
  void everythingThatAnOperatorMaySetIsWritten() {
    RoutingTable table =
        Fixtures.table(
            """
            Name:,Weekend
            Id:,weekend
            Strategy:,weights
            ,Id,Criterion,Kind,Mandatory,SMS,PS Voice,Weight,Source,Comment
            Small enough,small,size,limit,Relaxable,1 kB,,,,"so, it is"
            PNG,png,media image/png,permission,No,Yes,No,12,user policy,
            """);

    assertThat(TableCsv.write(table).lines())
        .containsExactly(
            "Name:,Weekend,,,,,,,,",
            "Id:,weekend,,,,,,,,",
            "Strategy:,weights,,,,,,,,",
            ",Id,Kind,Criterion,Mandatory,SMS,PS Voice,Weight,Source,Comment",
            "Small enough,small,limit,size,Relaxable,1000,,1,table,\"so, it is\"",
            "PNG,png,permission,media image/png,No,Yes,No,12,user policy,");
    assertThat(Fixtures.table(TableCsv.write(table))).isEqualTo(table);
  }

  @Test
  void anyTableComesBackTheSame() {
    for (int seed = 0; seed < 500; seed++) {
      RoutingTable table = any(new Random(seed));
      assertThat(Fixtures.table(TableCsv.write(table))).as("seed %d", seed).isEqualTo(table);
    }
  }

  private static RoutingTable any(Random random) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      columns.add(
          random.nextBoolean()
              ? Column.ofLabel("Service " + i)
              : new Column("service-" + i, "service-" + i));
    }
    List<TableRow> rows = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      rows.add(row("row-" + i, columns.size(), random));
    }
    Strategy strategy = pick(Strategy.values(), random);
    return new RoutingTable("any", "Any, with; separators", strategy, columns, rows);
  }

  private static TableRow row(String id, int columns, Random random) {
    Fact fact = pick(Fact.values(), random);
    Criterion criterion =
        fact == Fact.MEDIA
            ? new Criterion(fact, Optional.of("application/vnd.ms-*"))
            : Criterion.of(fact);
    RowKind kind =
        fact.numeric()
            ? RowKind.LIMIT
            : pick(
                new RowKind[] {RowKind.CAPABILITY, RowKind.PERMISSION, RowKind.PREFERENCE}, random);
    Source source = fact.numeric() ? Source.TABLE : pick(Source.values(), random);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      cells.add(
          random.nextInt(3) == 0
              ? new Cell.Empty()
              : fact.numeric()
                  ? new Cell.Limit(random.nextLong(1_000_000_000_000_000L), fact.unit())
                  : Cell.YesNo.of(random.nextBoolean()));
    }
    String label = "Row, \"of\" " + id;
    String comment = TEXTS.get(random.nextInt(TEXTS.size()));
    return new TableRow(
        id,
        label,
        kind,
        criterion,
        pick(Bearing.values(), random),
        random.nextInt(TableRow.MAX_WEIGHT + 1),
        source,
        cells,
        comment);
  }

  private static <T> T pick(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }
}
