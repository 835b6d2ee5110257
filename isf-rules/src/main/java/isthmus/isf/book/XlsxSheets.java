package isthmus.isf.book;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/** Reads the visible sheets of an XLSX workbook as text. Used once. */
final class XlsxSheets {
  private static final int MAX_ENTRIES = 500;

  /** As spreadsheets have it; it is read again for each cell. */
  private static final int MAX_FORMAT = 255;

  private final SheetLimits limits;
  private final List<SheetProblem> problems = new ArrayList<>();
  private long charactersLeft;

  private XlsxSheets(SheetLimits limits) {
    this.limits = limits;
    this.charactersLeft = limits.maxUnpackedBytes();
  }

  /** All visible sheets that hold anything, in the order of their tabs. */
  static List<Worksheet> read(byte[] file, SheetLimits limits) throws SheetException {
    measure(file, limits);
    try {
      XlsxBounds.check(file, limits);
    } catch (IOException e) {
      throw damaged();
    }
    try (ReadableWorkbook workbook =
        new ReadableWorkbook(new ByteArrayInputStream(file), new ReadingOptions(true, false))) {
      return new XlsxSheets(limits).sheets(workbook, XlsxMerges.of(file));
    } catch (IOException | RuntimeException e) {
      // The library answers a damaged workbook with whatever exception its parser met.
      throw damaged();
    }
  }

  private static SheetException damaged() {
    return SheetException.ofFile("the XLSX file is damaged or not a workbook", "CSV, or XLSX");
  }

