package isthmus.isf.book;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One sheet: its tab's name and its cells as text, from the top left. Rows may differ in length;
 * what lies beyond the end of a row is blank. Settings ({@code Type:}, {@code Id:}, {@code Name:},
 * …), lines that begin with # and the row of headings are rows like all others.
 *
 * <p>There is one form of each sheet: cells have no surrounding white space, rows end with their
 * last cell that is not blank, the sheet with its last such row. What no database and no file could
 * hold (U+0000, half a pair of surrogates) becomes U+FFFD, which no cell that decides takes.
 *
 * @param name the tab's name, unique in a workbook without regard to case; {@link SheetName} says
 *     what it may be
 * @param rows cells
 */
public record Worksheet(String name, List<List<String>> rows) {
  /** Copies the rows and brings them into their form. */
  public Worksheet {
    requireNonNull(name);
    rows = trimmed(rows.stream().map(Worksheet::row).toList());
  }

  private static List<String> row(List<String> cells) {
    return trimmed(cells.stream().map(Worksheet::clean).toList());
  }

  private static String clean(String cell) {
    String text = cell.strip();
    for (int i = 0; i < text.length(); i++) {
      if (unfit(text, i)) {
        StringBuilder mended = new StringBuilder(text);
        for (int k = i; k < text.length(); k++) {
          if (unfit(text, k)) {
            mended.setCharAt(k, '\uFFFD');
          }
        }
        return mended.toString();
      }
    }
    return text;
  }

  private static boolean unfit(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }
    return c == 0;
  }

  /** Without what is blank at the end: empty texts, or rows of nothing. */
  private static <T> List<T> trimmed(List<T> list) {
    int end = list.size();
    while (end > 0 && (list.get(end - 1).equals("") || list.get(end - 1).equals(List.of()))) {
      end--;
    }
    return List.copyOf(list.subList(0, end));
  }

  /** The cell at a position counted from 0, blank beyond the last one. */
  public String cell(int row, int column) {
    return row >= 0 && row < rows.size() && column < rows.get(row).size()
        ? rows.get(row).get(column)
        : "";
  }

  /** The number of columns up to the last cell that is not blank. */
  public int width() {
    return rows.stream().mapToInt(List::size).max().orElse(0);
  }
}
