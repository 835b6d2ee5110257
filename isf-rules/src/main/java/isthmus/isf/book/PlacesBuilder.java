package isthmus.isf.book;

import java.util.HashMap;
import java.util.Map;

/** Collects where things stand while sheets are read. Used once. */
final class PlacesBuilder {
  private final Map<String, String> sheets = new HashMap<>();
  private final Map<String, Integer> rows = new HashMap<>();
  private final Map<String, Integer> columns = new HashMap<>();

  void sheet(String table, String name) {
    sheets.put(table, name);
  }

  void row(String table, String row, int number) {
    rows.put(table + '/' + row, number);
  }

  void column(String table, String heading, int number) {
    columns.put(table + '/' + heading, number);
  }

  Places places() {
    return new Places(sheets, rows, columns);
  }
}