  /**
   * Unpacks the archive into nothing and counts, so that no zip bomb reaches the workbook reader.
   * It is read by the same library and from the same directory of entries as the reader will use.
   */
  private static void measure(byte[] file, SheetLimits limits) throws SheetException {
    long left = limits.maxUnpackedBytes();
    int entries = 0;
    try (ZipFile archive =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(file)).get()) {
      for (ZipArchiveEntry entry : Collections.list(archive.getEntries())) {
        try (InputStream content = archive.getInputStream(entry)) {
          left -= drained(content, left);
        }
        if (left < 0 || ++entries > MAX_ENTRIES) {
          throw SheetException.ofFile(
              "the XLSX file is too big when unpacked", limits.maxUnpackedBytes() + " bytes");
        }
      }
    } catch (IOException | RuntimeException e) {
      throw SheetException.ofFile(
          "the XLSX file is damaged: not a readable archive", "CSV, or XLSX");
    }
  }

  /** Reads to the end, or until more than the given number of bytes came. */
  private static long drained(InputStream content, long most) throws IOException {
    byte[] buffer = new byte[8192];
    long count = 0;
    for (int n = content.read(buffer); n >= 0 && count <= most; n = content.read(buffer)) {
      count += n;
    }
    return count;
  }

  private List<Worksheet> sheets(ReadableWorkbook workbook, XlsxMerges merges)
      throws IOException, SheetException {
    List<Sheet> found;
    try (Stream<Sheet> sheets = workbook.getSheets()) {
      found = sheets.limit(limits.maxSheets() + 1L).toList();
    }
    if (found.size() > limits.maxSheets()) {
      throw SheetException.ofFile("too many sheets", limits.maxSheets() + " sheets");
    }
    List<Worksheet> read = new ArrayList<>();
    for (Sheet sheet : found) {
      if (sheet.getVisibility() == SheetVisibility.VISIBLE) {
        try (Stream<Row> rows = sheet.openStream()) {
          Worksheet cells = new Worksheet(sheet.getName(), rows(sheet.getName(), rows.iterator()));
          merges.ranges(sheet.getId()).forEach(range -> refuse(cells, range));
          if (!cells.rows().isEmpty()) {
            read.add(cells);
          }
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new SheetException(problems);
    }
    return read;
  }

  /**
   * One entry over several cells would hold for the first of them only, whatever people see there;
   * beside settings and in comment lines it does no harm.
   */
  private void refuse(Worksheet sheet, XlsxMerges.Range range) {
    int row = range.row() - 1;
    String entry = sheet.cell(row, range.column() - 1);
    String first =
        row < sheet.rows().size()
            ? sheet.rows().get(row).stream().filter(c -> !c.isEmpty()).findFirst().orElse("")
            : "";
    boolean harmless = first.startsWith("#") || (first.endsWith(":") && range.rows() == 1);
    if (!entry.isEmpty() && !harmless) {
      problems.add(
          new SheetProblem(
              sheet.name(),
              CellProblem.at(
                  range.row(),
                  range.column(),
                  entry,
                  "merged cells are not taken",
                  "an entry in each cell")));
    }
  }

  private List<List<String>> rows(String sheet, Iterator<Row> rows) throws SheetException {
    List<List<String>> read = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      int number = row.getRowNum();
      List<String> cells = row(sheet, row, number);
      if (cells.stream().allMatch(String::isEmpty)) {
        continue;
      }
      if (number > limits.maxRows()) {
        throw refused(sheet, number, 0, "", "too many rows", limits.maxRows() + " rows");
      }
      while (read.size() < number - 1) {
        read.add(List.of());
      }
      if (read.size() >= number) {
        throw refused(sheet, number, 0, "", "the row stands here twice", "a file as saved");
      }
      read.add(cells);
    }
    return read;
  }

  private List<String> row(String sheet, Row row, int number) throws SheetException {
    List<String> cells = new ArrayList<>();
    int count = row.getPhysicalCellCount() == 0 ? 0 : row.getCellCount();
    for (int i = 0; i < count; i++) {
      int column = i + 1;
      String text =
          row.getOptionalCell(i).map(cell -> text(sheet, cell, number, column)).orElse("");
      charactersLeft -= text.length();
      if (charactersLeft < 0) {
        throw SheetException.ofFile(
            "the workbook holds too much text", limits.maxUnpackedBytes() + " characters");
      }
      if (text.length() > limits.maxCellCharacters()) {
        String allowed = limits.maxCellCharacters() + " characters";
        throw refused(sheet, number, column, text, "the cell is too long", allowed);
      }
      if (i >= limits.maxColumns() && !text.isEmpty()) {
        String allowed = limits.maxColumns() + " columns";
        throw refused(sheet, number, column, text, "too many columns", allowed);
      }
      if (i < limits.maxColumns()) {
        cells.add(text);
      }
    }
    return cells;
  }

  private String text(String sheet, Cell cell, int row, int column) {
    return switch (cell.getType()) {
      case EMPTY -> "";
      case STRING -> CellText.ofString(cell.asString());
      case BOOLEAN -> cell.asBoolean() ? "TRUE" : "FALSE";
      case NUMBER -> isDate(cell) ? CellText.ofDate(cell.asDate()) : CellText.of(cell.asNumber());
      case FORMULA -> refuse(sheet, row, column, "=" + cell.getFormula(), "a formula");
      case ERROR -> refuse(sheet, row, column, cell.getText(), "a spreadsheet error");
    };
  }

  private String refuse(String sheet, int row, int column, String shown, String what) {
    problems.add(
        new SheetProblem(
            sheet,
            CellProblem.at(
                row,
                column,
                shown,
                what + " is not taken",
                "the value itself, as text or number")));
    return "";
  }

  private static SheetException refused(
      String sheet, int row, int column, String cell, String wrong, String allowed) {
    return new SheetException(sheet, CellProblem.at(row, column, cell, wrong, allowed));
  }

  /** Spreadsheets make dates of entries like 1.10 and times of 8:00; the cell holds a day count. */
  private static boolean isDate(Cell cell) {
    String format = cell.getDataFormatString();
    if (format == null || format.length() > MAX_FORMAT) {
      return false;
    }
    String codes = format.toLowerCase(Locale.ROOT).replaceAll("\"[^\"]*\"|\\[[^]]*]|\\\\.", "");
    return !codes.equals("general") && codes.chars().anyMatch(c -> "ydhs".indexOf(c) >= 0);
  }
}
