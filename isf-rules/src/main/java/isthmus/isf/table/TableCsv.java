package isthmus.isf.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes a table as comma separated values (RFC 4180) that {@link TableReader} reads back into the
 * same table. Everything that a sheet may leave to its defaults is written out; comment lines of
 * the sheet that the table came from are not part of it.
 */
public final class TableCsv {
  private static final String LINE_END = "\r\n";

  private TableCsv() {}

  /** The whole sheet. */
  public static String write(RoutingTable table) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("Name:", table.name()));
    lines.add(List.of("Id:", table.id()));
    lines.add(List.of("Strategy:", dashed(table.strategy())));
    lines.add(header(table));
    table.rows().forEach(row -> lines.add(line(row)));
    int width = lines.stream().mapToInt(List::size).max().orElse(0);
    return lines.stream().map(cells -> joined(cells, width)).collect(Collectors.joining());
  }

  private static List<String> header(RoutingTable table) {
    List<String> cells = new ArrayList<>(List.of("", "Id", "Kind", "Criterion", "Mandatory"));
    table.columns().forEach(column -> cells.add(heading(column)));
    cells.addAll(List.of("Weight", "Source", "Comment"));
    return cells;
  }

  /** The operator's heading while it still leads to the same service. */
  private static String heading(Column column) {
    return Words.slug(column.label()).equals(column.service()) ? column.label() : column.service();
  }

  private static List<String> line(TableRow row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.label());
    cells.add(row.id());
    cells.add(dashed(row.kind()));
    cells.add(row.criterion().text());
    cells.add(mandatory(row.bearing()));
    row.cells().forEach(cell -> cells.add(cell.text()));
    cells.add(String.valueOf(row.weight()));
    cells.add(dashed(row.source()).replace('-', ' '));
    cells.add(row.comment());
    return cells;
  }

  private static String mandatory(Bearing bearing) {
    return switch (bearing) {
      case MANDATORY -> "Yes";
      case SOFT -> "No";
      case RELAXABLE -> "Relaxable";
    };
  }

  private static String dashed(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String joined(List<String> cells, int width) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < width; i++) {
      line.append(i == 0 ? "" : ",").append(i < cells.size() ? quoted(cells.get(i)) : "");
    }
    return line.append(LINE_END).toString();
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> "\",;\t\r\n".indexOf(c) >= 0);
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
