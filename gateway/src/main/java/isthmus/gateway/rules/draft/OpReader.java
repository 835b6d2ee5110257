package isthmus.gateway.rules.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Reads operations from JSON. The cells of a row may come as an object by column, or as an array in
 * the order of the columns that the author sees; for those this follows how the operations before
 * them change the columns. Used once, by one thread.
 */
public final class OpReader {
  private static final Map<String, Set<String>> MEMBERS =
      Map.ofEntries(
          Map.entry("cell", Set.of("sheet", "row", "column", "was", "now")),
          Map.entry("row-insert", Set.of("sheet", "after", "row", "cells")),
          Map.entry("row-move", Set.of("sheet", "row", "after")),
          Map.entry("row-delete", Set.of("sheet", "row")),
          Map.entry("column-insert", Set.of("sheet", "after", "column", "cells")),
          Map.entry("column-move", Set.of("sheet", "column", "after")),
          Map.entry("column-delete", Set.of("sheet", "column")),
          Map.entry("sheet-insert", Set.of("sheet", "after", "name", "columns", "rows")),
          Map.entry("sheet-rename", Set.of("sheet", "was", "now")),
          Map.entry("sheet-move", Set.of("sheet", "after")),
          Map.entry("sheet-delete", Set.of("sheet")));

  private final Map<String, List<String>> columns = new HashMap<>();
  private final Set<String> positional = new TreeSet<>();

  /** A reader of operations on a draft. */
  public OpReader(DraftGrid grid) {
    grid.sheets().forEach(sheet -> columns.put(sheet.key(), sheet.columns()));
  }

  /** Sheets in which the cells of a row came in the order of columns. */
  public Set<String> positional() {
    return Set.copyOf(positional);
  }

  /**
   * Reads one operation.
   *
   * @throws IllegalArgumentException in words for its author, when it is none
   */
  public DraftOp read(JsonNode node) {
    String kind = text(node, "op");
    Set<String> members = MEMBERS.get(kind);
    if (members == null) {
      throw new IllegalArgumentException(
          "op must be one of " + String.join(", ", new TreeSet<>(MEMBERS.keySet())));
    }
    for (var member : node.properties()) {
      if (!member.getKey().equals("op") && !members.contains(member.getKey())) {
        throw new IllegalArgumentException(
            kind + " has op, " + String.join(", ", new TreeSet<>(members)) + " and nothing else");
      }
    }
    DraftOp op = op(kind, text(node, "sheet"), node);
    follow(op);
    return op;
  }

  private DraftOp op(String kind, String sheet, JsonNode node) {
    return switch (kind) {
      case "cell" ->
          new DraftOp.SetCell(
              sheet, text(node, "row"), text(node, "column"), text(node, "was"), text(node, "now"));
      case "row-insert" ->
          new DraftOp.InsertRow(sheet, after(node), text(node, "row"), rowCells(sheet, node));
      case "row-move" -> new DraftOp.MoveRow(sheet, text(node, "row"), after(node));
      case "row-delete" -> new DraftOp.DeleteRow(sheet, text(node, "row"));
      case "column-insert" ->
          new DraftOp.InsertColumn(sheet, after(node), text(node, "column"), texts(node, "cells"));
      case "column-move" -> new DraftOp.MoveColumn(sheet, text(node, "column"), after(node));
      case "column-delete" -> new DraftOp.DeleteColumn(sheet, text(node, "column"));
      case "sheet-insert" -> sheet(sheet, node);
      case "sheet-rename" -> new DraftOp.RenameSheet(sheet, text(node, "was"), text(node, "now"));
      case "sheet-move" -> new DraftOp.MoveSheet(sheet, after(node));
      default -> new DraftOp.DeleteSheet(sheet);
    };
  }

