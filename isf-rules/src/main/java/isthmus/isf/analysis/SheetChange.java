package isthmus.isf.analysis;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One difference between two sheets. Numbers of rows and columns are those of the sheet, 1 at the
 * top and at the left, "from" in the one before and "to" in the one after.
 */
public sealed interface SheetChange {

  /** What a line of a sheet is. */
  enum Line {
    /** {@code Name:}, {@code Zone:} and the like, above the headings. */
    SETTING,
    /** A line that begins with #, or a blank one. */
    REMARK,
    /** The row of headings. */
    HEADINGS,
    /** A row below the headings. */
    ROW
  }

  /** Where two cells that belong together stand. */
  record Spot(int fromRow, int fromColumn, int toRow, int toColumn) {}

  /**
   * Another text in a cell.
   *
   * @param row the row's name, or the setting's
   * @param column the heading, empty in settings and remarks
   */
  record CellChanged(Line line, Spot spot, String row, String column, String before, String after)
      implements SheetChange {
    /** Checks the components. */
    public CellChanged {
      requireNonNull(line);
      requireNonNull(spot);
    }
  }

  /** A line that was not there before. */
  record LineAdded(Line line, int toRow, String row, List<String> cells) implements SheetChange {
    /** Copies the cells. */
    public LineAdded {
      cells = List.copyOf(cells);
    }
  }

  /** A line that is gone. */
  record LineRemoved(Line line, int fromRow, String row, List<String> cells)
      implements SheetChange {
    /** Copies the cells. */
    public LineRemoved {
      cells = List.copyOf(cells);
    }
  }

  /** A line that stands elsewhere among the others. */
  record LineMoved(Line line, int fromRow, int toRow, String row) implements SheetChange {}

  /**
   * A column that was not there before.
   *
   * @param cells what stands in it by row number, without blank cells and without added rows, which
   *     are told whole
   */
  record ColumnAdded(int toColumn, String column, SortedMap<Integer, String> cells)
      implements SheetChange {
    /** Copies the cells. */
    public ColumnAdded {
      cells = new TreeMap<>(cells);
    }
  }

  /**
   * A column that is gone.
   *
   * @param cells what stood in it by row number, without blank cells
   */
  record ColumnRemoved(int fromColumn, String column, SortedMap<Integer, String> cells)
      implements SheetChange {
    /** Copies the cells. */
    public ColumnRemoved {
      cells = new TreeMap<>(cells);
    }
  }

  /** A column that stands elsewhere among the others. */
  record ColumnMoved(int fromColumn, int toColumn, String column) implements SheetChange {}
}
