package isthmus.isf.analysis;

import isthmus.isf.analysis.TableModel.Users;
import isthmus.isf.table.Bearing;
import isthmus.isf.table.Cell;
import isthmus.isf.table.Column;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.Source;
import isthmus.isf.table.Strategy;
import isthmus.isf.table.TableRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is odd about one routing table. Used once. */
final class TableFindings {
  private static final int MAX_HOLES = 12;

  private final RoutingTable table;
  private final Set<String> named;
  private final long installed;
  private final Findings findings;
  private final TableModel model;
  private final Sweep sweep;

  /** The same for users whose data allow everything; the first one when no row asks for them. */
  private final Sweep willing;

  private final TableModel willingModel;

  /**
   * An analysis of a table.
   *
   * @param named services that the policy forces or prefers
   */
  TableFindings(RoutingTable table, Set<String> named, Set<String> installed, Findings findings) {
    this.table = table;
    this.named = named;
    this.findings = findings;
    this.model = new TableModel(table, Users.UNKNOWN);
    this.installed = model.mask(installed);
    this.sweep = Sweep.of(model);
    boolean asksUsers =
        table.rows().stream()
            .anyMatch(
                row -> row.source() != Source.TABLE && row.cells().contains(Cell.YesNo.of(false)));
    this.willingModel = asksUsers ? new TableModel(table, Users.WILLING) : model;
    this.willing = asksUsers ? Sweep.of(willingModel) : sweep;
  }

  /** Finds everything. */
  void find() {
    services();
    ties();
    holes();
    rows();
    weights();
    if (sweep.sampled()) {
      findings.of(
          FindingCode.ANALYSIS_INCOMPLETE,
          id(),
          "the table tells so many requests apart that only %d of them were looked at"
              .formatted(sweep.asked()));
    }
  }

  private String id() {
    return table.id();
  }

  private String label(int service) {
    return table.columns().get(service).label();
  }

  private String service(int service) {
    return table.columns().get(service).service();
  }

  private void services() {
    for (int column = 0; column < table.columns().size(); column++) {
      long bit = 1L << column;
      if ((willing.everFeasible() & bit) == 0) {
        neverChosen(column);
      } else if ((sweep.everFeasible() & bit) == 0) {
        findings.ofColumn(
            FindingCode.SERVICE_ONLY_BY_USER_DATA,
            id(),
            service(column),
            "%s takes requests only of users whose own data say yes where the table says no"
                .formatted(label(column)));
      } else if (!sweep.sampled() && sweep.wins(column) == 0 && !named.contains(service(column))) {
        alwaysBeaten(column);
      }
    }
  }

  private void neverChosen(int column) {
    List<TableRow> reasons = reasons(column);
    List<String> told =
        reasons.stream()
            .map(
                row ->
                    "%s (%s)"
                        .formatted(Phrases.quoted(row.label()), row.cells().get(column).text()))
            .toList();
    findings.ofCell(
        FindingCode.SERVICE_NEVER_CHOSEN,
        id(),
        reasons.isEmpty() ? "" : reasons.getFirst().id(),
        service(column),
        "%s can never be chosen: %s rule%s out every kind of request"
            .formatted(label(column), Phrases.list(told, "and"), told.size() == 1 ? "s" : ""));
  }

  /** As few rows as rule a service out of even the least requests. */
  private List<TableRow> reasons(int column) {
    List<Set<Integer>> failing = new ArrayList<>();
    for (Domain domain : willing.domains()) {
      for (int atom = 0; atom < domain.atoms().size(); atom++) {
        failing.add(failing(domain, 1 << atom, 1L << column));
      }
    }
    List<TableRow> reasons = new ArrayList<>();
    while (!failing.isEmpty() && reasons.size() < table.rows().size()) {
      int best = 0;
      long most = -1;
      for (int row = 0; row < table.rows().size(); row++) {
        int candidate = row;
        long count = failing.stream().filter(rows -> rows.contains(candidate)).count();
        if (count > most) {
          best = row;
          most = count;
        }
      }
      int chosen = best;
      reasons.add(table.rows().get(chosen));
      failing.removeIf(rows -> rows.isEmpty() || rows.contains(chosen));
    }
    return reasons;
  }

  private static Set<Integer> failing(Domain domain, int subset, long bit) {
    List<Effect> parts = new ArrayList<>(List.of(domain.base(), domain.effect(subset)));
    for (int number = 0; number < TableModel.NUMBERS.size(); number++) {
      if (domain.steps(number, subset) > 0) {
        parts.add(domain.number(number, 0));
      }
    }
    Set<Integer> rows = new HashSet<>();
    for (Effect part : parts) {
      for (Effect.Told told : part.told) {
        if (told.bearing() != Bearing.SOFT && (told.failing() & bit) != 0) {
          rows.add(told.row());
        }
      }
    }
    return rows;
  }

