package isthmus.gateway.tables;

import isthmus.isf.book.Worksheet;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * What a sheet says of itself in the settings above its headings, as far as it goes.
 *
 * @param id by which others refer to it
 * @param type {@code routing}, {@code policy}, {@code list} or {@code map}; whatever stands there
 */
record SheetHead(String id, String type) {

  static SheetHead of(Worksheet sheet) {
    String id = slug(sheet.name());
    String type = "routing";
    for (List<String> row : sheet.rows()) {
      String first = row.isEmpty() ? "" : row.getFirst().strip();
      if (first.startsWith("#") || row.stream().allMatch(String::isBlank)) {
        continue;
      }
      if (!first.endsWith(":")) {
        break;
      }
      String value = row.size() > 1 ? row.get(1).strip() : "";
      switch (first.toLowerCase(Locale.ROOT)) {
        case "id:" -> id = value;
        case "type:" -> type = value.toLowerCase(Locale.ROOT);
        default -> {
          // Another setting.
        }
      }
    }
    return new SheetHead(id, type);
  }

  private static String slug(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\p{M}", "")
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }
}
