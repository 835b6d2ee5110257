package isthmus.isf;

import isthmus.isf.Candidate.RowCheck;
import isthmus.isf.table.RowVerdict;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** What the rows said about one service: one column of the verdicts, made when it is looked at. */
final class RowChecks extends AbstractList<RowCheck> implements RandomAccess {
  private final List<RowVerdict> verdicts;
  private final int column;

  RowChecks(List<RowVerdict> verdicts, int column) {
    this.verdicts = verdicts;
    this.column = column;
  }

  @Override
  public RowCheck get(int index) {
    RowVerdict verdict = verdicts.get(index);
    return new RowCheck(verdict.row(), verdict.cells().get(column));
  }

  @Override
  public int size() {
    return verdicts.size();
  }
}
