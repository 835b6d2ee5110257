package isthmus.isf.book;

import isthmus.isf.table.CellRefusedException;
import isthmus.isf.table.PlainText;
import isthmus.isf.table.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What all sheets have in common: settings, comments, one row of headings, rows; columns that are
 * blank at the left do not count. Collects the problems of its sheet. Used once.
 */
final class SheetScan {
  private final Worksheet sheet;
  private final int left;
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final List<Setting> repeated = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<CellProblem> problems = new ArrayList<>();

  /**
   * A row that is neither blank nor a comment.
   *
   * @param number its number, 1 at the top
   * @param cells its cells from the first column that counts
   */
  record Line(int number, List<String> cells) {
    /** The cell at a position, blank beyond the last one. */
    String cell(int index) {
      return index < cells.size() ? cells.get(index) : "";
    }
  }

  /** A row above the headings whose first cell ends with a colon. */
  record Setting(Line line) {
    String name() {
      return line.cell(0);
    }

    String value() {
      return line.cell(1);
    }
  }

  private SheetScan(Worksheet sheet, int left) {
    this.sheet = sheet;
    this.left = left;
  }

  static SheetScan of(Worksheet sheet) {
    SheetScan scan = new SheetScan(sheet, left(sheet));
    scan.scan();
    return scan;
  }

  /** The same sheet, without the problems so far. */
  SheetScan again() {
    return of(sheet);
  }

  /** The first column that counts, when enough columns follow it for any sheet. */
  private static int left(Worksheet sheet) {
    int[] used =
        sheet.rows().stream()
            .filter(row -> !comment(row, Integer.MAX_VALUE))
            .flatMapToInt(row -> IntStream.range(0, row.size()).filter(i -> !row.get(i).isEmpty()))
            .distinct()
            .sorted()
            .toArray();
    return used.length > 1 ? used[0] : 0;
  }

  /** Whether the first cell that is not blank begins with # and stands no further right. */
  private static boolean comment(List<String> row, int most) {
    for (int i = 0; i < row.size() && i <= most; i++) {
      if (!row.get(i).isEmpty()) {
        return row.get(i).startsWith("#");
      }
    }
    return false;
  }

  private void scan() {
    boolean above = true;
    for (int i = 0; i < sheet.rows().size(); i++) {
      List<String> row = sheet.rows().get(i);
      if (row.isEmpty() || comment(row, left)) {
        continue;
      }
      Line line = new Line(i + 1, row.subList(Math.min(left, row.size()), row.size()));
      above = above && line.cell(0).endsWith(":");
      if (above) {
        String name = line.cell(0).substring(0, line.cell(0).length() - 1).strip();
        Setting setting = new Setting(line);
        if (settings.putIfAbsent(name.toLowerCase(Locale.ROOT), setting) != null) {
          repeated.add(setting);
        }
      } else {
        lines.add(line);
      }
    }
  }

  String name() {
    return sheet.name();
  }

  Optional<Setting> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  /** What {@code Type:} says, blank and absent being routing; empty when it is no type. */
  Optional<SheetType> declaredType() {
    String word = setting("type").map(Setting::value).orElse("");
    return word.isEmpty() ? Optional.of(SheetType.ROUTING) : SheetType.ofWord(word);
  }

  /** What {@code Type:} says; NOTES, after telling it, when it is no type. */
  SheetType typeOrProblem() {
    Optional<SheetType> declared = declaredType();
    if (declared.isEmpty()) {
      setting("type")
          .ifPresent(
              at ->
                  problem(
                      at.line(),
                      1,
                      "no such type of sheet" + Words.hint(at.value(), SheetType.words()),
                      String.join(", ", SheetType.words())));
    }
    return declared.orElse(SheetType.NOTES);
  }

