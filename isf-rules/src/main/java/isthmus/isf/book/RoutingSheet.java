package isthmus.isf.book;

import isthmus.isf.table.Bearing;
import isthmus.isf.table.Cell;
import isthmus.isf.table.CellReader;
import isthmus.isf.table.CellRefusedException;
import isthmus.isf.table.Criterion;
import isthmus.isf.table.Fact;
import isthmus.isf.table.PlainText;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowKind;
import isthmus.isf.table.Source;
import isthmus.isf.table.Strategy;
import isthmus.isf.table.TableRow;
import isthmus.isf.table.Unit;
import isthmus.isf.table.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes a routing table of a sheet, or tells the scan all that is wrong with it. Used once. */
final class RoutingSheet {
  private static final String STRATEGIES = "top-down, weights";

  private final SheetScan scan;
  private final SheetIdentity identity;
  private final PlacesBuilder places;
  private final RowIds ids;

  /** Positions of headings that were told to be misspelt; what stands below is not told again. */
  private final Set<Integer> misspelt = new HashSet<>();

  RoutingSheet(SheetScan scan, SheetIdentity identity, PlacesBuilder places) {
    this.scan = scan;
    this.identity = identity;
    this.places = places;
    this.ids = new RowIds(scan, "the same criterion as in row ");
  }

  /** The services of the sheet, also when its rows are wrong; empty when a heading is. */
  static Optional<List<String>> services(SheetScan scan) {
    SheetScan fresh = scan.again();
    return fresh
        .headings()
        .map(line -> RoutingHeader.read(line, fresh))
        .filter(header -> header.refused().isEmpty())
        .map(header -> header.services().stream().map(column -> column.service()).toList());
  }

  /** The table; empty when the scan has got problems. */
  Optional<RoutingTable> read(Strategy usual) {
    Strategy strategy = strategy(usual);
    Optional<SheetScan.Line> headings = scan.headings();
    if (headings.isEmpty()) {
      scan.sheetProblem("the sheet is empty", "a row of services, then rows of criteria");
      return Optional.empty();
    }
    RoutingHeader header = RoutingHeader.read(headings.get(), scan);
    List<TableRow> rows = new ArrayList<>();
    for (SheetScan.Line line : scan.rows()) {
      row(line, header).ifPresent(rows::add);
    }
    if (scan.rows().isEmpty()) {
      scan.rowProblem(headings.get(), "", "no criteria below the services", "rows of criteria");
    }
    if (scan.problemCount() > 0) {
      return Optional.empty();
    }
    String id = identity.id();
    for (RoutingHeader.Service service : header.serviceColumns()) {
      places.column(id, service.column().service(), scan.column(service.index()));
    }
    header
        .extras()
        .forEach((heading, index) -> places.column(id, place(heading), scan.column(index)));
    return Optional.of(new RoutingTable(id, identity.name(), strategy, header.services(), rows));
  }

  private static String place(RoutingHeading heading) {
    return heading.heading().toLowerCase(Locale.ROOT);
  }

  private Strategy strategy(Strategy usual) {
    Optional<SheetScan.Setting> setting = scan.setting("strategy");
    if (setting.isEmpty()) {
      return usual;
    }
    return switch (Words.folded(setting.get().value())) {
      case "topdown" -> Strategy.TOP_DOWN;
      case "weights" -> Strategy.WEIGHTS;
      default -> {
        scan.problem(setting.get().line(), 1, "no such strategy", STRATEGIES);
        yield usual;
      }
    };
  }

