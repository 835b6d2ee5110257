package isthmus.isf.book;

import static java.util.Objects.requireNonNull;

import isthmus.isf.table.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a file, CSV or XLSX by its content, as text in grids. Numbers, booleans and dates of XLSX
 * become their plain text; formulas and spreadsheet errors are refused with their place. Hidden
 * sheets and empty ones are left out. What the text means is the matter of {@link RuleSetReader}.
 */
public final class WorkbookReader {
  private final SheetLimits limits;

  /** A reader with bounds. */
  public WorkbookReader(SheetLimits limits) {
    this.limits = requireNonNull(limits);
  }

  /**
   * Reads a file. A CSV file is one sheet, called by its {@code Id:} or {@code Name:}; one that
   * says neither by its {@code Type:}, or, if that is a list or a map, by the name of the file.
   *
   * @param fileName the name of the file, without its folder or with it
   * @param file the bytes of the file
   * @return at least one sheet, or everything that is wrong
   */
  public WorkbookReading read(String fileName, byte[] file) {
    try {
      return new WorkbookReading.Good(workbook(fileName, file));
    } catch (SheetException e) {
      return new WorkbookReading.Bad(e.problems());
    }
  }

  private Workbook workbook(String fileName, byte[] file) throws SheetException {
    if (file.length > limits.maxFileBytes()) {
      throw SheetException.ofFile("the file is too big", limits.maxFileBytes() + " bytes");
    }
    if (startsWith(file, 'P', 'K', 3, 4)) {
      return workbook(XlsxSheets.read(file, limits));
    }
    if (startsWith(file, 0xD0, 0xCF)) {
      throw SheetException.ofFile(
          "an old or encrypted Excel file", "CSV, or XLSX without a password");
    }
    return workbook(List.of(csv(fileName, CsvSheet.read(file, limits))));
  }

  private static Worksheet csv(String fileName, List<List<String>> rows) {
    Worksheet unnamed = new Worksheet("", rows);
    int last = unnamed.rows().size() - 1;
    if (last >= 0 && unnamed.rows().get(last).getFirst().startsWith(WorksheetCsv.NAME_LINE)) {
      String name = unnamed.rows().get(last).getFirst().substring(WorksheetCsv.NAME_LINE.length());
      return new Worksheet(SheetName.of(name, List.of()), unnamed.rows().subList(0, last));
    }
    return new Worksheet(nameOf(unnamed, fileName), rows);
  }

  /** The name that the settings of a sheet lead to. */
  static String nameOf(Worksheet sheet, String fileName) {
    SheetScan scan = SheetScan.of(sheet);
    for (String setting : List.of("id", "name")) {
      String value = scan.setting(setting).map(SheetScan.Setting::value).orElse("");
      if (!value.isEmpty()) {
        return SheetName.of(value, List.of());
      }
    }
    SheetType type = scan.declaredType().orElse(SheetType.ROUTING);
    return switch (type) {
      case ROUTING, POLICY, NOTES -> type.word();
      case LIST, MAP -> SheetName.of(baseName(fileName, type), List.of());
    };
  }

  private static String baseName(String fileName, SheetType type) {
    String name = fileName.substring(fileName.replace('\\', '/').lastIndexOf('/') + 1);
    String base = name.replaceFirst("(?i)\\.(csv|txt|tsv)$", "");
    return Words.slug(base).isEmpty() ? type.word() : base;
  }

  private static Workbook workbook(List<Worksheet> sheets) throws SheetException {
    if (sheets.stream().allMatch(sheet -> sheet.rows().isEmpty())) {
      throw SheetException.ofFile("the sheet is empty", "a row of services, then rows of criteria");
    }
    Set<String> names = new HashSet<>();
    for (Worksheet sheet : sheets) {
      if (!names.add(sheet.name().toLowerCase(Locale.ROOT))) {
        throw SheetException.ofFile(
            "two sheets are called " + Words.shortened(sheet.name()), "a name for each sheet");
      }
    }
    return new Workbook(sheets);
  }

  private static boolean startsWith(byte[] file, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= file.length || (file[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
