package isthmus.isf.book;

import static java.util.Objects.requireNonNull;

import isthmus.isf.policy.AddressList;
import isthmus.isf.policy.AddressMap;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.Strategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a workbook as a rule set: typed tables, lists and maps, and the names by which they refer
 * to each other; or tells everything that is wrong, each with sheet, row and column. Any workbook
 * may be given; none makes it throw. Safe for any thread.
 */
public final class RuleSetReader {
  private final Strategy strategy;

  /**
   * A reader.
   *
   * @param strategy the strategy of a routing sheet that names none
   */
  public RuleSetReader(Strategy strategy) {
    this.strategy = requireNonNull(strategy);
  }

  /** The rule set, or all that is wrong. */
  public RuleSetReading read(Workbook workbook) {
    return new Pass(workbook).read();
  }

  /** One sheet on its way to a table, list or map. */
  record Source(SheetScan scan, SheetType type, SheetIdentity identity) {}

  private final class Pass {
    private final List<SheetScan> scans;
    private final PlacesBuilder places = new PlacesBuilder();
    private final List<Source> sources = new ArrayList<>();
    private final List<RoutingTable> tables = new ArrayList<>();
    private final List<PolicyTable> policies = new ArrayList<>();
    private final List<AddressList> lists = new ArrayList<>();
    private final List<AddressMap> maps = new ArrayList<>();
    private final List<SheetProblem> problems = new ArrayList<>();

    Pass(Workbook workbook) {
      this.scans = workbook.sheets().stream().map(SheetScan::of).toList();
    }

    RuleSetReading read() {
      for (SheetScan scan : scans) {
        source(scan).ifPresent(sources::add);
      }
      if (sources.size() == scans.size()
          && sources.stream().noneMatch(source -> source.type() == SheetType.ROUTING)) {
        problems.add(
            new SheetProblem(
                "", CellProblem.ofFile("no routing table", "at least one sheet of Type: routing")));
      }
      checkIds();
      sources.forEach(this::table);
      References references = new References(sources, sources.size() == scans.size());
      policies.forEach(policy -> policyReferences(policy, references));
      for (SheetScan scan : scans) {
        scan.problems().forEach(problem -> problems.add(new SheetProblem(scan.name(), problem)));
      }
      return problems.isEmpty()
          ? new RuleSetReading.Good(
              new RuleSet(tables, policies.stream().findFirst(), lists, maps), places.places())
          : new RuleSetReading.Bad(problems);
    }

    /** Type and names of a sheet; empty when it is not to be read any further. */
    private Optional<Source> source(SheetScan scan) {
      SheetName.wrong(scan.name()).ifPresent(wrong -> scan.sheetProblem(wrong, SheetName.ALLOWED));
      if (!scan.clean()) {
        return Optional.empty();
      }
      SheetType type = scan.typeOrProblem();
      if (scan.declaredType().isEmpty()) {
        return Optional.empty();
      }
      if (type == SheetType.NOTES) {
        return Optional.of(new Source(scan, type, new SheetIdentity("", scan.name())));
      }
      scan.checkSettings(type);
      return Optional.of(new Source(scan, type, SheetIdentity.of(scan, scan.name(), scan.name())));
    }

    private void checkIds() {
      Map<String, String> taken = new HashMap<>();
      for (Source source : sources) {
        String id = source.identity().id();
        if (source.type() != SheetType.NOTES && !id.isEmpty()) {
          String other = taken.putIfAbsent(id, source.scan().name());
          if (other != null) {
            String wrong = "the id " + id + " is that of sheet " + other;
            Optional<SheetScan.Setting> at = source.scan().setting("id");
            at.ifPresentOrElse(
                setting -> source.scan().problem(setting.line(), 1, wrong, "an id of its own"),
                () -> source.scan().sheetProblem(wrong, "a row Id: with an id of its own"));
          }
          places.sheet(id, source.scan().name());
        }
      }
    }

    private void table(Source source) {
      if (!source.scan().fits(source.type().mostRows())) {
        return;
      }
      switch (source.type()) {
        case ROUTING ->
            new RoutingSheet(source.scan(), source.identity(), places)
                .read(strategy)
                .ifPresent(tables::add);
        case POLICY -> policy(source);
        case LIST ->
            new ListSheet(source.scan(), source.identity(), places).list().ifPresent(lists::add);
        case MAP ->
            new ListSheet(source.scan(), source.identity(), places).map().ifPresent(maps::add);
        case NOTES -> {}
      }
    }

    private void policy(Source source) {
      PolicyTable policy = new PolicySheet(source.scan(), source.identity(), places).read();
      if (policies.isEmpty()) {
        policies.add(policy);
        return;
      }
      String wrong = "a second policy sheet";
      source
          .scan()
          .setting("type")
          .ifPresent(at -> source.scan().problem(at.line(), 1, wrong, "one policy sheet"));
    }

    private void policyReferences(PolicyTable policy, References references) {
      Places known = places.places();
      for (Source source : sources) {
        if (source.type() == SheetType.POLICY && source.identity().id().equals(policy.id())) {
          for (PolicyRow row : policy.rows()) {
            references.check(
                row,
                (heading, unknown) ->
                    source
                        .scan()
                        .problemAt(
                            known.row(policy.id(), row.id()),
                            known.column(policy.id(), heading),
                            unknown.wrong(),
                            unknown.allowed()));
          }
        }
      }
    }
  }
}