  private Optional<TableRow> row(SheetScan.Line line, RoutingHeader header) {
    int before = scan.problemCount();
    for (int i = 0; i < line.cells().size(); i++) {
      if (!header.has(i) && !line.cell(i).isEmpty()) {
        scan.problem(line, i, "an entry in a column without a heading", "entries below a service");
        return Optional.empty();
      }
    }
    Optional<String> label = label(line, header);
    Optional<Criterion> criterion = label.flatMap(text -> criterion(line, header, text));
    if (label.isEmpty() || criterion.isEmpty()) {
      return Optional.empty();
    }
    Fact fact = criterion.get().fact();
    RowKind kind = kind(line, header, fact);
    Bearing bearing = bearing(line, header, fact, kind);
    int weight = weight(line, header);
    Source source = source(line, header, fact);
    Optional<List<Cell>> cells = cells(line, header, label.get(), fact);
    String comment = header.cell(line, RoutingHeading.COMMENT);
    PlainText.wrong(comment)
        .ifPresent(wrong -> refuse(line, header, RoutingHeading.COMMENT, wrong, PlainText.ALLOWED));
    String id = ids.id(line, header.index(RoutingHeading.ID), label.get());
    places.row(identity.id(), id, line.number());
    return scan.problemCount() > before || cells.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TableRow(
                id,
                label.get(),
                kind,
                criterion.get(),
                bearing,
                weight,
                source,
                cells.get(),
                comment));
  }

  /** The label, which may be left out where a column Criterion says what the row is about. */
  private Optional<String> label(SheetScan.Line line, RoutingHeader header) {
    String label = line.cell(0);
    if (label.isEmpty()) {
      String criterion = header.cell(line, RoutingHeading.CRITERION);
      if (criterion.isEmpty()) {
        scan.problem(line, 0, "the row has no name", "the criterion's name");
        return Optional.empty();
      }
      return Optional.of(Criterion.parse(criterion).map(Criterion::text).orElse(criterion));
    }
    Optional<String> wrong = PlainText.wrongName(label);
    wrong.ifPresent(why -> scan.problem(line, 0, why, "one line of at most 80 characters"));
    return wrong.isPresent() ? Optional.empty() : Optional.of(label);
  }

  private Optional<Criterion> criterion(SheetScan.Line line, RoutingHeader header, String label) {
    String written = header.cell(line, RoutingHeading.CRITERION);
    if (!written.isEmpty()) {
      Optional<Criterion> read =
          PlainText.invisible(written).isPresent() ? Optional.empty() : Criterion.parse(written);
      if (read.isEmpty()) {
        String wrong = "no such criterion" + Words.hint(written, words());
        refuse(line, header, RoutingHeading.CRITERION, wrong, String.join(", ", words()));
      }
      return read;
    }
    Optional<Fact> known = Fact.ofLabel(label);
    if (known.isEmpty() && !criterionMisspelt(line, header)) {
      String wrong = "not a criterion known by this name" + Words.hint(label, labels());
      String allowed =
          "a name of appendix D, or a column Criterion with one of " + String.join(", ", words());
      scan.problem(line, 0, wrong, allowed);
    }
    return known.map(Criterion::of);
  }

  /** Whether a criterion stands below what is most likely a misspelt Criterion; tells it. */
  private boolean criterionMisspelt(SheetScan.Line line, RoutingHeader header) {
    for (RoutingHeader.Service service : header.serviceColumns()) {
      String cell = line.cell(service.index());
      if (service.slip().equals(Optional.of(RoutingHeading.CRITERION))
          && Criterion.parse(cell).isPresent()) {
        misspelt(line, header, service, "not an entry of a service");
        return true;
      }
    }
    return false;
  }

  /** Tells once of a column that is read as a service only because its heading is misspelt. */
  private void misspelt(
      SheetScan.Line line, RoutingHeader header, RoutingHeader.Service service, String wrong) {
    if (misspelt.add(service.index())) {
      String meant = service.slip().map(RoutingHeading::heading).orElse("");
      scan.problem(
          header.line(),
          service.index(),
          "read as a service, and row %d says \"%s\" below it: %s; perhaps %s is meant"
              .formatted(line.number(), Words.shortened(line.cell(service.index())), wrong, meant),
          meant + ", or a service with its entries");
    }
  }

  private RowKind kind(SheetScan.Line line, RoutingHeader header, Fact fact) {
    List<RowKind> kinds =
        fact.numeric()
            ? List.of(RowKind.LIMIT)
            : List.of(RowKind.CAPABILITY, RowKind.PERMISSION, RowKind.PREFERENCE);
    String wrong = "not a kind of row for " + fact.word();
    return word(line, header, RoutingHeading.KIND, kinds, wrong).orElse(fact.kind());
  }

  private Source source(SheetScan.Line line, RoutingHeader header, Fact fact) {
    List<Source> sources = fact.numeric() ? List.of(Source.TABLE) : List.of(Source.values());
    String wrong = "not a source for " + fact.word();
    return word(line, header, RoutingHeading.SOURCE, sources, wrong).orElse(fact.source());
  }

  /** The constant whose name stands below a heading; empty when nothing stands there. */
  private <E extends Enum<E>> Optional<E> word(
      SheetScan.Line line,
      RoutingHeader header,
      RoutingHeading heading,
      List<E> constants,
      String wrong) {
    Function<E, String> word = e -> e.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String written = Words.folded(header.cell(line, heading));
    if (header.cell(line, heading).isEmpty()) {
      return Optional.empty();
    }
    Optional<E> found =
        constants.stream().filter(e -> Words.folded(word.apply(e)).equals(written)).findFirst();
    if (found.isEmpty() || PlainText.invisible(header.cell(line, heading)).isPresent()) {
      refuse(
          line, header, heading, wrong, String.join(", ", constants.stream().map(word).toList()));
    }
    return found;
  }

  private Bearing bearing(SheetScan.Line line, RoutingHeader header, Fact fact, RowKind kind) {
    String written = header.cell(line, RoutingHeading.MANDATORY);
    if (written.isEmpty()) {
      boolean usual = kind == fact.kind();
      return usual ? fact.bearing() : kind == RowKind.PREFERENCE ? Bearing.SOFT : Bearing.MANDATORY;
    }
    if (written.equalsIgnoreCase("relaxable")) {
      return Bearing.RELAXABLE;
    }
    try {
      return CellReader.yesNo(written).yes() ? Bearing.MANDATORY : Bearing.SOFT;
    } catch (CellRefusedException e) {
      refuse(line, header, RoutingHeading.MANDATORY, e.wrong(), "Yes, No, Relaxable");
      return Bearing.MANDATORY;
    }
  }

  private int weight(SheetScan.Line line, RoutingHeader header) {
    String written = header.cell(line, RoutingHeading.WEIGHT);
    String allowed = "a whole number from 0 to " + TableRow.MAX_WEIGHT;
    if (written.isEmpty()) {
      return 1;
    }
    try {
      long weight = CellReader.limit(written, Unit.COUNT);
      if (weight <= TableRow.MAX_WEIGHT) {
        return (int) weight;
      }
      refuse(line, header, RoutingHeading.WEIGHT, "the weight is too big", allowed);
    } catch (CellRefusedException e) {
      refuse(line, header, RoutingHeading.WEIGHT, e.wrong(), allowed);
    }
    return 1;
  }

  /** The entries of the services; empty when one of them is none. */
  private Optional<List<Cell>> cells(
      SheetScan.Line line, RoutingHeader header, String label, Fact fact) {
    List<Cell> cells = new ArrayList<>();
    for (RoutingHeader.Service service : header.serviceColumns()) {
      try {
        cells.add(CellReader.read(scan.typed(line, service.index()), fact));
      } catch (CellRefusedException e) {
        if (service.slip().isPresent()) {
          misspelt(line, header, service, e.wrong());
        } else {
          String where = " (" + Words.shortened(label) + ", " + service.column().label() + ")";
          scan.problem(line, service.index(), e.wrong() + where, e.allowed());
        }
      }
    }
    return cells.size() == header.serviceColumns().size() ? Optional.of(cells) : Optional.empty();
  }

  private void refuse(
      SheetScan.Line line,
      RoutingHeader header,
      RoutingHeading heading,
      String wrong,
      String allowed) {
    scan.problem(line, header.index(heading), wrong, allowed);
  }

  private static List<String> labels() {
    return Arrays.stream(Fact.values()).flatMap(fact -> fact.labels().stream()).toList();
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Fact fact : Fact.values()) {
      words.add(fact == Fact.MEDIA ? "media image/png" : fact.word());
    }
    return words;
  }
}
