package isthmus.isf.drools;

import isthmus.isf.table.Cell;
import isthmus.isf.table.CellVerdict;
import isthmus.isf.table.Column;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowVerdict;
import isthmus.isf.table.TableRow;
import isthmus.isf.table.UserAnswers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * Collects what fired rules say: {@link #row} first, then one call for each column. Used by one
 * evaluation in one thread.
 */
public final class RuleVerdict {
  private static final Cell NOTHING = new Cell.Empty();

  private final RoutingTable table;
  private final RequestFacts request;
  private final UserAnswers user;
  private final CellVerdict[][] rows;
  private int current = 0;
  private OptionalLong measured = OptionalLong.empty();

  RuleVerdict(RoutingTable table, RequestFacts request, UserAnswers user) {
    this.table = table;
    this.request = request;
    this.user = user;
    this.rows = new CellVerdict[table.rows().size()][];
  }

  /** A row concerns the request; its entries follow. */
  public void row(int rank) {
    current = rank;
    measured = table.rows().get(rank).criterion().measure(request);
    rows[rank] = new CellVerdict[table.columns().size()];
  }

  public void yes(int column) {
    entry(column, Cell.YesNo.of(true));
  }

  public void no(int column) {
    entry(column, Cell.YesNo.of(false));
  }

  public void limit(int column, long value) {
    entry(column, new Cell.Limit(value, table.rows().get(current).criterion().fact().unit()));
  }

  public void empty(int column) {
    entry(column, NOTHING);
  }

  private void entry(int column, Cell cell) {
    TableRow row = table.rows().get(current);
    Column service = table.columns().get(column);
    rows[current][column] =
        CellVerdict.judge(row, service.service(), cell, request, measured, user);
  }

  List<RowVerdict> inOrder() {
    List<RowVerdict> verdicts = new ArrayList<>(rows.length);
    for (int rank = 0; rank < rows.length; rank++) {
      if (rows[rank] != null) {
        verdicts.add(
            new RowVerdict(
                rank,
                table.rows().get(rank),
                Collections.unmodifiableList(Arrays.asList(rows[rank]))));
      }
    }
    return Collections.unmodifiableList(verdicts);
  }
}
