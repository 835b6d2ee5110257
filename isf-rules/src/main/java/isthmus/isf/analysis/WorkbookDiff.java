package isthmus.isf.analysis;

import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How one workbook differs from another, cell by cell. Sheets are the same when they have the same
 * id, else the same name; rows when they have the same id, else the same name, else mostly the same
 * cells; columns when they have the same heading, else mostly the same cells. What stands elsewhere
 * has moved. Blank cells at the end of a row and blank rows at the end of a sheet are nothing.
 *
 * @param sheets every sheet of both, in the order of the workbook after, then those that are gone
 */
public record WorkbookDiff(List<SheetDiff> sheets) {
  /** Copies the list. */
  public WorkbookDiff {
    sheets = List.copyOf(sheets);
  }

  /** Compares two workbooks; takes milliseconds for 1,000 rows of 100 columns. */
  public static WorkbookDiff of(Workbook before, Workbook after) {
    Alignment alignment = new Alignment(before.sheets().size(), after.sheets().size());
    matchById(alignment, before, after);
    matchByName(alignment, before, after);
    boolean[] moved = alignment.moved();
    List<SheetDiff> sheets = new ArrayList<>();
    for (int to = 0; to < after.sheets().size(); to++) {
      Worksheet is = after.sheets().get(to);
      if (alignment.added(to)) {
        sheets.add(SheetDiff.added(is, to + 1));
      } else {
        int from = alignment.source(to);
        Worksheet was = before.sheets().get(from);
        sheets.add(SheetDiff.of(was, is, from + 1, to + 1, moved[to]));
      }
    }
    for (int from = 0; from < before.sheets().size(); from++) {
      if (alignment.removed(from)) {
        sheets.add(SheetDiff.removed(before.sheets().get(from), from + 1));
      }
    }
    return new WorkbookDiff(sheets);
  }

  private static void matchById(Alignment alignment, Workbook before, Workbook after) {
    for (int to = 0; to < after.sheets().size(); to++) {
      Optional<String> id = id(after.sheets().get(to));
      for (int from = 0; from < before.sheets().size() && id.isPresent(); from++) {
        if (alignment.removed(from) && id.equals(id(before.sheets().get(from)))) {
          alignment.match(from, to);
          break;
        }
      }
    }
  }

  private static Optional<String> id(Worksheet sheet) {
    return Outline.of(sheet).setting("Id:");
  }

  private static void matchByName(Alignment alignment, Workbook before, Workbook after) {
    for (int to = 0; to < after.sheets().size(); to++) {
      String name = after.sheets().get(to).name().toLowerCase(Locale.ROOT);
      for (int from = 0; from < before.sheets().size() && alignment.added(to); from++) {
        if (alignment.removed(from)
            && before.sheets().get(from).name().toLowerCase(Locale.ROOT).equals(name)) {
          alignment.match(from, to);
        }
      }
    }
  }

  /** Whether nothing differs. */
  public boolean same() {
    return sheets.stream().allMatch(sheet -> sheet.change() == SheetDiff.Change.SAME);
  }

  /**
   * Makes the changes.
   *
   * @param before the workbook that was compared
   * @return the other one, without blank cells at the ends of rows
   */
  public Workbook apply(Workbook before) {
    List<Worksheet> made = new ArrayList<>();
    for (SheetDiff sheet : sheets) {
      switch (sheet.change()) {
        case ADDED -> sheet.whole().ifPresent(made::add);
        case REMOVED -> {
          // It is not taken over.
        }
        case SAME, CHANGED ->
            made.add(
                SheetPatch.apply(
                    before.sheets().get(sheet.from() - 1), sheet.name(), sheet.changes()));
      }
    }
    return new Workbook(made);
  }

  /** A line for each change, below the name of its sheet. */
  public String toText() {
    return DiffText.of(this);
  }
}
