package isthmus.isf.table;

/**
 * Bounds of a sheet, so that no file can exhaust the gateway.
 *
 * @param maxFileBytes size of the file
 * @param maxUnpackedBytes size of an XLSX file after unpacking
 * @param maxRows rows of the sheet, blank ones included
 * @param maxColumns columns of the sheet
 * @param maxCellCharacters length of one cell's text
 */
public record SheetLimits(
    int maxFileBytes, int maxUnpackedBytes, int maxRows, int maxColumns, int maxCellCharacters) {

  /** 2 MB packed, 16 MB unpacked, 1,000 rows, 100 columns, 1,000 characters in a cell. */
  public static final SheetLimits DEFAULT =
      new SheetLimits(2_000_000, 16_000_000, 1_000, 100, 1_000);
}
