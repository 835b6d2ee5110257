package isthmus.gateway.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import isthmus.cpm.codec.mime.Octets;
import isthmus.isf.book.Places;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.SheetProblem;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.SheetLimits;
import isthmus.isf.table.Strategy;
import isthmus.isf.table.TableCsv;
import isthmus.isf.table.TableProblem;
import isthmus.isf.table.TableReader;
import isthmus.isf.table.TableReading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Workbooks from files and back, and what they mean. */
final class Books {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Books() {}

  /** Reads a file, CSV or XLSX by its content. */
  static BookReading read(String name, Octets file) {
    return switch (new TableReader(SheetLimits.DEFAULT).read("routing", file.toByteArray())) {
      case TableReading.Good(RoutingTable table) -> {
        String csv =
            file.startsWith(Octets.utf8("PK\u0003\u0004"))
                ? TableCsv.write(table)
                : file.asString(StandardCharsets.UTF_8);
        yield new BookReading.Good(new Workbook(List.of(new Worksheet("routing", cells(csv)))));
      }
      case TableReading.Bad(List<TableProblem> problems) ->
          new BookReading.Bad(problems.stream().map(p -> new SheetProblem("", p)).toList());
    };
  }

  private static List<List<String>> cells(String csv) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : csv.lines().toList()) {
      rows.add(List.of(line.split(",", -1)).stream().map(String::strip).toList());
    }
    return rows;
  }

  /** What a workbook means. */
  static RuleSetReading rules(Workbook book, Strategy strategy) {
    if (book.sheets().isEmpty()) {
      return new RuleSetReading.Bad(
          List.of(
              new SheetProblem(
                  "", new TableProblem(0, 0, "", "no sheet", "at least one routing table"))));
    }
    Worksheet sheet = book.sheets().getFirst();
    TableReader reader = new TableReader(SheetLimits.DEFAULT, strategy);
    return switch (reader.read("routing", csv(sheet).getBytes(StandardCharsets.UTF_8))) {
      case TableReading.Good(RoutingTable table) ->
          new RuleSetReading.Good(
              RuleSet.of(table),
              new Places(Map.of(table.id(), sheet.name()), Map.of(), Map.of()));
      case TableReading.Bad(List<TableProblem> problems) ->
          new RuleSetReading.Bad(
              problems.stream().map(p -> new SheetProblem(sheet.name(), p)).toList());
    };
  }

  /** A sheet as CSV. */
  static String csv(Worksheet sheet) {
    StringBuilder csv = new StringBuilder();
    for (List<String> row : sheet.rows()) {
      csv.append(String.join(",", row.stream().map(Books::quoted).toList())).append('\n');
    }
    return csv.toString();
  }

  /** A workbook as XLSX. */
  static byte[] xlsx(Workbook book) {
    return csv(book.sheets().getFirst()).getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\n\r]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** A workbook as JSON. */
  static String json(Workbook book) {
    ArrayNode sheets = JSON.createArrayNode();
    for (Worksheet sheet : book.sheets()) {
      ObjectNode written = sheets.addObject().put("name", sheet.name());
      ArrayNode rows = written.putArray("rows");
      for (List<String> row : sheet.rows()) {
        ArrayNode cells = rows.addArray();
        row.forEach(cells::add);
      }
    }
    return sheets.toString();
  }

  /** The workbook that was written as JSON. */
  static Workbook book(String json) {
    try {
      List<Worksheet> sheets = new ArrayList<>();
      for (JsonNode sheet : JSON.readTree(json)) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : sheet.path("rows")) {
          List<String> cells = new ArrayList<>();
          row.forEach(cell -> cells.add(cell.textValue()));
          rows.add(cells);
        }
        sheets.add(new Worksheet(sheet.path("name").textValue(), rows));
      }
      return new Workbook(sheets);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("not a stored workbook", broken);
    }
  }
}
