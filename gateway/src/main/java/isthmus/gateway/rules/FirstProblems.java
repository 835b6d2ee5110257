package isthmus.gateway.rules;

import isthmus.isf.book.CellProblem;
import isthmus.isf.book.SheetProblem;
import java.util.List;
import java.util.stream.Stream;

/**
 * As many problems of a workbook as somebody can read: a sheet of nothing but wrong cells would
 * otherwise be told in a text a hundred times its size, after each edit.
 */
final class FirstProblems {
  static final int MOST = 500;

  private FirstProblems() {}

  /** The first of them, and at the end how many more there are. */
  static List<SheetProblem> of(List<SheetProblem> all) {
    if (all.size() <= MOST) {
      return all;
    }
    String more = "%,d more problems are not listed".formatted(all.size() - MOST);
    return Stream.concat(
            all.stream().limit(MOST),
            Stream.of(new SheetProblem("", CellProblem.ofFile(more, "these first"))))
        .toList();
  }
}
