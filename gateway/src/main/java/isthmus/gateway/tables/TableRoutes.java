package isthmus.gateway.tables;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Json;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.store.PostgresRoutingTables.Format;
import isthmus.gateway.store.PostgresRoutingTables.Stored;
import isthmus.gateway.store.PostgresRoutingTables.TableFile;
import isthmus.gateway.store.PostgresRoutingTables.Version;
import isthmus.gateway.tables.RoutingTables.Imported;
import isthmus.isf.book.TableCsv;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.Strategy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code /api/isf}: the routing table's versions and questions about them, as JSON or as text.
 *
 * <ul>
 *   <li>{@code GET /api/isf/explain?from=…&to=…&kind=…&size=…}, see {@link InquiryReader}
 *   <li>{@code GET /api/isf/tables}: all versions and activations
 *   <li>{@code POST /api/isf/tables?name=…&comment=…}: the body, a file, becomes a version
 *   <li>{@code GET /api/isf/tables/{version|active}}; {@code format=csv} for the table as CSV,
 *       {@code format=file} for the file as it was imported
 *   <li>{@code POST /api/isf/tables/{version}/activate}
 * </ul>
 */
public final class TableRoutes {
  private static final String CSV = "text/csv; charset=utf-8";
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final int MAX_NAME = 200;
  private static final int MAX_COMMENT = 1_000;

  private final RoutingTables tables;
  private final Inquiries inquiries;
  private final InquiryReader reader;
  private final Strategy strategy;