  /**
   * Tells what no sheet may hold: overlong cells, control characters, formulas and code in comment
   * lines and notes. A sheet with such problems is not read any further.
   */
  boolean clean() {
    int before = problems.size();
    boolean notes = declaredType().equals(Optional.of(SheetType.NOTES));
    for (int row = 0; row < sheet.rows().size(); row++) {
      List<String> cells = sheet.rows().get(row);
      boolean comment = comment(cells, left);
      for (int column = 0; column < cells.size(); column++) {
        String cell = cells.get(column);
        Optional<String> wrong = comment || notes ? PlainText.wrong(cell) : PlainText.unfit(cell);
        if (wrong.isPresent()) {
          problems.add(CellProblem.at(row + 1, column + 1, cell, wrong.get(), PlainText.ALLOWED));
        }
      }
    }
    return problems.size() == before;
  }

  /** Tells settings that such a sheet does not have, or has twice. */
  void checkSettings(SheetType type) {
    List<String> known = new ArrayList<>(type.settings());
    known.add("Type");
    List<String> written = known.stream().map(name -> name + ":").toList();
    for (Map.Entry<String, Setting> setting : settings.entrySet()) {
      if (known.stream().noneMatch(setting.getKey()::equalsIgnoreCase)) {
        String name = setting.getValue().name();
        String wrong =
            type == SheetType.ROUTING
                ? "no such setting of a table"
                : "no such setting of a sheet of type " + type.word();
        problem(
            setting.getValue().line(),
            0,
            wrong + Words.hint(name, written),
            String.join(", ", written));
      }
    }
    for (Map.Entry<String, Setting> setting : settings.entrySet()) {
      // What a sheet is called is looked at when its names are read.
      if (!setting.getKey().equals("id") && !setting.getKey().equals("name")) {
        Setting at = setting.getValue();
        PlainText.invisible(at.value())
            .ifPresent(wrong -> problem(at.line(), 1, wrong, "characters that can be seen"));
      }
    }
    for (Setting setting : repeated) {
      problem(setting.line(), 0, "this setting stands here twice", "each setting once");
    }
  }

  /** Tells the first row below the headings that is one too many. */
  boolean fits(int mostRows) {
    if (rows().size() > mostRows) {
      rowProblem(rows().get(mostRows), "", "too many rows", mostRows + " rows below the headings");
    }
    return rows().size() <= mostRows;
  }

  /** The row of headings, when there is one. */
  Optional<Line> headings() {
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines.getFirst());
  }

  /** The rows below the headings. */
  List<Line> rows() {
    return lines.isEmpty() ? List.of() : lines.subList(1, lines.size());
  }

  /** A cell that is not free text: without characters that nobody sees. */
  String typed(Line line, int index) throws CellRefusedException {
    String text = line.cell(index);
    Optional<String> invisible = PlainText.invisible(text);
    if (invisible.isPresent()) {
      throw new CellRefusedException(invisible.get(), "characters that can be seen");
    }
    return text.replace('\u00a0', ' ').replace('\u202f', ' ').strip();
  }

  /** A problem of a cell, counted from the first column that counts. */
  void problem(Line line, int index, String wrong, String allowed) {
    problem(line, index, line.cell(index), wrong, allowed);
  }

  void problem(Line line, int index, CellRefusedException refused) {
    problem(line, index, refused.wrong(), refused.allowed());
  }

  void problem(Line line, int index, String shown, String wrong, String allowed) {
    problems.add(CellProblem.at(line.number(), column(index), shown, wrong, allowed));
  }

  /** A problem of a row. */
  void rowProblem(Line line, String shown, String wrong, String allowed) {
    problems.add(CellProblem.at(line.number(), 0, shown, wrong, allowed));
  }

  /** A problem of the sheet as a whole. */
  void sheetProblem(String wrong, String allowed) {
    problems.add(CellProblem.ofFile(wrong, allowed));
  }

  /** A problem at a place that was kept. */
  void problemAt(int row, int column, String wrong, String allowed) {
    problems.add(CellProblem.at(row, column, sheet.cell(row - 1, column - 1), wrong, allowed));
  }

  /** The column number in the sheet, 1 at the left, of a position. */
  int column(int index) {
    return left + index + 1;
  }

  int problemCount() {
    return problems.size();
  }

  /** All problems so far, top first, then from the left. */
  List<CellProblem> problems() {
    return problems.stream()
        .sorted(Comparator.comparingInt(CellProblem::row).thenComparingInt(CellProblem::column))
        .toList();
  }
}
