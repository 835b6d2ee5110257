package isthmus.gateway.rules;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.store.PostgresRuleSets.Stored;
import isthmus.isf.book.CellProblem;
import isthmus.isf.book.RuleSetReader;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.SheetLimits;
import isthmus.isf.book.SheetProblem;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.WorkbookJson;
import isthmus.isf.book.WorkbookReader;
import isthmus.isf.book.WorkbookReading;
import isthmus.isf.book.Worksheet;
import isthmus.isf.table.Strategy;
import java.util.ArrayList;
import java.util.List;

/** Workbooks from files and from the database, and what they mean. */
final class Books {
  private static final WorkbookReader FILES = new WorkbookReader(SheetLimits.WORKBOOK);

  private Books() {}

  /** Reads a file, CSV or XLSX by its content. */
  static WorkbookReading read(String name, Octets file) {
    return FILES.read(name, file.toByteArray());
  }

  /**
   * The workbook of a version; bad when a newer release wrote what this one does not know. A file
   * of an earlier release, which read one sheet, is that sheet.
   */
  static WorkbookReading stored(Stored stored) {
    if (stored.strange().isPresent()) {
      return newer(stored.strange().get());
    }
    if (stored.book().isPresent()) {
      try {
        return new WorkbookReading.Good(WorkbookJson.read(stored.book().get()));
      } catch (IllegalArgumentException unknown) {
        return newer(String.valueOf(unknown.getMessage()));
      }
    }
    return switch (read(stored.file().name(), stored.file().octets())) {
      case WorkbookReading.Good(Workbook book) ->
          new WorkbookReading.Good(new Workbook(book.sheets().subList(0, 1)));
      case WorkbookReading.Bad bad -> bad;
    };
  }

  private static WorkbookReading newer(String what) {
    CellProblem problem = new CellProblem(0, 0, "", "made by a newer release: " + what, "");
    return new WorkbookReading.Bad(List.of(new SheetProblem("", problem)));
  }

  /**
   * What a workbook means.
   *
   * @param strategy how ties are broken by sheets that do not say
   */
  static RuleSetReading rules(Workbook book, Strategy strategy) {
    return new RuleSetReader(strategy).read(book);
  }

  /**
   * The same workbook for where ties are broken otherwise by sheets that do not say: they say it.
   *
   * @param was how they were broken
   * @param now how they would be broken
   */
  static Workbook carried(Workbook book, Strategy was, Strategy now) {
    return was == now
        ? book
        : new Workbook(book.sheets().stream().map(sheet -> saying(sheet, was)).toList());
  }

  private static Worksheet saying(Worksheet sheet, Strategy strategy) {
    SheetHead head = SheetHead.of(sheet);
    if (!head.type().equals("routing") || head.strategy()) {
      return sheet;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "Strategy:",
            switch (strategy) {
              case TOP_DOWN -> "top-down";
              case WEIGHTS -> "weights";
            }));
    rows.addAll(sheet.rows());
    return new Worksheet(sheet.name(), rows);
  }
}
