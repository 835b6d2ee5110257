package isthmus.isf.analysis;

import static java.util.Objects.requireNonNull;

/**
 * One thing that an analysis found.
 *
 * @param code what
 * @param sheet the name of the sheet
 * @param row the row of the sheet, 1 at the top; 0 when no single one is meant
 * @param column the column of the sheet, 1 at the left; 0 when no single one is meant
 * @param text one or two clauses for an operator
 */
public record Finding(FindingCode code, String sheet, int row, int column, String text) {
  /** Checks the components. */
  public Finding {
    requireNonNull(code);
    requireNonNull(sheet);
    requireNonNull(text);
  }

  /** How much it matters. */
  public Severity severity() {
    return code.severity();
  }

  /** The place as in a spreadsheet, {@code C4}; {@code row 4}, {@code column C}, or nothing. */
  public String place() {
    if (row > 0 && column > 0) {
      return DiffText.letters(column) + row;
    }
    return row > 0 ? "row " + row : column > 0 ? "column " + DiffText.letters(column) : "";
  }

  /** The finding in one line: {@code warning: Routing C4: …}. */
  public String line() {
    String where = (sheet + " " + place()).strip();
    String word = severity().name().toLowerCase(java.util.Locale.ROOT);
    return word + ": " + (where.isEmpty() ? "" : where + ": ") + text;
  }
}
