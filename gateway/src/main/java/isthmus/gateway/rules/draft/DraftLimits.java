package isthmus.gateway.rules.draft;

import isthmus.isf.book.SheetLimits;
import isthmus.isf.book.SheetName;
import isthmus.isf.book.Workbook;
import java.util.Optional;

/**
 * Bounds of a draft, so that no editor can exhaust the gateway.
 *
 * @param sheets most sheets
 * @param rows most rows of a sheet
 * @param columns most columns of a sheet
 * @param cellCharacters longest text of a cell
 * @param ops most operations at once
 * @param cells most cells of all sheets, blank ones included
 * @param characters most characters of all cells
 */
public record DraftLimits(
    int sheets, int rows, int columns, int cellCharacters, int ops, long cells, long characters) {
  /**
   * As many sheets, rows and columns as a file may have; 5,000 operations; a dozen full lists in
   * all, since every edit reads and writes the whole.
   */
  public static final DraftLimits DEFAULT =
      new DraftLimits(
          SheetLimits.WORKBOOK.maxSheets(),
          SheetLimits.WORKBOOK.maxRows(),
          SheetLimits.WORKBOOK.maxColumns(),
          SheetLimits.WORKBOOK.maxCellCharacters(),
          5_000,
          500_000,
          5_000_000);

  void text(String sheet, String text) throws DraftRefusal {
    if (text.length() > cellCharacters) {
      throw DraftRefusal.wrong(
          sheet,
          "a cell holds at most %d characters, not %d".formatted(cellCharacters, text.length()));
    }
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      boolean pair = i + 1 < text.length() && Character.isSurrogatePair(letter, text.charAt(i + 1));
      if (letter == 0 || (Character.isSurrogate(letter) && !pair)) {
        throw DraftRefusal.wrong(sheet, "a cell holds text, not half characters or NUL");
      }
      i += pair ? 1 : 0;
    }
  }

  /** What a spreadsheet takes as the name of a tab. */
  void sheetName(String sheet, String name) throws DraftRefusal {
    if (SheetName.wrong(name).isPresent()) {
      throw DraftRefusal.wrong(sheet, "a sheet's name is " + SheetName.ALLOWED);
    }
  }

  void rectangle(DraftSheet sheet) throws DraftRefusal {
    if (sheet.rows().size() > rows) {
      throw DraftRefusal.wrong(sheet.key(), "a sheet has at most " + rows + " rows");
    }
    if (sheet.columns().size() > columns) {
      throw DraftRefusal.wrong(sheet.key(), "a sheet has at most " + columns + " columns");
    }
  }

  /** Whether a draft may grow from one grid to another; what is too large may still shrink. */
  boolean fits(DraftGrid before, DraftGrid after) {
    return (cells(after) <= cells || cells(after) <= cells(before))
        && (characters(after) <= characters || characters(after) <= characters(before));
  }

  /** Why no draft could hold a workbook; empty when one can. */
  public Optional<String> tooLarge(Workbook book) {
    DraftGrid grid = DraftGrid.of(book);
    return book.sheets().size() > sheets || cells(grid) > cells || characters(grid) > characters
        ? Optional.of(
            "all sheets together have %,d sheets, %,d cells and %,d characters"
                .formatted(book.sheets().size(), cells(grid), characters(grid)))
        : Optional.empty();
  }

  /** What a workbook may hold, for people. */
  public String allowed() {
    return "at most %,d sheets, %,d cells and %,d characters".formatted(sheets, cells, characters);
  }

  private static long cells(DraftGrid grid) {
    return grid.sheets().stream()
        .mapToLong(sheet -> (long) sheet.rows().size() * sheet.columns().size())
        .sum();
  }

  private static long characters(DraftGrid grid) {
    return grid.sheets().stream()
        .flatMap(sheet -> sheet.rows().stream())
        .flatMap(row -> row.cells().stream())
        .mapToLong(String::length)
        .sum();
  }

  void count(String sheet, int count) throws DraftRefusal {
    if (count > sheets) {
      throw DraftRefusal.wrong(sheet, "a workbook has at most " + sheets + " sheets");
    }
  }
}
