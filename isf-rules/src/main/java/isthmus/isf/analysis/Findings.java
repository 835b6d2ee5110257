package isthmus.isf.analysis;

import isthmus.isf.book.Places;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Collects findings and says where in the sheets they are. Used by one thread. */
final class Findings {
  private static final int MAX_OF_A_KIND = 40;

  private final Places places;
  private final List<Finding> all = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  Findings(Places places) {
    this.places = places;
  }

  /** About a table, list or map as a whole. */
  void of(FindingCode code, String table, String text) {
    add(code, table, 0, 0, text);
  }

  void ofRow(FindingCode code, String table, String row, String text) {
    told.add(code + "/" + table + "/" + row);
    add(code, table, places.row(table, row), 0, text);
  }

  /** Whether a row was told of already. */
  boolean has(FindingCode code, String table, String row) {
    return told.contains(code + "/" + table + "/" + row);
  }

  void ofColumn(FindingCode code, String table, String heading, String text) {
    add(code, table, 0, places.column(table, heading), text);
  }

  void ofCell(FindingCode code, String table, String row, String heading, String text) {
    add(code, table, places.row(table, row), places.column(table, heading), text);
  }

  private void add(FindingCode code, String table, int row, int column, String text) {
    all.add(new Finding(code, places.sheet(table).orElse(table), row, column, text));
  }

  /** {@code (row 7)}, with a blank before, where a row's place is known. */
  String row(String table, String row) {
    int number = places.row(table, row);
    return number == 0 ? "" : " (row " + number + ")";
  }

  /** What matters most first, else as found; of one kind in one sheet not more than can be read. */
  List<Finding> all() {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Finding> more = new LinkedHashMap<>();
    List<Finding> kept = new ArrayList<>();
    for (Finding finding : all) {
      String kind = finding.code() + "/" + finding.sheet();
      int count = counts.merge(kind, 1, Integer::sum);
      if (count <= MAX_OF_A_KIND) {
        kept.add(finding);
      } else {
        more.put(kind, counted(finding, count - MAX_OF_A_KIND));
      }
    }
    kept.addAll(more.values());
    kept.sort(Comparator.comparing(Finding::severity).thenComparing(Finding::code));
    return List.copyOf(kept);
  }

  private static Finding counted(Finding finding, int more) {
    String kind = finding.code().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Finding(
        finding.code(), finding.sheet(), 0, 0, "%d more of this kind (%s)".formatted(more, kind));
  }
}
