package isthmus.gateway.rules;

import static isthmus.gateway.rules.RuleAnswers.serving;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import isthmus.gateway.console.http.Audit;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.JsonBody;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.rules.draft.DraftGrid;
import isthmus.gateway.store.PostgresRuleSets.ImportedFile;
import isthmus.gateway.store.PostgresRuleSets.Stored;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code /api/isf/versions}: versions made of files, and what becomes of versions.
 *
 * <ul>
 *   <li>{@code GET /api/isf/versions}: all, with who, when and why
 *   <li>{@code POST /api/isf/versions?name=…&comment=…&whole=…}: the body, a file, becomes a
 *       version
 *   <li>{@code GET /api/isf/versions/{version|active}}; {@code format=xlsx}, {@code
 *       format=csv&sheet=…}, or {@code format=file} for the file as it was imported
 *   <li>{@code POST /api/isf/versions/{version}/approve}, {@code …/refuse}, {@code …/activate}
 *   <li>{@code DELETE /api/isf/schedule/{id}}
 *   <li>{@code POST /api/isf/rollback}
 * </ul>
 */
public final class VersionRoutes {
  private final RuleSets rules;
  private final Audit audit;

  /** Routes to the versions of a gateway. */
  public VersionRoutes(RuleSets rules, Audit audit) {
    this.rules = requireNonNull(rules);
    this.audit = requireNonNull(audit);
  }

  /** The routes. */
  public List<Route> routes() {
    String version = "/api/isf/versions/{version}";
    return List.of(
        Route.get("/api/isf/versions", this::history),
        Route.post("/api/isf/versions", serving(this::importFile)).allowing(Role.EDITOR).heavy(),
        Route.get(version, serving(this::show)).heavy(),
        Route.post(version + "/approve", serving(this::approve)).allowing(Role.APPROVER),
        Route.post(version + "/refuse", serving(this::refuse)).allowing(Role.APPROVER),
        Route.post(version + "/activate", serving(this::activate)).allowing(Role.EDITOR),
        Route.delete("/api/isf/schedule/{id}", serving(this::cancel)).allowing(Role.EDITOR),
        Route.post("/api/isf/rollback", serving(this::rollBack)).allowing(Role.VIEWER));
  }

  private record Versions(List<VersionView> versions, OptionalLong ruling) {}

  private HttpAnswer history(HttpRequest request) {
    RuleSets.History history = rules.history();
    return request.wantsText()
        ? HttpAnswer.text(RuleText.history(history, rules.state()))
        : HttpAnswer.json(new Versions(VersionView.all(history), history.ruling()));
  }

  private record Made(
      long version,
      String name,
      List<String> sheets,
      List<MergedBook.Replaced> replaced,
      List<String> added,
      List<String> kept) {}

  private HttpAnswer importFile(HttpRequest request)
      throws HttpProblem, IOException, WorkbookRefusedException, NotPossibleException {
    ImportedFile file = RuleAnswers.file(request, rules.strategy());
    String comment = RuleAnswers.line(request, "comment").orElse("");
    RuleSets.Made made =
        rules.importFile(
            file,
            RuleAnswers.flag(request, "whole"),
            comment,
            request.caller().name(),
            version -> record(request, "version-imported", version, Map.of("file", file.name())));
    MergedBook merged = made.merged();
    List<String> sheets = merged.book().sheets().stream().map(Worksheet::name).toList();
    return request.wantsText()
        ? HttpAnswer.text(
            201,
            "version %d made from %s, %s; %s%n"
                .formatted(
                    made.version(),
                    file.name(),
                    merged.told(),
                    RuleText.next(made.version(), rules.state().approval())))
        : HttpAnswer.json(
            201,
            new Made(
                made.version(),
                file.name(),
                sheets,
                merged.replaced(),
                merged.added(),
                merged.kept()));
  }

  private record Shown(@JsonUnwrapped VersionView version, boolean rules, List<SheetView> sheets) {}

  private HttpAnswer show(HttpRequest request) throws HttpProblem, NotPossibleException {
    long version = version(request);
    Stored stored = rules.find(version).orElseThrow(() -> RuleSets.unknown(version));
    String name = "rules-" + version;
    return switch (request.query("format").orElse("json")) {
      case "json" -> HttpAnswer.json(shown(stored));
      case "csv", "xlsx", "text" -> RuleAnswers.export(request, name, book(version));
      case "file" -> {
        if (!stored.version().file()) {
          throw NotPossibleException.conflict(
              "format", "version " + version + " was not imported from a file");
        }
        yield RuleAnswers.download(stored.file().format(), name, stored.file().octets());
      }
      default -> throw HttpProblem.badRequest("format", "format must be json, csv, xlsx or file");
    };
  }

  private Shown shown(Stored stored) throws NotPossibleException {
    RuleSets.History history = rules.history();
    long version = stored.version().version();
    return new Shown(
        VersionView.of(stored.version(), history),
        history.ruling().equals(OptionalLong.of(version)),
        SheetView.of(DraftGrid.of(book(version))));
  }

  private Workbook book(long version) throws NotPossibleException {
    return rules.workbook(new BookSource.Version(version));
  }

  private long version(HttpRequest request) throws HttpProblem {
    OptionalLong ruling = rules.ruling();
    return request.pathValue("version").equals("active") && ruling.isPresent()
        ? ruling.getAsLong()
        : number(request);
  }

