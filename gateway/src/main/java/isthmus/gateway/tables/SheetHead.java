package isthmus.gateway.tables;

import isthmus.isf.book.Worksheet;
import isthmus.isf.table.Words;
import java.util.List;
import java.util.Locale;

/**
 * What a sheet says of itself in the settings above its headings, as far as it goes.
 *
 * @param id by which others refer to it
 * @param type {@code routing}, {@code policy}, {@code list} or {@code map}; whatever stands there
 * @param strategy whether it says how ties are broken
 */
record SheetHead(String id, String type, boolean strategy) {

  static SheetHead of(Worksheet sheet) {
    String id = Words.slug(sheet.name());
    String type = "routing";
    boolean strategy = false;
    for (List<String> row : sheet.rows()) {
      List<String> said = row.stream().filter(cell -> !cell.isBlank()).map(String::strip).toList();
      if (said.isEmpty() || said.getFirst().startsWith("#")) {
        continue;
      }
      if (!said.getFirst().endsWith(":")) {
        break;
      }
      String value = said.size() > 1 ? said.get(1) : "";
      switch (said.getFirst().toLowerCase(Locale.ROOT)) {
        case "id:" -> id = value;
        case "type:" -> type = value.toLowerCase(Locale.ROOT);
        case "strategy:" -> strategy = true;
        default -> {
          // Another setting.
        }
      }
    }
    return new SheetHead(id, type, strategy);
  }
}
