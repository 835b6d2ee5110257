package isthmus.gateway.rules;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpHandler;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.store.PostgresRuleSets.Format;
import isthmus.gateway.store.PostgresRuleSets.ImportedFile;
import isthmus.isf.book.CellProblem;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.WorkbookXlsx;
import isthmus.isf.book.Worksheet;
import isthmus.isf.book.WorksheetCsv;
import isthmus.isf.table.PlainText;
import isthmus.isf.table.Strategy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the routes to versions and drafts have in common. */
final class RuleAnswers {
  private static final String CSV = "text/csv; charset=utf-8";
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private RuleAnswers() {}

  /** A handler that may refuse. */
  @FunctionalInterface
  interface Service {
    HttpAnswer serve(HttpRequest request)
        throws HttpProblem,
            IOException,
            NotPossibleException,
            WorkbookRefusedException,
            EditRefusedException;
  }

  /** The same with its refusals as answers. */
  static HttpHandler serving(Service service) {
    return request -> {
      try {
        return service.serve(request);
      } catch (NotPossibleException why) {
        throw why.problem();
      } catch (WorkbookRefusedException refused) {
        return refusal(request, refused);
      } catch (EditRefusedException refused) {
        return refusal(request, refused);
      }
    };
  }

  private record Finding(String sheet, int row, int column, String place, String line) {}

  private record Refusal(String error, String where, List<Finding> problems) {}

  /** 422: the request was understood, and what it is about cannot decide. */
  private static HttpAnswer refusal(HttpRequest request, WorkbookRefusedException refused) {
    if (request.wantsText()) {
      return HttpAnswer.text(422, refused.lines() + "\n");
    }
    List<Finding> findings =
        refused.problems().stream()
            .map(
                p ->
                    new Finding(
                        p.sheet(),
                        p.problem().row(),
                        p.problem().column(),
                        p.problem().place(),
                        p.line()))
            .toList();
    return HttpAnswer.json(422, new Refusal(refused.lines(), "body", findings));
  }

  private record Conflict(
      String sheet,
      Optional<String> row,
      Optional<String> column,
      Optional<String> now,
      Optional<String> who,
      Optional<java.time.Instant> at) {}

  private record Collision(String error, String where, Conflict conflict, long revision) {}

  private static HttpAnswer refusal(HttpRequest request, EditRefusedException refused)
      throws HttpProblem {
    String where = "ops[" + refused.index() + "]";
    String text =
        refused.refusal().text()
            + refused
                .by()
                .filter(_ -> refused.conflict())
                .map(by -> " (" + by.who() + ")")
                .orElse("");
    if (!refused.conflict()) {
      throw HttpProblem.badRequest(where, text);
    }
    if (request.wantsText()) {
      return HttpAnswer.text(409, text + "\n");
    }
    var place = refused.refusal().place();
    Conflict conflict =
        new Conflict(
            place.sheet(),
            place.row(),
            place.column(),
            place.now(),
            refused.by().map(by -> by.who()),
            refused.by().map(by -> by.at()));
    return HttpAnswer.json(409, new Collision(text, where, conflict, refused.revision()));
  }

  /** The body of a request as a file of sheets. */
  static ImportedFile file(HttpRequest request, Strategy strategy) throws HttpProblem, IOException {
    Octets body = request.body();
    if (body.isEmpty()) {
      throw HttpProblem.badRequest("body", "the body must be a CSV or XLSX file, and is empty");
    }
    String name = line(request, "name").orElse("routing table");
    OneLine.checkName("name", name);
    if (name.length() > 200) {
      throw HttpProblem.badRequest("name", "name must have at most 200 characters");
    }
    // What is a ZIP archive can only be XLSX; the reader says what else is wrong with it.
    boolean archive = body.startsWith(Octets.utf8("PK\u0003\u0004"));
    return new ImportedFile(name, archive ? Format.XLSX : Format.CSV, body.compact(), strategy);
  }

  /** A query parameter of one line. */
  static Optional<String> line(HttpRequest request, String name) throws HttpProblem {
    Optional<String> given = request.query(name).map(String::strip).filter(text -> !text.isEmpty());
    if (given.isPresent()) {
      OneLine.check(name, given.get());
    }
    return given;
  }

  /** A query parameter that is true or false. */
  static boolean flag(HttpRequest request, String name) throws HttpProblem {
    return switch (request.query(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw HttpProblem.badRequest(name, name + " must be true or false");
    };
  }

  /** A number in the path. */
  static long number(HttpRequest request, String name) throws HttpProblem {
    String text = request.pathValue(name);
    if (!text.matches("\\d{1,18}")) {
      throw HttpProblem.badRequest(name, name + " must be a number");
    }
    return Long.parseLong(text);
  }

  /** A file to keep. */
  static HttpAnswer download(Format format, String name, Octets octets) {
    String type =
        switch (format) {
          case CSV -> CSV;
          case XLSX -> XLSX;
        };
    String ending =
        switch (format) {
          case CSV -> ".csv";
          case XLSX -> ".xlsx";
        };
    return new HttpAnswer.Full(
        200,
        type,
        Map.of("Content-Disposition", "attachment; filename=\"" + name + ending + "\""),
        octets);
  }

  /** A workbook as a file; as CSV one sheet of it, the first one unless named. */
  static HttpAnswer export(HttpRequest request, String name, Workbook book) throws HttpProblem {
    if (request.query("format").orElse("").equals("xlsx")) {
      return download(Format.XLSX, name, Octets.wrap(WorkbookXlsx.write(book)));
    }
    Optional<String> wanted = request.query("sheet");
    Worksheet sheet =
        wanted
            .map(book::sheet)
            .orElseGet(() -> book.sheets().stream().findFirst())
            .orElseThrow(
                () ->
                    HttpProblem.notFound(
                        "sheet",
                        "there is no such sheet; there are "
                            + String.join(
                                ", ", book.sheets().stream().map(Worksheet::name).toList())));
    refuseFormulas(sheet);
    return download(Format.CSV, name, Octets.utf8(WorksheetCsv.write(sheet)));
  }

  /** No version has any, but a draft holds whatever somebody wrote there for others to open. */
  private static void refuseFormulas(Worksheet sheet) throws HttpProblem {
    for (int row = 0; row < sheet.rows().size(); row++) {
      for (int column = 0; column < sheet.rows().get(row).size(); column++) {
        if (PlainText.isFormula(sheet.cell(row, column))) {
          throw new HttpProblem(
              409,
              "format",
              CellProblem.at(
                      row + 1,
                      column + 1,
                      sheet.cell(row, column),
                      "a spreadsheet would take this for a formula",
                      "format=xlsx, which keeps it text")
                  .line());
        }
      }
    }
  }
}
