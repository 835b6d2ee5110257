package isthmus.gateway.rules;

import isthmus.gateway.rules.draft.DraftGrid;
import isthmus.gateway.rules.draft.DraftOp;
import isthmus.gateway.rules.draft.DraftSheet;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns the sheets of a file into operations on a draft. */
final class SheetImport {
  private SheetImport() {}

  /**
   * Operations that put the sheets of a file in the place of those that a draft has.
   *
   * @param whole whether sheets that the file does not have go
   */
  static List<DraftOp> ops(DraftGrid grid, Workbook file, boolean whole)
      throws NotPossibleException {
    Workbook now = grid.workbook();
    Workbook then = whole ? file : WorkbookMerge.merge(now, file).book();
    if (then.equals(now)) {
      return List.of();
    }
    List<DraftOp> ops = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < grid.sheets().size(); i++) {
      DraftSheet sheet = grid.sheets().get(i);
      if (then.sheets().contains(now.sheets().get(i))) {
        keys.add(sheet.key());
      } else {
        ops.add(new DraftOp.DeleteSheet(sheet.key()));
      }
    }
    Optional<String> after = Optional.empty();
    for (Worksheet sheet : then.sheets()) {
      int kept = now.sheets().indexOf(sheet);
      String key = kept < 0 ? fresh(grid, keys) : grid.sheets().get(kept).key();
      if (kept < 0) {
        DraftSheet made = DraftGrid.of(new Workbook(List.of(sheet))).sheets().getFirst();
        ops.add(new DraftOp.InsertSheet(key, after, sheet.name(), made.columns(), made.rows()));
      } else {
        ops.add(new DraftOp.MoveSheet(key, after));
      }
      after = Optional.of(key);
    }
    return ops;
  }

  private static String fresh(DraftGrid grid, Set<String> keys) {
    int number = 1;
    while (grid.sheet("s" + number).isPresent() || !keys.add("s" + number)) {
      number++;
    }
    return "s" + number;
  }
}
