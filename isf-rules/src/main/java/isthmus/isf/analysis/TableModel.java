package isthmus.isf.analysis;

import isthmus.isf.table.Bearing;
import isthmus.isf.table.Cell;
import isthmus.isf.table.CellVerdict;
import isthmus.isf.table.Fact;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.Source;
import isthmus.isf.table.Strategy;
import isthmus.isf.table.TableRow;
import isthmus.isf.table.UserAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * A routing table made ready for asking it millions of times: services are bits, rows are masks.
 * Says the same as {@code PlainReading} with the selection's tie-break; a test proves it.
 */
final class TableModel {
  /** Bits of a long, without its sign. */
  static final int MAX_SERVICES = 62;

  private static final int MAX_RANKED = 62;

  /** Facts whose numbers vary, in the order of their dimensions. */
  static final List<Fact> NUMBERS =
      List.of(Fact.SIZE, Fact.CHARACTERS, Fact.SEGMENTS, Fact.DURATION, Fact.RECIPIENTS);

  private final RoutingTable table;
  private final Users users;

  /** Rows that rule out, with those that may be dropped. */
  private final List<Integer> relaxable = new ArrayList<>();

  /** For each row its place among those that count for ties, -1 for none. */
  private final int[] rank;

  /** What is known of users. */
  enum Users {
    /** Nothing: entries are their own defaults. */
    UNKNOWN,
    /** Whatever a row asks of the user's data is allowed and liked. */
    WILLING
  }

  TableModel(RoutingTable table, Users users) {
    if (table.columns().size() > MAX_SERVICES) {
      throw new IllegalArgumentException("at most " + MAX_SERVICES + " services");
    }
    this.table = table;
    this.users = users;
    this.rank = new int[table.rows().size()];
    int ranked = 0;
    for (int row = 0; row < rank.length; row++) {
      Bearing bearing = table.rows().get(row).bearing();
      rank[row] = bearing == Bearing.MANDATORY || ranked >= MAX_RANKED ? -1 : ranked++;
      if (bearing == Bearing.RELAXABLE) {
        relaxable.add(row);
      }
    }
  }

  RoutingTable table() {
    return table;
  }

  /** Rows that may be dropped, the first of the table first. */
  List<Integer> relaxable() {
    return relaxable;
  }

  int services() {
    return table.columns().size();
  }

  long all() {
    return (1L << services()) - 1;
  }

  long mask(Set<String> services) {
    long mask = 0;
    for (int column = 0; column < services(); column++) {
      if (services.contains(table.columns().get(column).service())) {
        mask |= 1L << column;
      }
    }
    return mask;
  }

  /** What a fulfilled row is worth to a service when ties are broken. */
  long worth(int row) {
    if (table.strategy() == Strategy.WEIGHTS) {
      return table.rows().get(row).weight();
    }
    return rank[row] < 0 ? 0 : 1L << (MAX_RANKED - 1 - rank[row]);
  }

  /** What the rows on some facts say to a request of which only these facts are known. */
  Effect effect(RequestFacts request, Set<Fact> facts) {
    List<Effect.Told> told = new ArrayList<>();
    for (int row = 0; row < table.rows().size(); row++) {
      TableRow criterion = table.rows().get(row);
      if (facts.contains(criterion.criterion().fact())) {
        OptionalLong measured = criterion.criterion().measure(request);
        if (measured.isPresent()) {
          told.add(told(row, criterion, request, measured));
        }
      }
    }
    return new Effect(this, told);
  }

  private Effect.Told told(int at, TableRow row, RequestFacts request, OptionalLong measured) {
    long failing = 0;
    long fulfilled = 0;
    for (int column = 0; column < services(); column++) {
      switch (outcome(row, column, request, measured)) {
        case FAILED -> failing |= 1L << column;
        case FULFILLED -> fulfilled |= 1L << column;
        case NO_STATEMENT -> {
          // Neither for nor against.
        }
      }
    }
    return new Effect.Told(at, row.bearing(), failing, fulfilled);
  }

  private CellVerdict.Outcome outcome(
      TableRow row, int column, RequestFacts request, OptionalLong measured) {
    if (users == Users.WILLING && row.source() != Source.TABLE) {
      return CellVerdict.Outcome.FULFILLED;
    }
    String service = table.columns().get(column).service();
    Cell cell = row.cells().get(column);
    return CellVerdict.judge(row, service, cell, request, measured, UserAnswers.NONE).outcome();
  }

  /** The least number of each span between limits on a fact. */
  long[] steps(Fact fact) {
    Set<Long> steps = new TreeSet<>(Set.of(1L));
    for (TableRow row : table.rows()) {
      Fact of = row.criterion().fact();
      if (fact == Fact.RECIPIENTS && of == Fact.GROUP) {
        steps.add(2L);
      }
      if (of == fact) {
        for (Cell cell : row.cells()) {
          if (cell instanceof Cell.Limit limit) {
            steps.add(limit.value() + 1);
          }
        }
      }
    }
    return steps.stream().mapToLong(Long::longValue).toArray();
  }
}
