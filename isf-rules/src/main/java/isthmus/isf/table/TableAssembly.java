package isthmus.isf.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes a table of one sheet, or collects all that is wrong with it. Used once. */
final class TableAssembly {
  private final List<TableProblem> problems = new ArrayList<>();
  private final Map<String, Integer> rowIds = new HashMap<>();
  private String id;
  private String name;
  private Strategy strategy;

  TableAssembly(String id, Strategy strategy) {
    this.id = id;
    this.name = id;
    this.strategy = strategy;
  }

  TableReading assemble(Sheet sheet) {
    List<Sheet.Row> rows =
        sheet.rows().stream().filter(row -> !row.cell(0).shown().startsWith("#")).toList();
    int next = 0;
    while (next < rows.size() && rows.get(next).cell(0).shown().endsWith(":")) {
      setting(rows.get(next++));
    }
    if (next == rows.size()) {
      problem(0, 0, "", "the sheet is empty", "a row of services, then rows of criteria");
      return new TableReading.Bad(problems);
    }
    SheetHeader header = SheetHeader.read(rows.get(next), problems);
    List<TableRow> read = new ArrayList<>();
    for (Sheet.Row row : rows.subList(next + 1, rows.size())) {
      row(row, header).ifPresent(read::add);
    }
    if (rows.size() == next + 1) {
      problem(rows.get(next).number(), 0, "", "no criteria below the services", "rows of criteria");
    }
    return problems.isEmpty()
        ? new TableReading.Good(new RoutingTable(id, name, strategy, header.services(), read))
        : new TableReading.Bad(problems);
  }

  private void setting(Sheet.Row row) {
    String value = row.cell(1).shown();
    switch (row.cell(0).shown().toLowerCase(Locale.ROOT)) {
      case "name:" -> name = Words.shortened(value);
      case "id:" -> {
        id = value;
        if (!TableRow.ID.matcher(value).matches()) {
          problem(row.number(), 2, value, "not an id", "a-z, 0-9 and dashes");
        }
      }
      case "strategy:" -> {
        switch (Words.folded(value)) {
          case "topdown" -> strategy = Strategy.TOP_DOWN;
          case "weights" -> strategy = Strategy.WEIGHTS;
          default -> problem(row.number(), 2, value, "no such strategy", "top-down, weights");
        }
      }
      default ->
          problem(
              row.number(),
              1,
              row.cell(0).shown(),
              "no such setting of a table",
              "Name:, Id:, Strategy:");
    }
  }

  private Optional<TableRow> row(Sheet.Row row, SheetHeader header) {
    int before = problems.size();
    for (int i = 0; i < row.cells().size(); i++) {
      if (!header.has(i) && !row.cell(i).blank()) {
        problem(
            row.number(),
            i + 1,
            row.cell(i).shown(),
            "an entry in a column without a heading",
            "entries below a service");
        return Optional.empty();
      }
    }
    String label = label(row);
    Optional<Criterion> criterion =
        label.isEmpty() ? Optional.empty() : criterion(row, header, label);
    if (criterion.isEmpty()) {
      return Optional.empty();
    }
    Fact fact = criterion.get().fact();
    RowKind kind = kind(row, header, fact);
    Bearing bearing = bearing(row, header, fact, kind);
    int weight = weight(row, header);
    Source source = source(row, header, fact);
    List<Cell> cells = cells(row, header, label, fact);
    String rowId = rowId(row, header, label);
    String comment = header.cell(row, SheetHeader.Extra.COMMENT).shown();
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(
            new TableRow(
                rowId, label, kind, criterion.get(), bearing, weight, source, cells, comment));
  }

  private String label(Sheet.Row row) {
    SheetCell cell = row.cell(0);
    String label = cell.shown();
    if (cell instanceof SheetCell.Refused(String what, String _)) {
      problem(row.number(), 1, label, what + " is not taken", "the criterion's name");
      return "";
    }
    if (label.isEmpty()) {
      problem(row.number(), 1, "", "the row has no name", "the criterion's name");
    } else if (label.length() > 80 || label.chars().anyMatch(Character::isISOControl)) {
      problem(row.number(), 1, label, "not a name", "one line of at most 80 characters");
      return "";
    }
    return label;
  }

  private Optional<Criterion> criterion(Sheet.Row row, SheetHeader header, String label) {
    SheetCell cell = header.cell(row, SheetHeader.Extra.CRITERION);
    if (!cell.blank()) {
      Optional<Criterion> read =
          cell instanceof SheetCell.Text ? Criterion.parse(cell.shown()) : Optional.empty();
      if (read.isEmpty()) {
        extraProblem(row, header, SheetHeader.Extra.CRITERION, "no such criterion", words());
      }
      return read;
    }
    Optional<Fact> known = Fact.ofLabel(label);
    if (known.isEmpty()) {
      problem(
          row.number(),
          1,
          label,
          "not a criterion known by this name",
          "a name of appendix D, or a column Criterion with one of " + words());
    }
    return known.map(Criterion::of);
  }