  private Map<String, String> rowCells(String sheet, JsonNode node) {
    JsonNode cells = node.path("cells");
    if (!cells.isArray()) {
      return texts(node, "cells");
    }
    positional.add(sheet);
    List<String> keys = columns.getOrDefault(sheet, List.of());
    if (cells.size() > keys.size()) {
      throw new IllegalArgumentException(
          "cells has %d texts for %d columns".formatted(cells.size(), keys.size()));
    }
    Map<String, String> byColumn = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      putText(byColumn, keys.get(i), cells.get(i));
    }
    return byColumn;
  }

  private static DraftOp.InsertSheet sheet(String sheet, JsonNode node) {
    JsonNode rows = node.path("rows");
    if (!rows.isArray()) {
      throw new IllegalArgumentException("rows must be an array of rows");
    }
    List<List<String>> cells = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (JsonNode row : rows) {
      JsonNode texts = row.isObject() ? row.path("cells") : row;
      keys.add(row.isObject() ? text(row, "key") : "r" + (keys.size() + 1));
      cells.add(list(texts, "rows"));
    }
    int width = cells.stream().mapToInt(List::size).max().orElse(0);
    List<String> columns =
        node.has("columns")
            ? list(node.path("columns"), "columns")
            : IntStream.rangeClosed(1, width).mapToObj(i -> "c" + i).toList();
    List<DraftRow> filled = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      List<String> wide = new ArrayList<>(cells.get(i));
      while (wide.size() < columns.size()) {
        wide.add("");
      }
      filled.add(new DraftRow(keys.get(i), wide));
    }
    return new DraftOp.InsertSheet(sheet, after(node), text(node, "name"), columns, filled);
  }

  private static List<String> list(JsonNode node, String name) {
    if (!node.isArray()) {
      throw new IllegalArgumentException(name + " must hold arrays of texts");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : node) {
      if (!text.isTextual()) {
        throw new IllegalArgumentException(name + " must hold texts");
      }
      texts.add(text.textValue().strip());
    }
    return texts;
  }

  /** Keeps the columns as they will be when the operation is done. */
  private void follow(DraftOp op) {
    switch (op) {
      case DraftOp.InsertSheet insert -> columns.put(insert.sheet(), insert.columns());
      case DraftOp.InsertColumn insert -> place(insert.sheet(), insert.column(), insert.after());
      case DraftOp.MoveColumn move -> place(move.sheet(), move.column(), move.after());
      case DraftOp.DeleteColumn delete ->
          columns.computeIfPresent(
              delete.sheet(),
              (_, keys) -> keys.stream().filter(key -> !key.equals(delete.column())).toList());
      case DraftOp.SetCell _,
          DraftOp.InsertRow _,
          DraftOp.MoveRow _,
          DraftOp.DeleteRow _,
          DraftOp.RenameSheet _,
          DraftOp.MoveSheet _,
          DraftOp.DeleteSheet _ -> {
        // The columns stay.
      }
    }
  }

  private void place(String sheet, String column, Optional<String> after) {
    columns.computeIfPresent(
        sheet,
        (_, keys) -> {
          List<String> placed = new ArrayList<>(keys);
          placed.remove(column);
          placed.add(after.map(placed::indexOf).orElse(-1) + 1, column);
          return placed;
        });
  }

  private static Optional<String> after(JsonNode node) {
    JsonNode after = node.path("after");
    return after.isNull() || after.isMissingNode()
        ? Optional.empty()
        : Optional.of(text(node, "after"));
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(name + " must be a text");
    }
    return value.textValue();
  }

  private static Map<String, String> texts(JsonNode node, String name) {
    JsonNode object = node.path(name);
    if (object.isMissingNode() || object.isNull()) {
      return Map.of();
    }
    if (!object.isObject()) {
      throw new IllegalArgumentException(name + " must be an object of texts by key");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(member -> putText(texts, member.getKey(), member.getValue()));
    return texts;
  }

  private static void putText(Map<String, String> texts, String key, JsonNode text) {
    if (!text.isTextual()) {
      throw new IllegalArgumentException("cells must hold texts");
    }
    if (!text.textValue().isBlank()) {
      texts.put(key, text.textValue().strip());
    }
  }
}