  /**
   * Routes to the tables of a gateway.
   *
   * @param strategy how ties are broken by imported files that do not say
   */
  public TableRoutes(
      RoutingTables tables, Inquiries inquiries, InquiryReader reader, Strategy strategy) {
    this.tables = requireNonNull(tables);
    this.inquiries = requireNonNull(inquiries);
    this.reader = requireNonNull(reader);
    this.strategy = requireNonNull(strategy);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/isf/explain", this::explain),
        Route.get("/api/isf/tables", this::history),
        Route.post("/api/isf/tables", this::importTable),
        Route.get("/api/isf/tables/{version}", this::show),
        Route.post("/api/isf/tables/{version}/activate", this::activate));
  }

  private record Decided(String outcome, String because) {}

  private record Explained(Decided decision, Object selection, String text) {}

  private HttpAnswer explain(HttpRequest request) throws HttpProblem {
    Inquiries.Answer answer = inquiries.answer(reader.read(request));
    if (request.wantsText()) {
      return HttpAnswer.text(answer.toText());
    }
    Decided decided = new Decided(answer.word(), answer.decision().because());
    Object selection = Json.read(answer.selection().explanation().toJson());
    return HttpAnswer.json(new Explained(decided, selection, answer.toText()));
  }

  private HttpAnswer history(HttpRequest request) {
    RoutingTables.History history = tables.history();
    return request.wantsText()
        ? HttpAnswer.text(HistoryText.of(history))
        : HttpAnswer.json(history);
  }

  private record Made(long version, String name, int rows, List<String> services) {}

  private HttpAnswer importTable(HttpRequest request) throws HttpProblem, IOException {
    Octets body = request.body();
    if (body.isEmpty()) {
      throw HttpProblem.badRequest("body", "the body must be a CSV or XLSX file, and is empty");
    }
    String name = line(request, "name", MAX_NAME).orElse("routing table");
    String comment = line(request, "comment", MAX_COMMENT).orElse("");
    TableFile file = new TableFile(name, format(body), body.compact(), strategy);
    try {
      Imported imported = tables.importTable(file, comment, request.peer());
      RoutingTable table = imported.table();
      if (request.wantsText()) {
        return HttpAnswer.text(
            201,
            "version %d imported from %s: %d rows, %d services; `isthmus isf activate %d` makes it rule\n"
                .formatted(
                    imported.version(),
                    name,
                    table.rows().size(),
                    table.columns().size(),
                    imported.version()));
      }
      List<String> services = table.columns().stream().map(column -> column.service()).toList();
      return HttpAnswer.json(
          201, new Made(imported.version(), name, table.rows().size(), services));
    } catch (TableRefusedException refused) {
      return refusal(request, refused);
    }
  }

  /** What is a ZIP archive can only be XLSX; the reader says what else is wrong with it. */
  private static Format format(Octets file) {
    return file.startsWith(Octets.utf8("PK\u0003\u0004")) ? Format.XLSX : Format.CSV;
  }

  private static Optional<String> line(HttpRequest request, String name, int most)
      throws HttpProblem {
    Optional<String> given = request.query(name).map(String::strip).filter(text -> !text.isEmpty());
    if (given
        .filter(t -> t.length() > most || t.chars().anyMatch(Character::isISOControl))
        .isPresent()) {
      throw HttpProblem.badRequest(
          name, name + " must be one line of at most " + most + " characters");
    }
    return given;
  }

  private HttpAnswer show(HttpRequest request) throws HttpProblem {
    Stored stored = find(request);
    Version version = stored.version();
    return switch (request.query("format").orElse("json")) {
      case "json" ->
          HttpAnswer.json(TableView.of(version, tables.active(), table(version.version())));
      case "csv", "text" ->
          file(
              CSV,
              "routing-" + version.version() + ".csv",
              Octets.utf8(TableCsv.write(table(version.version()))));
      case "file" ->
          switch (stored.file().format()) {
            case CSV -> file("text/csv", "routing-" + version.version() + ".csv", stored);
            case XLSX -> file(XLSX, "routing-" + version.version() + ".xlsx", stored);
          };
      default -> throw HttpProblem.badRequest("format", "format must be json, csv or file");
    };
  }

  private static HttpAnswer file(String type, String name, Stored stored) {
    return file(type, name, stored.file().octets());
  }

  private static HttpAnswer file(String type, String name, Octets octets) {
    return new HttpAnswer.Full(
        200, type, Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""), octets);
  }

  private RoutingTable table(long version) throws HttpProblem {
    Optional<RoutingTable> table = tables.parsed().table(version);
    if (table.isEmpty()) {
      throw new HttpProblem(
          409,
          "version",
          "version " + version + " cannot be read by this release; format=file gives its file");
    }
    return table.get();
  }

  private Stored find(HttpRequest request) throws HttpProblem {
    String which = request.pathValue("version");
    OptionalLong active = tables.active();
    long version =
        which.equals("active") && active.isPresent() ? active.getAsLong() : number(request);
    Optional<Stored> found = tables.find(version);
    if (found.isEmpty()) {
      throw unknown(version);
    }
    return found.get();
  }

  private static long number(HttpRequest request) throws HttpProblem {
    String which = request.pathValue("version");
    if (!which.matches("\\d{1,18}")) {
      throw HttpProblem.badRequest(
          "version", "a version is a number; the one that rules is called active");
    }
    return Long.parseLong(which);
  }

  private static HttpProblem unknown(long version) {
    return HttpProblem.notFound("version", "there is no version " + version);
  }

  private record Ruling(long version, OptionalLong before) {}

  private HttpAnswer activate(HttpRequest request) throws HttpProblem {
    long version = number(request);
    try {
      Optional<OptionalLong> before = tables.activate(version, request.peer());
      if (before.isEmpty()) {
        throw unknown(version);
      }
      if (!request.wantsText()) {
        return HttpAnswer.json(new Ruling(version, before.get()));
      }
      String was = before.get().isPresent() ? ", before it " + before.get().getAsLong() : "";
      return HttpAnswer.text("version " + version + " rules" + was + "\n");
    } catch (TableRefusedException refused) {
      return refusal(request, refused);
    }
  }

  private record Finding(int row, int column, String place, String line) {}

  private record Refusal(String error, String where, List<Finding> problems) {}

  /** 422: the file was understood as a request, and is no table. */
  private static HttpAnswer refusal(HttpRequest request, TableRefusedException refused) {
    if (request.wantsText()) {
      return HttpAnswer.text(422, refused.lines() + "\n");
    }
    List<Finding> findings =
        refused.problems().stream()
            .map(p -> new Finding(p.row(), p.column(), p.place(), p.line()))
            .toList();
    return HttpAnswer.json(422, new Refusal(refused.lines(), "body", findings));
  }
}
