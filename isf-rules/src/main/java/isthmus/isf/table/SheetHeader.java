package isthmus.isf.table;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The row of headings: which columns are services and which are about the row.
 *
 * @param serviceColumns the services from the left
 * @param extras positions of columns about the row, 0 for the first
 * @param refused positions of headings that were refused; what stands below is not told again
 */
record SheetHeader(List<Service> serviceColumns, Map<Extra, Integer> extras, Set<Integer> refused) {

  /** A service and the position of its column. */
  record Service(int index, Column column) {}

  /** Columns about a row. */
  enum Extra {
    ID,
    KIND,
    CRITERION,
    MANDATORY,
    WEIGHT,
    SOURCE,
    COMMENT;

    static Optional<Extra> ofHeading(String heading) {
      for (Extra extra : values()) {
        if (extra.name().toLowerCase(Locale.ROOT).equals(Words.folded(heading))) {
          return Optional.of(extra);
        }
      }
      return Optional.empty();
    }
  }

  static SheetHeader read(Sheet.Row row, List<TableProblem> problems) {
    List<Service> services = new ArrayList<>();
    Map<Extra, Integer> extras = new EnumMap<>(Extra.class);
    Set<Integer> refused = new HashSet<>();
    for (int i = 1; i < row.cells().size(); i++) {
      SheetCell cell = row.cell(i);
      if (cell.blank()) {
        continue;
      }
      Optional<Extra> extra = Extra.ofHeading(cell.shown());
      String wrong =
          extra.isPresent()
              ? (extras.putIfAbsent(extra.get(), i) == null ? "" : "this heading stands here twice")
              : service(cell, i, services);
      if (!wrong.isEmpty()) {
        refused.add(i);
        problems.add(
            TableProblem.at(
                row.number(),
                i + 1,
                cell.shown(),
                wrong,
                "each service once, named with letters, digits, blanks and dashes"));
      }
    }
    if (services.isEmpty() && refused.isEmpty()) {
      problems.add(
          TableProblem.at(
              row.number(),
              0,
              row.cell(0).shown(),
              "no service in the row of headings",
              "at least one service after the first column"));
    }
    return new SheetHeader(List.copyOf(services), Map.copyOf(extras), Set.copyOf(refused));
  }

  /** Adds a service; returns what is wrong with its heading, empty when nothing is. */
  private static String service(SheetCell cell, int index, List<Service> services) {
    String label = cell.shown();
    if (!(cell instanceof SheetCell.Text)
        || !label.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,31}")) {
      return "not a service name";
    }
    String slug = Words.slug(label);
    if (slug.isEmpty()) {
      return "not a service name";
    }
    Column column = Column.ofLabel(label);
    if (services.stream().anyMatch(known -> known.column().service().equals(slug))) {
      return "a second column for " + slug;
    }
    services.add(new Service(index, column));
    return "";
  }

  List<Column> services() {
    return serviceColumns.stream().map(Service::column).toList();
  }

  /** Whether anything may stand in the column at a position. */
  boolean has(int index) {
    return index == 0
        || extras.containsValue(index)
        || refused.contains(index)
        || serviceColumns.stream().anyMatch(service -> service.index() == index);
  }

  SheetCell cell(Sheet.Row row, Extra extra) {
    Integer index = extras.get(extra);
    return index == null ? SheetCell.Text.BLANK : row.cell(index);
  }

  /** The column number of a heading, 1 at the left; 0 when it is not there. */
  int column(Extra extra) {
    Integer index = extras.get(extra);
    return index == null ? 0 : index + 1;
  }
}
