package isthmus.gateway.whatif;

import isthmus.gateway.console.http.HttpProblem;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.Workbook;

/** Where workbooks come from: {@code active}, {@code version:7} or {@code draft:3}. */
public interface Sources {
  /**
   * A workbook.
   *
   * @param source which one
   * @param where the parameter that named it, for the error
   * @throws HttpProblem 400 when nothing is named so, 404 when it is not there
   */
  Workbook workbook(String source, String where) throws HttpProblem;

  /** What a workbook means. */
  RuleSetReading rules(Workbook workbook);
}