  private static long number(HttpRequest request) throws HttpProblem {
    if (!request.pathValue("version").matches("\\d{1,18}")) {
      throw HttpProblem.badRequest(
          "version", "a version is a number; the one that rules is called active");
    }
    return RuleAnswers.number(request, "version");
  }

  private record Said(long version, String verdict) {}

  /** What somebody says of a version. */
  private interface Verdict {
    void on(long version, String comment, String who) throws NotPossibleException;
  }

  private HttpAnswer approve(HttpRequest request)
      throws HttpProblem, IOException, NotPossibleException {
    long version = judged(request, "version-approved", rules::approve);
    return request.wantsText()
        ? HttpAnswer.text(
            "version %d approved; %s%n".formatted(version, RuleText.next(version, false)))
        : HttpAnswer.json(new Said(version, "approved"));
  }

  private HttpAnswer refuse(HttpRequest request)
      throws HttpProblem, IOException, NotPossibleException {
    long version = judged(request, "version-refused", rules::refuse);
    return request.wantsText()
        ? HttpAnswer.text(
            "version %d refused; it cannot rule, another one has to be made%n".formatted(version))
        : HttpAnswer.json(new Said(version, "refused"));
  }

  private long judged(HttpRequest request, String what, Verdict verdict)
      throws HttpProblem, IOException, NotPossibleException {
    long version = number(request);
    String comment = OneLine.of(JsonBody.of(request, Set.of("comment")), "comment");
    return audit.together(
        () -> {
          verdict.on(version, comment, request.caller().name());
          return recorded(request, what, version, Map.of("comment", comment));
        });
  }

  private record Planned(long scheduled, long version, Instant at) {}

  private HttpAnswer activate(HttpRequest request)
      throws HttpProblem, IOException, NotPossibleException, WorkbookRefusedException {
    long version = number(request);
    JsonBody body = JsonBody.of(request, Set.of("comment", "at", "expecting"));
    Optional<Instant> at = OneLine.instant(body, "at");
    OptionalLong expecting = body.number("expecting");
    String who = request.caller().name();
    String comment = OneLine.of(body, "comment");
    if (at.isEmpty()) {
      return ruling(
          request,
          rules.activate(
              version,
              expecting,
              comment,
              who,
              ruling -> record(request, "version-activated", ruling, comment)));
    }
    Map<String, Object> detail = Map.of("at", at.get().toString(), "comment", comment);
    long id =
        audit.together(
            () -> {
              long added = rules.schedule(version, at.get(), expecting, comment, who);
              record(request, "version-scheduled", version, detail);
              return added;
            });
    return request.wantsText()
        ? HttpAnswer.text(
            202,
            "version %d rules from %s on; schedule %d, `isthmus isf unschedule %d` cancels it%n"
                .formatted(version, at.get(), id, id))
        : HttpAnswer.json(202, new Planned(id, version, at.get()));
  }

  private void record(HttpRequest request, String what, long version, Map<String, Object> detail) {
    audit.record(request.caller(), request.peer(), what, "version " + version, detail);
  }

  private long recorded(
      HttpRequest request, String what, long version, Map<String, Object> detail) {
    record(request, what, version, detail);
    return version;
  }

  private void record(HttpRequest request, String what, RuleSets.Ruling ruling, String comment) {
    Map<String, Object> detail = new LinkedHashMap<>();
    ruling.before().ifPresent(before -> detail.put("before", before));
    detail.put("comment", comment);
    record(request, what, ruling.version(), detail);
  }

  private static HttpAnswer ruling(HttpRequest request, RuleSets.Ruling ruling) {
    if (!request.wantsText()) {
      return HttpAnswer.json(ruling);
    }
    if (ruling.before().isEmpty()) {
      return HttpAnswer.text("version " + ruling.version() + " rules\n");
    }
    String was = ", before it " + ruling.before().getAsLong();
    return HttpAnswer.text(
        "version %d rules%s; `isthmus isf rollback` leads back%n".formatted(ruling.version(), was));
  }

  private record Cancelled(long cancelled) {}

  private HttpAnswer cancel(HttpRequest request) throws HttpProblem, NotPossibleException {
    long id = RuleAnswers.number(request, "id");
    audit.together(
        () -> {
          rules.cancel(id, request.caller().name());
          audit.record(
              request.caller(), request.peer(), "schedule-cancelled", "schedule " + id, Map.of());
          return id;
        });
    return request.wantsText()
        ? HttpAnswer.text("schedule " + id + " cancelled\n")
        : HttpAnswer.json(new Cancelled(id));
  }

  /** For editors and approvers alike, which no single role says. */
  private HttpAnswer rollBack(HttpRequest request)
      throws HttpProblem, IOException, NotPossibleException, WorkbookRefusedException {
    if (!request.caller().may(Role.EDITOR) && !request.caller().may(Role.APPROVER)) {
      throw new HttpProblem(403, "", request.caller().name() + " is neither editor nor approver");
    }
    JsonBody body = JsonBody.of(request, Set.of("comment", "expecting"));
    String comment = OneLine.of(body, "comment");
    return ruling(
        request,
        rules.rollBack(
            body.number("expecting"),
            comment,
            request.caller().name(),
            ruling -> record(request, "version-rolled-back", ruling, comment)));
  }
}
