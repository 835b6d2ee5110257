package isthmus.gateway.rules;

import isthmus.isf.book.SheetType;
import isthmus.isf.book.Worksheet;
import isthmus.isf.table.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a sheet says of itself in the settings above its headings, as far as it goes.
 *
 * @param name the name of the sheet
 * @param settings the rows above the headings as they are written, by their first words in lower
 *     case without the colon
 */
record SheetHead(String name, Map<String, List<String>> settings) {

  static SheetHead of(Worksheet sheet) {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    for (List<String> row : sheet.rows()) {
      List<String> said = row.stream().filter(cell -> !cell.isBlank()).map(String::strip).toList();
      if (said.isEmpty() || said.getFirst().startsWith("#")) {
        continue;
      }
      String first = said.getFirst();
      if (!first.endsWith(":")) {
        break;
      }
      settings.put(first.substring(0, first.length() - 1).strip().toLowerCase(Locale.ROOT), said);
    }
    return new SheetHead(sheet.name(), settings);
  }

  private String value(String setting, String usual) {
    List<String> said = settings.getOrDefault(setting, List.of());
    return said.isEmpty() ? usual : said.size() > 1 ? said.get(1) : "";
  }

  /** By which others refer to it. */
  String id() {
    String id = value("id", "");
    return id.isEmpty() ? Words.slug(name) : id;
  }

  /** {@code routing}, {@code policy}, {@code list} or {@code map}; whatever stands there. */
  String type() {
    String type = value("type", "").toLowerCase(Locale.ROOT);
    return type.isEmpty() ? SheetType.ROUTING.word() : type;
  }

  boolean isRouting() {
    return type().equals(SheetType.ROUTING.word());
  }

  /** Whether it says how ties are broken. */
  boolean strategy() {
    return settings.containsKey("strategy");
  }

  /** Whether it is a routing table that does not say which one, as a plain CSV file. */
  boolean anonymous() {
    return isRouting()
        && name.equalsIgnoreCase(SheetType.ROUTING.word())
        && value("id", "").isEmpty()
        && value("name", "").isEmpty();
  }

  /** The rows by which it is called, for a sheet that takes its place. */
  List<List<String>> naming() {
    return settings.entrySet().stream()
        .filter(setting -> setting.getKey().equals("id") || setting.getKey().equals("name"))
        .map(Map.Entry::getValue)
        .filter(said -> said.size() > 1)
        .toList();
  }
}
