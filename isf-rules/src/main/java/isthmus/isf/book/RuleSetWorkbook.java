package isthmus.isf.book;

import isthmus.isf.policy.AddressGrammar;
import isthmus.isf.policy.AddressList;
import isthmus.isf.policy.AddressMap;
import isthmus.isf.policy.PolicyHeading;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.PolicyTexts;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.Bearing;
import isthmus.isf.table.Column;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.TableRow;
import isthmus.isf.table.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a rule set as the workbook that {@link RuleSetReader} reads back into the same rule set.
 * Everything that a sheet may leave to its defaults is written out; comments that stood beside
 * lists and maps, and comment lines, are not part of a rule set.
 */
public final class RuleSetWorkbook {
  private RuleSetWorkbook() {}

  /**
   * All of a rule set: routing tables, the policy, lists, maps, each a sheet called by its name.
   */
  public static Workbook of(RuleSet rules) {
    List<Worksheet> sheets = new ArrayList<>();
    for (RoutingTable table : rules.tables()) {
      sheets.add(sheet(free(table.name(), sheets), table));
    }
    rules.policy().ifPresent(policy -> sheets.add(sheet(free(policy.name(), sheets), policy)));
    for (AddressList list : rules.lists()) {
      List<List<String>> rows = settings(SheetType.LIST, list.name(), list.id());
      rows.add(ListSheet.OF_LISTS);
      list.entries().forEach(entry -> rows.add(List.of(AddressGrammar.text(entry))));
      sheets.add(new Worksheet(free(list.name(), sheets), rows));
    }
    for (AddressMap map : rules.maps()) {
      List<List<String>> rows = settings(SheetType.MAP, map.name(), map.id());
      rows.add(ListSheet.OF_MAPS);
      map.entries().forEach((from, to) -> rows.add(List.of(from, to)));
      sheets.add(new Worksheet(free(map.name(), sheets), rows));
    }
    return new Workbook(sheets);
  }

  private static String free(String name, List<Worksheet> sheets) {
    return SheetName.of(name, sheets.stream().map(Worksheet::name).toList());
  }

  private static List<List<String>> settings(SheetType type, String name, String id) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Type:", type.word()));
    rows.add(List.of("Name:", name));
    rows.add(List.of("Id:", id));
    return rows;
  }

  /** The policy table as a sheet, with the columns that its rows need. */
  public static Worksheet sheet(String name, PolicyTable policy) {
    List<List<String>> rows = settings(SheetType.POLICY, policy.name(), policy.id());
    List<Map<PolicyHeading, String>> cells =
        policy.rows().stream().map(RuleSetWorkbook::cells).toList();
    List<PolicyHeading> headings =
        Arrays.stream(PolicyHeading.values())
            .filter(
                heading ->
                    heading.part() == PolicyHeading.Part.ATTRIBUTE
                        || cells.stream().anyMatch(row -> row.containsKey(heading)))
            .sorted(Comparator.comparing(heading -> heading == PolicyHeading.COMMENT))
            .toList();
    List<String> header = new ArrayList<>(List.of("Rule"));
    headings.forEach(heading -> header.add(heading.heading()));
    rows.add(header);
    for (int i = 0; i < cells.size(); i++) {
      List<String> row = new ArrayList<>(List.of(policy.rows().get(i).label()));
      Map<PolicyHeading, String> line = cells.get(i);
      headings.forEach(heading -> row.add(line.getOrDefault(heading, "")));
      rows.add(row);
    }
    return new Worksheet(name, rows);
  }

  private static Map<PolicyHeading, String> cells(PolicyRow row) {
    Map<PolicyHeading, String> cells = new EnumMap<>(PolicyHeading.class);
    cells.put(PolicyHeading.ID, row.id());
    cells.put(PolicyHeading.STAGE, row.stage().word());
    cells.put(PolicyHeading.COMMENT, row.comment());
    row.conditions()
        .forEach(
            condition -> cells.put(PolicyTexts.heading(condition), PolicyTexts.text(condition)));
    row.actions()
        .forEach(action -> cells.put(PolicyTexts.heading(action), PolicyTexts.text(action)));
    if (row.actions().isEmpty()) {
      cells.put(PolicyHeading.PASS, "Yes");
    }
    return cells;
  }

  /** A routing table as a sheet. */
  public static Worksheet sheet(String name, RoutingTable table) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Name:", table.name()));
    rows.add(List.of("Id:", table.id()));
    rows.add(List.of("Strategy:", dashed(table.strategy())));
    rows.add(header(table));
    table.rows().forEach(row -> rows.add(line(row)));
    return new Worksheet(name, rows);
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

  /** The word below {@code Mandatory}. */
  static String mandatory(Bearing bearing) {
    return switch (bearing) {
      case MANDATORY -> "Yes";
      case SOFT -> "No";
      case RELAXABLE -> "Relaxable";
    };
  }

  private static String dashed(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
