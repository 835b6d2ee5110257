package isthmus.gateway.rules;

import isthmus.isf.book.RuleSetReader;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.SheetLimits;
import isthmus.isf.book.WorkbookReader;
import isthmus.isf.book.WorkbookReading;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.Strategy;
import java.nio.charset.StandardCharsets;

/** Routing tables of CSV files, for tests. */
public final class RoutingTables {
  private RoutingTables() {}

  /** The table of a file that holds one. */
  public static RoutingTable of(byte[] csv) {
    return switch (new WorkbookReader(SheetLimits.DEFAULT).read("table.csv", csv)) {
      case WorkbookReading.Good good ->
          switch (new RuleSetReader(Strategy.TOP_DOWN).read(good.workbook())) {
            case RuleSetReading.Good read -> read.rules().first();
            case RuleSetReading.Bad bad -> throw new AssertionError(bad.problems());
          };
      case WorkbookReading.Bad bad -> throw new AssertionError(bad.problems());
    };
  }

  /** The table of a file that holds one. */
  public static RoutingTable of(String csv) {
    return of(csv.getBytes(StandardCharsets.UTF_8));
  }
}
