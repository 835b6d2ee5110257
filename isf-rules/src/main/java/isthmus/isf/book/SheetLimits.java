package isthmus.isf.book;

/**
 * Bounds of a file, so that none can exhaust the gateway.
 *
 * @param maxFileBytes size of the file
 * @param maxUnpackedBytes size of an XLSX file after unpacking; also bounds the characters of all
 *     its cells together
 * @param maxSheets sheets of a workbook, hidden ones included
 * @param maxRows rows of a sheet, blank ones above the last included
 * @param maxColumns columns of a sheet
 * @param maxCellCharacters length of one cell's text
 */
public record SheetLimits(
    int maxFileBytes,
    int maxUnpackedBytes,
    int maxSheets,
    int maxRows,
    int maxColumns,
    int maxCellCharacters) {

  /** One table: 2 MB packed, 16 MB unpacked, 1,000 rows, 100 columns, 1,000 characters a cell. */
  public static final SheetLimits DEFAULT =
      new SheetLimits(2_000_000, 16_000_000, 50, 1_000, 100, 1_000);

  /** A whole workbook: as {@link #DEFAULT}, with room for lists of 20,000 addresses. */
  public static final SheetLimits WORKBOOK =
      new SheetLimits(4_000_000, 32_000_000, 50, 20_100, 100, 1_000);
}
