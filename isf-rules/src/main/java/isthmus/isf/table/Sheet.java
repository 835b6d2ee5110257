package isthmus.isf.table;

import java.util.List;

/** The rows of a sheet that are not blank, in order. */
record Sheet(List<Row> rows) {
  Sheet {
    rows = List.copyOf(rows);
  }

  /**
   * One row.
   *
   * @param number its row number in the sheet, 1 at the top
   * @param cells its cells from the left, blank ones included
   */
  record Row(int number, List<SheetCell> cells) {
    Row {
      cells = List.copyOf(cells);
    }

    /** The cell at a position, blank beyond the last one. */
    SheetCell cell(int index) {
      return index < cells.size() ? cells.get(index) : SheetCell.Text.BLANK;
    }

    boolean blank() {
      return cells.stream().allMatch(SheetCell::blank);
    }
  }
}
