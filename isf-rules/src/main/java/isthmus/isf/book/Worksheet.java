package isthmus.isf.book;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One sheet: its tab's name and its cells as text, from the top left. Rows may differ in length;
 * what lies beyond the end of a row is blank. Settings ({@code Type:}, {@code Id:}, {@code Name:},
 * …), lines that begin with # and the row of headings are rows like all others.
 *
 * @param name the tab's name, unique in a workbook without regard to case
 * @param rows cells, stripped of surrounding white space
 */
public record Worksheet(String name, List<List<String>> rows) {
  /** Copies the rows. */
  public Worksheet {
    requireNonNull(name);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** The cell at a position counted from 0, blank beyond the last one. */
  public String cell(int row, int column) {
    return row < rows.size() && column < rows.get(row).size() ? rows.get(row).get(column) : "";
  }
}
