package isthmus.isf.book;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a sheet as comma separated values (RFC 4180) that {@link WorkbookReader} reads back into
 * the same sheet: settings, comment lines, blank rows and columns included. A line break inside a
 * cell stands between quotes.
 *
 * <p>Cells are written as they are, so that nothing is lost; a spreadsheet that opens the file may
 * take {@code +4930123456} for a number and drop its plus sign. {@link WorkbookXlsx} keeps text.
 */
public final class WorksheetCsv {
  /** Begins the last line of a sheet whose name its settings do not say. */
  static final String NAME_LINE = "# Sheet: ";

  private static final String LINE_END = "\r\n";

  private WorksheetCsv() {}

  /** The whole sheet. */
  public static String write(Worksheet sheet) {
    int width = Math.max(1, sheet.width());
    String lines = sheet.rows().stream().map(row -> line(row, width)).collect(Collectors.joining());
    int last = sheet.rows().size() - 1;
    boolean named =
        WorkbookReader.nameOf(sheet, "").equals(sheet.name())
            && !sheet.cell(last, 0).startsWith(NAME_LINE);
    return named ? lines : lines + line(List.of(NAME_LINE + sheet.name()), width);
  }

  private static String line(List<String> cells, int width) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < width; i++) {
      line.append(i == 0 ? "" : ",").append(i < cells.size() ? quoted(cells, i) : "");
    }
    return line.append(LINE_END).toString();
  }

  /** In quotes where it must be; a comment of several cells, so that it is not one line of text. */
  private static String quoted(List<String> cells, int index) {
    String cell = cells.get(index);
    boolean plain =
        cell.chars().noneMatch(c -> "\",;\t\r\n\uFEFF".indexOf(c) >= 0)
            && !(index == 0 && cells.size() > 1 && cell.startsWith("#"));
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
