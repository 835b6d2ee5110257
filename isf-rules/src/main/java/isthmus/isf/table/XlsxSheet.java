package isthmus.isf.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.SheetVisibility;

/** Reads the first visible sheet of an XLSX workbook. */
final class XlsxSheet {
  private static final int MAX_ENTRIES = 500;

  private XlsxSheet() {}

  static Sheet read(byte[] file, SheetLimits limits) throws SheetException {
    measure(file, limits);
    try (ReadableWorkbook workbook =
            new ReadableWorkbook(new ByteArrayInputStream(file), new ReadingOptions(true, false));
        Stream<Row> rows = firstVisible(workbook).openStream()) {
      return rows(rows.iterator(), limits);
    } catch (IOException | RuntimeException e) {
      // The library answers a damaged workbook with whatever exception its parser met.
      throw new SheetException(
          TableProblem.ofFile("the XLSX file is damaged or not a workbook", "CSV, or XLSX"));
    }
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
          throw new SheetException(
              TableProblem.ofFile(
                  "the XLSX file is too big when unpacked", limits.maxUnpackedBytes() + " bytes"));
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new SheetException(
          TableProblem.ofFile("the XLSX file is damaged: not a readable archive", "CSV, or XLSX"));
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

  private static org.dhatim.fastexcel.reader.Sheet firstVisible(ReadableWorkbook workbook)
      throws IOException {
    try (Stream<org.dhatim.fastexcel.reader.Sheet> sheets = workbook.getSheets()) {
      return sheets
          .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
          .findFirst()
          .orElseThrow(() -> new IOException("no visible sheet"));
    }
  }

  private static Sheet rows(Iterator<Row> rows, SheetLimits limits) throws SheetException {
    List<Sheet.Row> read = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      int number = row.getRowNum();
      if (row.getPhysicalCellCount() == 0) {
        continue;
      }
      if (number > limits.maxRows()) {
        throw new SheetException(
            TableProblem.at(number, 0, "", "too many rows", limits.maxRows() + " rows"));
      }
      Sheet.Row cells = row(row, number, limits);
      if (!cells.blank()) {
        read.add(cells);
      }
    }
    return new Sheet(read);
  }

  private static Sheet.Row row(Row row, int number, SheetLimits limits) throws SheetException {
    List<SheetCell> cells = new ArrayList<>();
    for (int i = 0; i < row.getCellCount(); i++) {
      Optional<Cell> cell = row.getOptionalCell(i);
      SheetCell read = cell.isPresent() ? cell(cell.get()) : SheetCell.Text.BLANK;
      if (read.shown().length() > limits.maxCellCharacters()) {
        throw new SheetException(
            TableProblem.at(
                number,
                i + 1,
                read.shown(),
                "the cell is too long",
                limits.maxCellCharacters() + " characters"));
      }
      if (i >= limits.maxColumns() && !read.blank()) {
        throw new SheetException(
            TableProblem.at(
                number, i + 1, read.shown(), "too many columns", limits.maxColumns() + " columns"));
      }
      if (i < limits.maxColumns()) {
        cells.add(read);
      }
    }
    return new Sheet.Row(number, cells);
  }

  private static SheetCell cell(Cell cell) {
    return switch (cell.getType()) {
      case EMPTY -> SheetCell.Text.BLANK;
      case STRING -> new SheetCell.Text(cell.asString());
      case BOOLEAN -> new SheetCell.Bool(cell.asBoolean());
      case NUMBER ->
          isDate(cell)
              ? new SheetCell.Refused("a date", cell.getText())
              : new SheetCell.Numeric(cell.asNumber());
      case FORMULA -> new SheetCell.Refused("a formula", "=" + cell.getFormula());
      case ERROR -> new SheetCell.Refused("a spreadsheet error", cell.getText());
    };
  }

  /** Spreadsheets make dates of entries like 1.10; their cells hold a day count nobody typed. */
  private static boolean isDate(Cell cell) {
    String format = cell.getDataFormatString();
    if (format == null) {
      return false;
    }
    String codes = format.toLowerCase(Locale.ROOT).replaceAll("\"[^\"]*\"|\\[[^]]*]|\\\\.", "");
    return !codes.equals("general")
        && (codes.contains("y") || codes.contains("d") || codes.contains("h:"));
  }
}
