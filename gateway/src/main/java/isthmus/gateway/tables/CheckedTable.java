package isthmus.gateway.tables;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.store.PostgresRoutingTables.TableFile;
import isthmus.isf.IsfRules;
import isthmus.isf.Preparation;
import isthmus.isf.PreparedRules;
import isthmus.isf.book.SheetLimits;
import isthmus.isf.book.TableReader;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.TableProblem;
import isthmus.isf.table.TableReading;
import java.util.List;
import java.util.stream.Collectors;

/** A file that was read, compiled and tried. */
public sealed interface CheckedTable {
  /** The id of a table whose sheet names none. */
  String ID = "routing";

  /** The file. */
  TableFile file();

  /** The file can decide; whoever holds it activates or closes what was prepared. */
  record Usable(TableFile file, PreparedRules prepared) implements CheckedTable {
    /** Checks the components. */
    public Usable {
      requireNonNull(file);
      requireNonNull(prepared);
    }
  }

  /** The file cannot decide, for all these reasons. */
  record Unusable(TableFile file, List<TableProblem> problems) implements CheckedTable {
    /** Copies the list. */
    public Unusable {
      requireNonNull(file);
      problems = List.copyOf(problems);
    }

    /** Each problem on a line of its own, after the name of the file. */
    public String lines() {
      return problems.stream()
          .map(problem -> file.name() + ": " + problem.line())
          .collect(Collectors.joining("\n"));
    }
  }

  /** Reads, compiles and tries a file; takes tenths of a second, seconds the first time. */
  static CheckedTable of(TableFile file, IsfRules tables) {
    return switch (read(file)) {
      case TableReading.Bad(List<TableProblem> problems) -> new Unusable(file, problems);
      case TableReading.Good(RoutingTable table) ->
          switch (tables.prepare(RuleSet.of(table))) {
            case Preparation.Ready(PreparedRules prepared) -> new Usable(file, prepared);
            case Preparation.Refused(String why) ->
                new Unusable(file, List.of(new TableProblem(0, 0, "", why, "")));
          };
    };
  }

  /** Reads a file. */
  static TableReading read(TableFile file) {
    return new TableReader(SheetLimits.DEFAULT, file.strategy())
        .read(ID, file.octets().toByteArray());
  }
}
