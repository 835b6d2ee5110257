package isthmus.isf.table;

import java.util.OptionalLong;

/**
 * What one cell said to one request.
 *
 * @param cell the entry that counted: the table's, or the answer about the user
 * @param fromUser whether it was an answer about the user that differs from the table's entry
 * @param measured what the request has, see {@link Criterion#measure}
 * @param outcome what follows
 */
public record CellVerdict(Cell cell, boolean fromUser, OptionalLong measured, Outcome outcome) {

  /** What follows for the service. */
  public enum Outcome {
    FULFILLED,
    FAILED,
    /** The cell is empty. */
    NO_STATEMENT
  }

  /**
   * Judges a cell.
   *
   * @param row the row of the cell
   * @param service the service of the cell's column
   * @param cell the table's entry
   * @param request what is asked; the row's criterion concerns it
   * @param measured what the request has for the row's criterion
   */
  public static CellVerdict judge(
      TableRow row,
      String service,
      Cell cell,
      RequestFacts request,
      OptionalLong measured,
      UserAnswers user) {
    Cell counted = user.effective(row, service, cell);
    OptionalLong has = measured;
    if (row.criterion().fact() == Fact.SIZE) {
      Long own = request.octetsByService().get(service);
      has = own == null ? measured : OptionalLong.of(own);
    }
    Outcome outcome =
        switch (counted) {
          case Cell.YesNo(boolean yes) -> yes ? Outcome.FULFILLED : Outcome.FAILED;
          case Cell.Limit(long limit, Unit _) ->
              has.orElseThrow() <= limit ? Outcome.FULFILLED : Outcome.FAILED;
          case Cell.Empty() -> Outcome.NO_STATEMENT;
        };
    return new CellVerdict(counted, !counted.equals(cell), has, outcome);
  }
}
