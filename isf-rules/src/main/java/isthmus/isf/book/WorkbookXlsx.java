package isthmus.isf.book;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a workbook as XLSX that {@link WorkbookReader} reads back into the same workbook, also
 * after a spreadsheet saved it. Every cell is text with the format of text, so that no spreadsheet
 * makes a formula, a number or a date of it, nor of what an operator types there; the headings stay
 * in sight.
 */
public final class WorkbookXlsx {
  private static final double NARROWEST = 9;
  private static final double WIDEST = 44;

  /** Columns right of the last one that hold text too, for columns to come. */
  private static final int SPARE_COLUMNS = 20;

  private WorkbookXlsx() {}

  /** The whole workbook. */
  public static byte[] write(Workbook workbook) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<String> taken = new ArrayList<>();
    try (org.dhatim.fastexcel.Workbook file =
        new org.dhatim.fastexcel.Workbook(bytes, "Isthmus", "1.0")) {
      for (Worksheet sheet : workbook.sheets()) {
        String name =
            SheetName.wrong(sheet.name()).isEmpty()
                ? sheet.name()
                : SheetName.of(sheet.name(), taken);
        taken.add(name);
        write(sheet, file.newWorksheet(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("into memory", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Worksheet sheet, org.dhatim.fastexcel.Worksheet out) {
    int width = Math.max(1, sheet.width());
    for (int column = 0; column < width + SPARE_COLUMNS; column++) {
      out.style(column).format("@").set();
    }
    out.range(0, 0, Math.max(1, sheet.rows().size()) - 1, width - 1).style().format("@").set();
    int heading = SheetScan.of(sheet).headings().map(SheetScan.Line::number).orElse(0);
    for (int row = 0; row < sheet.rows().size(); row++) {
      boolean comment = sheet.cell(row, 0).startsWith("#");
      for (int column = 0; column < sheet.rows().get(row).size(); column++) {
        String cell = sheet.cell(row, column);
        if (!cell.isEmpty()) {
          out.value(row, column, CellText.toString(cell));
        }
        if (row + 1 == heading) {
          out.style(row, column).format("@").bold().fillColor("E8EEF4").set();
        } else if (comment) {
          out.style(row, column).format("@").italic().fontColor("666666").set();
        }
      }
    }
    for (int column = 0; column < width; column++) {
      out.width(column, columnWidth(sheet, column, heading));
    }
    if (heading > 0) {
      out.freezePane(1, heading);
    }
  }

  private static double columnWidth(Worksheet sheet, int column, int heading) {
    int longest = 0;
    for (int row = Math.max(0, heading - 1); row < sheet.rows().size(); row++) {
      String cell = sheet.cell(row, column);
      longest = cell.startsWith("#") ? longest : Math.max(longest, cell.length());
    }
    return Math.clamp(longest + 2.0, NARROWEST, WIDEST);
  }
}
