package isthmus.isf.drools;

import isthmus.isf.table.Cell;
import isthmus.isf.table.CellVerdict;
import isthmus.isf.table.CellVerdict.Outcome;
import isthmus.isf.table.Column;
import isthmus.isf.table.Criterion;
import isthmus.isf.table.Fact;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.Source;
import isthmus.isf.table.TableRow;
import isthmus.isf.table.UserAnswers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Judges the entries that rules tell. What does not depend on the request is judged once, when the
 * table is compiled: most cells are a yes or no of the table itself.
 */
final class TableCells {
  private static final OptionalLong PRESENT = OptionalLong.of(1);
  private static final CellVerdict YES =
      new CellVerdict(Cell.YesNo.of(true), false, PRESENT, Outcome.FULFILLED);
  private static final CellVerdict NO =
      new CellVerdict(Cell.YesNo.of(false), false, PRESENT, Outcome.FAILED);
  private static final Cell NOTHING = new Cell.Empty();

  private final RoutingTable table;
  private final List<TableRow> rows;
  private final List<String> services;
  private final Map<Fact, Criterion> contents = new EnumMap<>(Fact.class);

  TableCells(RoutingTable table) {
    this.table = table;
    this.rows = table.rows();
    this.services = table.columns().stream().map(Column::service).toList();
    for (Fact fact :
        List.of(
            Fact.VIDEO_CLIP,
            Fact.AUDIO_CLIP,
            Fact.PICTURE,
            Fact.TEXT,
            Fact.LOCATION,
            Fact.OTHER_FILE)) {
      contents.put(fact, Criterion.of(fact));
    }
  }

  RoutingTable table() {
    return table;
  }

  boolean contains(RequestFacts facts, Fact content) {
    Criterion criterion = contents.get(content);
    return criterion != null && criterion.measure(facts).isPresent();
  }

  CellVerdict yesNo(int row, int column, boolean yes, RequestFacts facts, UserAnswers user) {
    return rows.get(row).source() == Source.TABLE
        ? (yes ? YES : NO)
        : judge(row, column, Cell.YesNo.of(yes), facts, PRESENT, user);
  }

  CellVerdict limit(int row, int column, long value, RequestFacts facts, OptionalLong measured) {
    TableRow limits = rows.get(row);
    Cell told = limits.cells().get(column);
    Cell cell =
        told instanceof Cell.Limit limit && limit.value() == value
            ? told
            : new Cell.Limit(value, limits.criterion().fact().unit());
    return judge(row, column, cell, facts, measured, UserAnswers.NONE);
  }

  CellVerdict empty(
      int row, int column, RequestFacts facts, OptionalLong measured, UserAnswers user) {
    return judge(row, column, NOTHING, facts, measured, user);
  }

  private CellVerdict judge(
      int row, int column, Cell cell, RequestFacts facts, OptionalLong measured, UserAnswers user) {
    return CellVerdict.judge(rows.get(row), services.get(column), cell, facts, measured, user);
  }
}
