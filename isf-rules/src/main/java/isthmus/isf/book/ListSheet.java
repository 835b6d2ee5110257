package isthmus.isf.book;

import isthmus.isf.policy.AddressGrammar;
import isthmus.isf.policy.AddressList;
import isthmus.isf.policy.AddressMap;
import isthmus.isf.policy.AddressPattern;
import isthmus.isf.table.CellRefusedException;
import isthmus.isf.table.PlainText;
import isthmus.isf.table.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes a list or a map of a sheet, or tells the scan all that is wrong with it. Used once. */
final class ListSheet {
  /** Headings of lists. */
  static final List<String> OF_LISTS = List.of("Address", "Comment");

  /** Headings of maps. */
  static final List<String> OF_MAPS = List.of("From", "To", "Comment");

  private final SheetScan scan;
  private final SheetIdentity identity;
  private final PlacesBuilder places;

  ListSheet(SheetScan scan, SheetIdentity identity, PlacesBuilder places) {
    this.scan = scan;
    this.identity = identity;
    this.places = places;
  }

  /** A list of addresses; empty when the scan has got problems. */
  Optional<AddressList> list() {
    Map<String, Integer> columns = columns(OF_LISTS, 1);
    List<AddressPattern> entries = new ArrayList<>();
    for (SheetScan.Line line : columns.isEmpty() ? List.<SheetScan.Line>of() : scan.rows()) {
      try {
        checked(line, columns);
        AddressPattern pattern = AddressGrammar.pattern(scan.typed(line, 0));
        entries.add(pattern);
        places.row(identity.id(), AddressGrammar.text(pattern), line.number());
      } catch (CellRefusedException e) {
        scan.problem(line, 0, e);
      }
    }
    return scan.problemCount() > 0
        ? Optional.empty()
        : Optional.of(new AddressList(identity.id(), identity.name(), entries));
  }

  /** A map of addresses; empty when the scan has got problems. */
  Optional<AddressMap> map() {
    Map<String, Integer> columns = columns(OF_MAPS, 2);
    Map<String, String> entries = new LinkedHashMap<>();
    Map<String, Integer> rows = new HashMap<>();
    for (SheetScan.Line line : columns.isEmpty() ? List.<SheetScan.Line>of() : scan.rows()) {
      checked(line, columns);
      Optional<String> from = address(line, columns.getOrDefault("from", 0));
      Optional<String> to = address(line, columns.getOrDefault("to", 1));
      if (from.isPresent() && to.isPresent()) {
        Integer first = rows.putIfAbsent(from.get(), line.number());
        if (first != null) {
          scan.problem(line, 0, "the same address as in row " + first, "each address once");
        }
        entries.put(from.get(), to.get());
        places.row(identity.id(), from.get(), line.number());
      }
    }
    return scan.problemCount() > 0
        ? Optional.empty()
        : Optional.of(new AddressMap(identity.id(), identity.name(), entries));
  }

  private Optional<String> address(SheetScan.Line line, int index) {
    try {
      return Optional.of(AddressGrammar.address(scan.typed(line, index)));
    } catch (CellRefusedException e) {
      scan.problem(line, index, e);
      return Optional.empty();
    }
  }

  /** Tells entries below no heading, and comments that are none. */
  private void checked(SheetScan.Line line, Map<String, Integer> columns) {
    for (int i = 0; i < line.cells().size(); i++) {
      if (!columns.containsValue(i) && !line.cell(i).isEmpty()) {
        scan.problem(line, i, "an entry in a column without a heading", "entries below a heading");
      }
    }
    Integer comment = columns.get("comment");
    if (comment != null) {
      int index = comment;
      PlainText.wrong(line.cell(index))
          .ifPresent(wrong -> scan.problem(line, index, wrong, PlainText.ALLOWED));
    }
  }

  /** Positions by heading in lower case; empty when a heading is wrong. The first ones must be. */
  private Map<String, Integer> columns(List<String> known, int required) {
    Optional<SheetScan.Line> headings = scan.headings();
    String allowed = String.join(", ", known);
    if (headings.isEmpty()) {
      scan.sheetProblem("the sheet is empty", "headings " + allowed + ", then rows");
      return Map.of();
    }
    SheetScan.Line line = headings.get();
    Map<String, Integer> columns = new HashMap<>();
    boolean fine = true;
    for (int i = 0; i < Math.max(line.cells().size(), required); i++) {
      String heading = line.cell(i);
      String wrong = "";
      if (i < required && !heading.equalsIgnoreCase(known.get(i))) {
        wrong = "the heading " + known.get(i) + " stands here" + Words.hint(heading, known);
      } else if (!heading.isEmpty() && known.stream().noneMatch(heading::equalsIgnoreCase)) {
        wrong = "no such heading" + Words.hint(heading, known);
      } else if (!heading.isEmpty()
          && columns.putIfAbsent(heading.toLowerCase(Locale.ROOT), i) != null) {
        wrong = "this heading stands here twice";
      }
      if (!wrong.isEmpty()) {
        fine = false;
        scan.problem(line, i, wrong, allowed);
      }
    }
    columns.forEach((heading, i) -> places.column(identity.id(), heading, scan.column(i)));
    return fine ? columns : Map.of();
  }
}
