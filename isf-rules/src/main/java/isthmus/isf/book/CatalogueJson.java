package isthmus.isf.book;

import isthmus.isf.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the catalogue as JSON. */
final class CatalogueJson {
  private CatalogueJson() {}

  static String write(Catalogue catalogue) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sheets", catalogue.sheets().stream().map(CatalogueJson::json).toList());
    json.put("criteria", catalogue.criteria().stream().map(CatalogueJson::json).toList());
    return Json.write(json);
  }

  private static Map<String, Object> json(Catalogue.Sheet sheet) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", sheet.type());
    json.put("help", sheet.help());
    json.put("settings", sheet.settings().stream().map(CatalogueJson::json).toList());
    json.put("headings", sheet.headings().stream().map(CatalogueJson::json).toList());
    return json;
  }

  private static Map<String, Object> json(Catalogue.Setting setting) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", setting.name());
    json.put("help", setting.help());
    json.put("example", setting.example());
    json.put("words", setting.words());
    return json;
  }

  private static Map<String, Object> json(Catalogue.Heading heading) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("heading", heading.heading());
    json.put("kind", heading.kind());
    json.put("help", heading.help());
    json.put("example", heading.example());
    json.put("words", heading.words());
    json.put("refers", heading.refers());
    json.put("stages", heading.stages());
    return json;
  }

  private static Map<String, Object> json(Catalogue.CriterionWord word) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("word", word.word());
    json.put("labels", word.labels());
    json.put("kind", word.kind());
    json.put("unit", word.unit());
    json.put("cells", word.cells());
    json.put("allowed", word.allowed());
    json.put("mandatory", word.mandatory());
    json.put("source", word.source());
    return json;
  }
}
