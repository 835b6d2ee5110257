package isthmus.isf.book;

import isthmus.isf.table.Words;

/**
 * One thing that is wrong with a sheet.
 *
 * @param row the row of the sheet, 1 at the top; 0 when the file as a whole is meant
 * @param column the column of the sheet, 1 at the left; 0 when no single one is meant
 * @param cell what stands there, shortened to one line of at most 40 characters
 * @param wrong what is wrong with it, naming row and column by their labels where it helps
 * @param allowed what could stand there instead
 */
public record CellProblem(int row, int column, String cell, String wrong, String allowed) {

  /** A problem of one cell, whose text is shortened for the message. */
  public static CellProblem at(int row, int column, String cell, String wrong, String allowed) {
    return new CellProblem(row, column, Words.shortened(cell), wrong, allowed);
  }

  /** A problem of the file or sheet as a whole. */
  public static CellProblem ofFile(String wrong, String allowed) {
    return new CellProblem(0, 0, "", wrong, allowed);
  }

  /** The place as in a spreadsheet, {@code C4}; empty when the file as a whole is meant. */
  public String place() {
    StringBuilder letters = new StringBuilder();
    for (int left = column; left > 0; left = (left - 1) / 26) {
      letters.insert(0, (char) ('A' + (left - 1) % 26));
    }
    return row == 0 ? "" : column == 0 ? "row " + row : letters.toString() + row;
  }

  /** The problem in one line: {@code C4 "maybe": not yes or no (...); allowed: Yes, No, empty}. */
  public String line() {
    String where = place() + (cell.isEmpty() ? "" : " \"" + cell + "\"");
    return (where.isEmpty() ? "" : where.strip() + ": ")
        + wrong
        + (allowed.isEmpty() ? "" : "; allowed: " + allowed);
  }
}
