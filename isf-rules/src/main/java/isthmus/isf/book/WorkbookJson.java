package isthmus.isf.book;

import isthmus.isf.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A workbook as JSON, one text for each workbook: {@code {"sheets":[{"name":"routing","rows":[["",
 * "SMS"],…]}]}}.
 */
public final class WorkbookJson {
  private WorkbookJson() {}

  /** Writes a workbook. */
  public static String write(Workbook workbook) {
    List<Object> sheets = new ArrayList<>();
    for (Worksheet sheet : workbook.sheets()) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("name", sheet.name());
      members.put("rows", sheet.rows());
      sheets.add(members);
    }
    return Json.write(Map.of("sheets", sheets));
  }

  /** Reads what {@link #write} wrote; anything else is an IllegalArgumentException. */
  public static Workbook read(String json) {
    List<Worksheet> sheets = new ArrayList<>();
    for (Object element : members(Json.object(Json.read(json)), "sheets")) {
      Map<String, Object> sheet = Json.object(element);
      List<List<String>> rows = new ArrayList<>();
      for (Object row : members(sheet, "rows")) {
        rows.add(Json.list(row).stream().map(WorkbookJson::text).toList());
      }
      String name =
          Json.string(sheet, "name")
              .orElseThrow(() -> new IllegalArgumentException("a sheet without a name"));
      sheets.add(new Worksheet(name, rows));
    }
    return new Workbook(sheets);
  }

  private static List<Object> members(Map<String, Object> object, String key) {
    Object value = object.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no " + key);
    }
    return Json.list(value);
  }

  private static String text(Object cell) {
    if (!(cell instanceof String text)) {
      throw new IllegalArgumentException("a cell that is not text");
    }
    return text;
  }
}
