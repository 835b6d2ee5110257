package isthmus.isf.table;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One criterion and what each service says to it.
 *
 * @param id a name that stays when the label changes: a-z, 0-9 and dashes
 * @param label the operator's words
 * @param kind what the row says
 * @param criterion the fact it looks at; rows of kind LIMIT look at a number, all others do not
 * @param bearing what an unfulfilled row does
 * @param weight points of a fulfilled soft row under {@link Strategy#WEIGHTS}
 * @param source where values come from; a limit always comes from the table
 * @param cells one for each column of the table, in its order
 * @param comment the operator's note, may be empty
 */
public record TableRow(
    String id,
    String label,
    RowKind kind,
    Criterion criterion,
    Bearing bearing,
    int weight,
    Source source,
    List<Cell> cells,
    String comment) {
  /** What an id looks like. */
  public static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,47}");

  /** The greatest weight. */
  public static final int MAX_WEIGHT = 1_000_000;

  /** Checks that kind, criterion, source and cells fit each other. */
  public TableRow {
    cells = List.copyOf(cells);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("not a row id: " + Words.shortened(id));
    }
    if ((kind == RowKind.LIMIT) != criterion.fact().numeric()) {
      throw new IllegalArgumentException(
          "a row of kind " + kind + " cannot look at " + criterion.text());
    }
    if (kind == RowKind.LIMIT && source != Source.TABLE) {
      throw new IllegalArgumentException("a limit comes from the table: " + id);
    }
    if (weight < 0 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException("a weight is between 0 and " + MAX_WEIGHT + ": " + weight);
    }
    for (Cell cell : cells) {
      boolean fits =
          switch (cell) {
            case Cell.YesNo _ -> kind != RowKind.LIMIT;
            case Cell.Limit limit ->
                kind == RowKind.LIMIT && limit.unit() == criterion.fact().unit();
            case Cell.Empty _ -> true;
          };
      if (!fits) {
        throw new IllegalArgumentException("row " + id + " cannot hold " + cell);
      }
    }
  }
}