  private RowKind kind(Sheet.Row row, SheetHeader header, Fact fact) {
    String word = Words.folded(header.cell(row, SheetHeader.Extra.KIND).shown());
    if (word.isEmpty()) {
      return fact.kind();
    }
    for (RowKind kind : RowKind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)
          && (kind == RowKind.LIMIT) == fact.numeric()) {
        return kind;
      }
    }
    extraProblem(
        row,
        header,
        SheetHeader.Extra.KIND,
        "not a kind of row for " + fact.word(),
        fact.numeric() ? "limit" : "capability, permission, preference");
    return fact.kind();
  }

  private Bearing bearing(Sheet.Row row, SheetHeader header, Fact fact, RowKind kind) {
    SheetCell cell = header.cell(row, SheetHeader.Extra.MANDATORY);
    if (cell.blank()) {
      boolean usual = kind == fact.kind();
      return usual ? fact.bearing() : kind == RowKind.PREFERENCE ? Bearing.SOFT : Bearing.MANDATORY;
    }
    if (cell.shown().equalsIgnoreCase("relaxable")) {
      return Bearing.RELAXABLE;
    }
    try {
      return CellReader.yesNo(cell).yes() ? Bearing.MANDATORY : Bearing.SOFT;
    } catch (CellReader.RefusedException e) {
      extraProblem(row, header, SheetHeader.Extra.MANDATORY, e.wrong(), "Yes, No, Relaxable");
      return Bearing.MANDATORY;
    }
  }

  private int weight(Sheet.Row row, SheetHeader header) {
    SheetCell cell = header.cell(row, SheetHeader.Extra.WEIGHT);
    String allowed = "a whole number from 0 to " + TableRow.MAX_WEIGHT;
    if (cell.blank()) {
      return 1;
    }
    try {
      long weight = CellReader.limit(cell, Unit.COUNT);
      if (weight <= TableRow.MAX_WEIGHT) {
        return (int) weight;
      }
      extraProblem(row, header, SheetHeader.Extra.WEIGHT, "the weight is too big", allowed);
    } catch (CellReader.RefusedException e) {
      extraProblem(row, header, SheetHeader.Extra.WEIGHT, e.wrong(), allowed);
    }
    return 1;
  }

  private Source source(Sheet.Row row, SheetHeader header, Fact fact) {
    String word = Words.folded(header.cell(row, SheetHeader.Extra.SOURCE).shown());
    if (word.isEmpty()) {
      return fact.source();
    }
    for (Source source : Source.values()) {
      if (Words.folded(source.name()).equals(word) && (source == Source.TABLE || !fact.numeric())) {
        return source;
      }
    }
    extraProblem(
        row,
        header,
        SheetHeader.Extra.SOURCE,
        "not a source for " + fact.word(),
        fact.numeric() ? "table" : "table, user policy, user preference");
    return fact.source();
  }

  private List<Cell> cells(Sheet.Row row, SheetHeader header, String label, Fact fact) {
    List<Cell> cells = new ArrayList<>();
    for (SheetHeader.Service service : header.serviceColumns()) {
      SheetCell cell = row.cell(service.index());
      try {
        cells.add(CellReader.read(cell, fact));
      } catch (CellReader.RefusedException e) {
        problem(
            row.number(),
            service.index() + 1,
            cell.shown(),
            e.wrong() + " (" + Words.shortened(label) + ", " + service.column().label() + ")",
            e.allowed());
      }
    }
    return cells;
  }

  private String rowId(Sheet.Row row, SheetHeader header, String label) {
    SheetCell cell = header.cell(row, SheetHeader.Extra.ID);
    String slug = Words.slug(label);
    String rowId = cell.blank() ? slug.substring(0, Math.min(48, slug.length())) : cell.shown();
    int column = cell.blank() ? 1 : header.column(SheetHeader.Extra.ID);
    if (!TableRow.ID.matcher(rowId).matches()) {
      problem(
          row.number(),
          column,
          cell.blank() ? label : rowId,
          cell.blank() ? "no id can be made of this name" : "not an id",
          "a-z, 0-9 and dashes in a column Id");
      return "row";
    }
    Integer first = rowIds.putIfAbsent(rowId, row.number());
    if (first != null) {
      problem(
          row.number(),
          column,
          cell.blank() ? label : rowId,
          "the same criterion as in row " + first,
          "one row for each name or id");
    }
    return rowId;
  }

  private void extraProblem(
      Sheet.Row row, SheetHeader header, SheetHeader.Extra extra, String wrong, String allowed) {
    problem(row.number(), header.column(extra), header.cell(row, extra).shown(), wrong, allowed);
  }

  private void problem(int row, int column, String cell, String wrong, String allowed) {
    problems.add(TableProblem.at(row, column, cell, wrong, allowed));
  }

  private static String words() {
    List<String> words = new ArrayList<>();
    for (Fact fact : Fact.values()) {
      words.add(fact == Fact.MEDIA ? "media image/png" : fact.word());
    }
    return String.join(", ", words);
  }
}
