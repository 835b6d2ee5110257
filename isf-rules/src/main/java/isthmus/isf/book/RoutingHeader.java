package isthmus.isf.book;

import isthmus.isf.policy.Circumstances;
import isthmus.isf.table.Column;
import isthmus.isf.table.PlainText;
import isthmus.isf.table.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The headings of a routing sheet: which columns are services and which are about the row.
 *
 * @param line the row of headings
 * @param serviceColumns the services from the left
 * @param extras positions of columns about the row, 0 for the first
 * @param refused positions of headings that were refused; what stands below is not told again
 */
record RoutingHeader(
    SheetScan.Line line,
    List<Service> serviceColumns,
    Map<RoutingHeading, Integer> extras,
    Set<Integer> refused) {

  /** A service and the position of its column. */
  record Service(int index, Column column) {
    /** The heading that was perhaps meant. */
    Optional<RoutingHeading> slip() {
      return RoutingHeading.slip(column.label());
    }
  }

  static RoutingHeader read(SheetScan.Line line, SheetScan scan) {
    List<Service> services = new ArrayList<>();
    Map<RoutingHeading, Integer> extras = new EnumMap<>(RoutingHeading.class);
    Set<Integer> refused = new HashSet<>();
    PlainText.wrong(line.cell(0))
        .ifPresent(wrong -> scan.problem(line, 0, wrong, PlainText.ALLOWED));
    for (int i = 1; i < line.cells().size(); i++) {
      String heading = line.cell(i);
      if (heading.isEmpty()) {
        continue;
      }
      Optional<RoutingHeading> extra =
          PlainText.invisible(heading).isPresent() ? Optional.empty() : RoutingHeading.of(heading);
      String wrong =
          extra.isPresent()
              ? (extras.putIfAbsent(extra.get(), i) == null ? "" : "this heading stands here twice")
              : service(heading, i, services);
      if (!wrong.isEmpty()) {
        refused.add(i);
        scan.problem(
            line, i, wrong, "each service once, named with letters, digits, blanks and dashes");
      }
    }
    if (services.isEmpty() && refused.isEmpty()) {
      scan.rowProblem(
          line,
          line.cell(0),
          "no service in the row of headings",
          "at least one service after the first column");
    }
    return new RoutingHeader(line, List.copyOf(services), Map.copyOf(extras), Set.copyOf(refused));
  }

  /** Adds a service; returns what is wrong with its heading, empty when nothing is. */
  private static String service(String label, int index, List<Service> services) {
    String slug = Words.slug(label);
    if (!label.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,31}")
        || PlainText.invisible(label).isPresent()
        || slug.isEmpty()
        || slug.length() > 32) {
      return "not a service name";
    }
    if (slug.equals(Circumstances.CPM)) {
      return "CPM itself is no service to leave it by";
    }
    if (services.stream().anyMatch(known -> known.column().service().equals(slug))) {
      return "a second column for " + slug;
    }
    services.add(new Service(index, Column.ofLabel(label)));
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

  /** The position of a heading, 0 when it is not there: the first column has none of them. */
  int index(RoutingHeading heading) {
    return extras.getOrDefault(heading, 0);
  }

  /** The cell below a heading, blank where there is no such column. */
  String cell(SheetScan.Line line, RoutingHeading heading) {
    return index(heading) == 0 ? "" : line.cell(index(heading));
  }
}