  private void alwaysBeaten(int column) {
    long others = sweep.winners(column) & sweep.companions(column);
    String by =
        others == 0
            ? "another service"
            : label(Long.numberOfTrailingZeros(others)) + ", which takes all that it takes,";
    boolean asksUsers = table.rows().stream().anyMatch(row -> row.source() != Source.TABLE);
    findings.ofColumn(
        FindingCode.SERVICE_ALWAYS_BEATEN,
        id(),
        service(column),
        "%s is never the first choice%s: whenever it could take a request, %s is preferred"
            .formatted(label(column), asksUsers ? " for users without data of their own" : "", by));
  }

  private void ties() {
    for (Map.Entry<Integer, Map<Integer, Sweep.Example>> tie : sweep.ties().entrySet()) {
      List<String> others = tie.getValue().keySet().stream().map(this::label).toList();
      Sweep.Example example = tie.getValue().values().iterator().next();
      findings.ofColumn(
          FindingCode.TIE_BY_COLUMN_ORDER,
          id(),
          service(tie.getKey()),
          "%s comes before %s only because its column stands further left, for example for %s"
              .formatted(
                  label(tie.getKey()),
                  Phrases.list(others, "and"),
                  Phrases.request(example.domain(), example.subset(), example.steps())));
    }
  }

  private void holes() {
    if (installed == 0) {
      findings.of(
          FindingCode.NO_SERVICE, id(), "no function is installed for any service of this table");
      return;
    }
    List<Holes.Described> holes = Holes.of(model, sweep.domains(), installed);
    for (Holes.Described hole : holes.stream().limit(MAX_HOLES).toList()) {
      findings.ofRow(
          FindingCode.NO_SERVICE,
          id(),
          hole.row().map(TableRow::id).orElse(""),
          hole.text() + ": no installed service takes it");
    }
    if (holes.size() > MAX_HOLES) {
      findings.of(
          FindingCode.NO_SERVICE,
          id(),
          "%d further kinds of requests that no installed service takes"
              .formatted(holes.size() - MAX_HOLES));
    }
  }

  private void rows() {
    long[] decisive = sweep.decisive();
    long[] otherwise = willing.decisive();
    for (int at = 0; at < table.rows().size(); at++) {
      TableRow row = table.rows().get(at);
      if (row.source() != Source.TABLE) {
        // What users' data say is not known here.
        continue;
      }
      long matters = decisive[at] | otherwise[at];
      boolean ranks =
          row.bearing() != Bearing.MANDATORY && (sweep.softMatters(at) || willing.softMatters(at));
      // A part of all requests holds the least ones, which tell of mandatory rows, but not more.
      boolean known = !sweep.sampled() || row.bearing() == Bearing.MANDATORY;
      if (matters == 0 && !ranks) {
        if (known) {
          changesNothing(row);
        }
      } else if (row.bearing() != Bearing.SOFT) {
        cells(row, matters);
      }
    }
  }

  private void changesNothing(TableRow row) {
    boolean saysNo =
        row.cells().stream()
            .anyMatch(cell -> cell instanceof Cell.Limit || cell.equals(Cell.YesNo.of(false)));
    String why =
        switch (row.bearing()) {
          case SOFT -> "it never decides which of two services comes first";
          case MANDATORY, RELAXABLE ->
              saysNo
                  ? "other rows rule out whatever it rules out"
                  : "every service fulfils it or says nothing";
        };
    findings.ofRow(
        FindingCode.ROW_CHANGES_NOTHING,
        id(),
        row.id(),
        "without %s every outcome would be the same: %s"
            .formatted(Phrases.quoted(row.label()), why));
  }

  private void cells(TableRow row, long matters) {
    List<Integer> idle = new ArrayList<>();
    for (int column = 0; column < row.cells().size(); column++) {
      Cell cell = row.cells().get(column);
      boolean rulesOut = cell instanceof Cell.Limit || cell.equals(Cell.YesNo.of(false));
      long bit = 1L << column;
      if (rulesOut && (matters & bit) == 0 && (willing.everFeasible() & bit) != 0) {
        idle.add(column);
      }
    }
    if (!idle.isEmpty()) {
      findings.ofCell(
          FindingCode.CELL_NEVER_MATTERS,
          id(),
          row.id(),
          service(idle.getFirst()),
          "what %s says for %s never matters: other rows rule out the same requests"
              .formatted(
                  Phrases.quoted(row.label()),
                  Phrases.list(idle.stream().map(this::label).toList(), "and")));
    }
  }

  private void weights() {
    List<TableRow> soft =
        table.rows().stream().filter(row -> row.bearing() != Bearing.MANDATORY).toList();
    if (table.strategy() != Strategy.WEIGHTS || soft.size() < 2) {
      return;
    }
    int weight = soft.getFirst().weight();
    if (soft.stream().allMatch(row -> row.weight() == weight)) {
      findings.ofRow(
          FindingCode.EQUAL_WEIGHTS,
          id(),
          soft.getFirst().id(),
          weight == 0
              ? "every row that breaks ties weighs 0: only the order of columns counts"
              : "every row that breaks ties weighs %d: the service that fulfils more of them wins"
                  .formatted(weight));
    }
  }

  /** The services of a table. */
  static Set<String> services(RoutingTable table) {
    Set<String> services = new HashSet<>();
    for (Column column : table.columns()) {
      services.add(column.service());
    }
    return services;
  }
}
