package isthmus.isf.table;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the table means, said in plain Java. The rule engine's answers are compared with it before a
 * table becomes active, and stored explanations are told again with it.
 */
public final class PlainReading {
  private PlainReading() {}

  /** The rows that concern the request, top first. */
  public static List<RowVerdict> evaluate(
      RoutingTable table, RequestFacts request, UserAnswers user) {
    List<RowVerdict> verdicts = new ArrayList<>(table.rows().size());
    for (int rank = 0; rank < table.rows().size(); rank++) {
      TableRow row = table.rows().get(rank);
      OptionalLong measured = row.criterion().measure(request);
      if (measured.isPresent()) {
        verdicts.add(new RowVerdict(rank, row, judge(table, row, request, measured, user)));
      }
    }
    return List.copyOf(verdicts);
  }

  private static List<CellVerdict> judge(
      RoutingTable table,
      TableRow row,
      RequestFacts request,
      OptionalLong measured,
      UserAnswers user) {
    List<CellVerdict> cells = new ArrayList<>(row.cells().size());
    for (int i = 0; i < row.cells().size(); i++) {
      String service = table.columns().get(i).service();
      cells.add(CellVerdict.judge(row, service, row.cells().get(i), request, measured, user));
    }
    return List.copyOf(cells);
  }
}
