package isthmus.gateway.rules.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drafts and operations as JSON, for the database and for those who follow a draft. */
public final class DraftJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DraftJson() {}

  /** A grid with its keys. */
  public static String write(DraftGrid grid) {
    ArrayNode sheets = JSON.createArrayNode();
    for (DraftSheet sheet : grid.sheets()) {
      ObjectNode written = sheets.addObject().put("key", sheet.key()).put("name", sheet.name());
      sheet.columns().forEach(written.putArray("columns")::add);
      rows(written, sheet.rows());
    }
    return sheets.toString();
  }

  /**
   * The grid that was written.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static DraftGrid grid(String json) {
    List<DraftSheet> sheets = new ArrayList<>();
    for (JsonNode sheet : tree(json)) {
      List<DraftRow> rows = new ArrayList<>();
      for (JsonNode row : sheet.path("rows")) {
        rows.add(new DraftRow(row.path("key").textValue(), texts(row.path("cells"))));
      }
      sheets.add(
          new DraftSheet(
              sheet.path("key").textValue(),
              sheet.path("name").textValue(),
              texts(sheet.path("columns")),
              rows));
    }
    return new DraftGrid(sheets);
  }

  /** Operations, cells by their keys. */
  public static String write(List<DraftOp> ops) {
    ArrayNode written = JSON.createArrayNode();
    ops.forEach(op -> written.add(tree(op)));
    return written.toString();
  }

  /** The operations that were written. */
  public static List<DraftOp> ops(String json) {
    OpReader reader = new OpReader(new DraftGrid(List.of()));
    List<DraftOp> ops = new ArrayList<>();
    tree(json).forEach(op -> ops.add(reader.read(op)));
    return ops;
  }

  private static ObjectNode tree(DraftOp op) {
    ObjectNode node = JSON.createObjectNode();
    return switch (op) {
      case DraftOp.SetCell cell ->
          named(node, "cell", op)
              .put("row", cell.row())
              .put("column", cell.column())
              .put("was", cell.was())
              .put("now", cell.now());
      case DraftOp.InsertRow insert ->
          cells(
              after(named(node, "row-insert", op), insert.after()).put("row", insert.row()),
              insert.cells());
      case DraftOp.MoveRow move ->
          after(named(node, "row-move", op).put("row", move.row()), move.after());
      case DraftOp.DeleteRow delete -> named(node, "row-delete", op).put("row", delete.row());
      case DraftOp.InsertColumn insert ->
          cells(
              after(named(node, "column-insert", op), insert.after())
                  .put("column", insert.column()),
              insert.cells());
      case DraftOp.MoveColumn move ->
          after(named(node, "column-move", op).put("column", move.column()), move.after());
      case DraftOp.DeleteColumn delete ->
          named(node, "column-delete", op).put("column", delete.column());
      case DraftOp.InsertSheet insert -> {
        ObjectNode sheet =
            after(named(node, "sheet-insert", op), insert.after()).put("name", insert.name());
        insert.columns().forEach(sheet.putArray("columns")::add);
        rows(sheet, insert.rows());
        yield sheet;
      }
      case DraftOp.RenameSheet rename ->
          named(node, "sheet-rename", op).put("was", rename.was()).put("now", rename.now());
      case DraftOp.MoveSheet move -> after(named(node, "sheet-move", op), move.after());
      case DraftOp.DeleteSheet _ -> named(node, "sheet-delete", op);
    };
  }

  private static ObjectNode named(ObjectNode node, String name, DraftOp op) {
    return node.put("op", name).put("sheet", op.sheet());
  }

  private static ObjectNode after(ObjectNode node, Optional<String> after) {
    after.ifPresentOrElse(key -> node.put("after", key), () -> node.putNull("after"));
    return node;
  }

  private static ObjectNode cells(ObjectNode node, Map<String, String> cells) {
    ObjectNode written = node.putObject("cells");
    cells.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(cell -> written.put(cell.getKey(), cell.getValue()));
    return node;
  }

  private static void rows(ObjectNode sheet, List<DraftRow> rows) {
    ArrayNode written = sheet.putArray("rows");
    for (DraftRow row : rows) {
      row.cells().forEach(written.addObject().put("key", row.key()).putArray("cells")::add);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("not a stored draft", broken);
    }
  }
}
