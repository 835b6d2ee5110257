package isthmus.gateway.rules;

import static isthmus.gateway.rules.RuleAnswers.serving;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import isthmus.gateway.console.http.Audit;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Json;
import isthmus.gateway.console.http.JsonBody;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.rules.StateRoutes.DraftSummary;
import isthmus.gateway.store.PostgresDrafts.Draft;
import isthmus.gateway.store.PostgresDrafts.Edit;
import isthmus.gateway.store.PostgresDrafts.State;
import isthmus.gateway.store.PostgresRuleSets.ImportedFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code /api/isf/drafts}: workbooks that are being edited.
 *
 * <ul>
 *   <li>{@code GET /api/isf/drafts}, {@code POST /api/isf/drafts} with {@code {name, from}}
 *   <li>{@code GET}, {@code DELETE /api/isf/drafts/{id}}
 *   <li>{@code POST /api/isf/drafts/{id}/edits} with {@code {revision, ops}}
 *   <li>{@code GET /api/isf/drafts/{id}/changes?since=…&wait=…}
 *   <li>{@code POST /api/isf/drafts/{id}/import?name=…&whole=…}, {@code GET …/export?format=…}
 *   <li>{@code POST /api/isf/drafts/{id}/submit} with {@code {comment}}
 * </ul>
 */
public final class DraftRoutes {
  private static final int LONGEST_WAIT = 20;
  private static final int MAX_NAME = 100;

  private final Drafts drafts;
  private final RuleSets rules;
  private final Audit audit;

  /** Routes to the drafts of a gateway. */
  public DraftRoutes(Drafts drafts, RuleSets rules, Audit audit) {
    this.drafts = requireNonNull(drafts);
    this.rules = requireNonNull(rules);
    this.audit = requireNonNull(audit);
  }

  /** The routes. */
  public List<Route> routes() {
    String draft = "/api/isf/drafts/{id}";
    return List.of(
        Route.get("/api/isf/drafts", this::list),
        Route.post("/api/isf/drafts", serving(this::open)).allowing(Role.EDITOR).heavy(),
        Route.get(draft, serving(this::show)).heavy(),
        Route.delete(draft, serving(this::discard)).allowing(Role.EDITOR),
        Route.post(draft + "/edits", serving(this::edit)).allowing(Role.EDITOR).heavy(),
        Route.get(draft + "/changes", serving(this::changes)),
        Route.post(draft + "/import", serving(this::importFile)).allowing(Role.EDITOR).heavy(),
        Route.get(draft + "/export", serving(this::export)).heavy(),
        Route.post(draft + "/submit", serving(this::submit)).allowing(Role.EDITOR).heavy());
  }

  private record All(List<DraftSummary> drafts) {}

  private HttpAnswer list(HttpRequest request) {
    List<Draft> open = drafts.open();
    return request.wantsText()
        ? HttpAnswer.text(RuleText.drafts(open))
        : HttpAnswer.json(new All(open.stream().map(DraftSummary::of).toList()));
  }

  private record Shown(
      long id,
      String name,
      OptionalLong base,
      long revision,
      State state,
      OptionalLong version,
      List<String> authors,
      Instant changedAt,
      List<SheetView> sheets,
      List<DraftProblem> problems) {}

  private static HttpAnswer answer(HttpRequest request, int status, Drafts.Shown shown) {
    if (request.wantsText()) {
      return HttpAnswer.text(status, RuleText.draft(shown));
    }
    Draft draft = shown.draft();
    return HttpAnswer.json(
        status,
        new Shown(
            draft.id(),
            draft.name(),
            draft.base(),
            draft.revision(),
            draft.state(),
            draft.version(),
            draft.authors(),
            draft.changedAt(),
            SheetView.of(shown.grid()),
            shown.problems()));
  }

  private HttpAnswer open(HttpRequest request)
      throws HttpProblem, IOException, NotPossibleException {
    JsonBody body = JsonBody.of(request, Set.of("name", "from"));
    String name = OneLine.required(body, "name");
    OneLine.checkName("name", name);
    if (name.length() > MAX_NAME) {
      throw HttpProblem.badRequest("name", "name must have at most " + MAX_NAME + " characters");
    }
    BookSource from = BookSource.of(OneLine.optional(body, "from").orElse("active"), "from");
    Drafts.Shown opened =
        audit.together(
            () -> {
              Drafts.Shown shown = drafts.open(name, from, request.caller().name());
              record(
                  request,
                  "draft-opened",
                  shown.draft().id(),
                  Map.of("name", name, "from", from.toString()));
              return shown;
            });
    return answer(request, 201, opened);
  }

  private void record(HttpRequest request, String what, long draft, Map<String, Object> detail) {
    audit.record(request.caller(), request.peer(), what, "draft " + draft, detail);
  }

  private HttpAnswer show(HttpRequest request) throws HttpProblem, NotPossibleException {
    return answer(request, 200, drafts.show(id(request)));
  }

  private static long id(HttpRequest request) throws HttpProblem {
    return RuleAnswers.number(request, "id");
  }

  private record Discarded(long discarded) {}

  private HttpAnswer discard(HttpRequest request) throws HttpProblem, NotPossibleException {
    long id = id(request);
    audit.together(
        () -> {
          drafts.discard(id, request.caller().name());
          record(request, "draft-discarded", id, Map.of());
          return id;
        });
    return request.wantsText()
        ? HttpAnswer.text("draft " + id + " discarded\n")
        : HttpAnswer.json(new Discarded(id));
  }

  private HttpAnswer edit(HttpRequest request)
      throws HttpProblem, IOException, NotPossibleException, EditRefusedException {
    JsonBody body = JsonBody.of(request, Set.of("revision", "ops"));
    OptionalLong seen = body.number("revision");
    if (seen.isEmpty()) {
      throw HttpProblem.badRequest("revision", "revision is missing: the one that you look at");
    }
    long id = id(request);
    boolean later = RuleAnswers.flag(request, "later");
    JsonNode ops = body.array("ops");
    Drafts.Edited edited =
        drafts.edit(
            id,
            seen.getAsLong(),
            ops,
            request.caller().name(),
            revision ->
                record(
                    request,
                    "draft-edited",
                    id,
                    Map.of("revision", revision, "operations", ops.size())));
    return later ? HttpAnswer.json(new Stored(edited.revision())) : edited(request, id, edited);
  }

  /** An edit of which what is wrong is told by the feed of changes. */
  private record Stored(long revision) {}

  private record Edited(long revision, List<DraftProblem> problems) {}

  private static HttpAnswer edited(HttpRequest request, long id, Drafts.Edited edited) {
    int problems = edited.problems().size();
    return request.wantsText()
        ? HttpAnswer.text(
            "revision %d, %s; `isthmus isf drafts %s %d` %s%n"
                .formatted(
                    edited.revision(),
                    problems == 0
                        ? "nothing is wrong"
                        : problems == 1 ? "1 problem" : problems + " problems",
                    problems == 0 ? "submit" : "show",
                    id,
                    problems == 0 ? "makes it a version" : "tells what is wrong"))
        : HttpAnswer.json(new Edited(edited.revision(), edited.problems()));
  }

  private record Done(long revision, String who, Instant at, JsonNode ops) {}

  private record Changes(
      long revision,
      State state,
      OptionalLong version,
      List<Done> edits,
      List<DraftProblem> problems) {}

  private HttpAnswer changes(HttpRequest request) throws HttpProblem, NotPossibleException {
    int since = request.queryNumber("since", 0, 0, Integer.MAX_VALUE);
    int wait = request.queryNumber("wait", 0, 0, LONGEST_WAIT);
    try {
      Drafts.Changes changes = drafts.changes(id(request), since, Duration.ofSeconds(wait));
      List<Done> edits = new ArrayList<>();
      for (Edit edit : changes.edits()) {
        edits.add(new Done(edit.revision(), edit.who(), edit.at(), Json.read(edit.ops())));
      }
      Draft draft = changes.draft();
      return HttpAnswer.json(
          new Changes(draft.revision(), draft.state(), draft.version(), edits, changes.problems()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new HttpProblem(503, "", "the gateway ends");
    }
  }

  private HttpAnswer importFile(HttpRequest request)
      throws HttpProblem,
          IOException,
          NotPossibleException,
          WorkbookRefusedException,
          EditRefusedException {
    long id = id(request);
    ImportedFile file = RuleAnswers.file(request, rules.strategy());
    return edited(
        request,
        id,
        drafts.importFile(
            id,
            file,
            RuleAnswers.flag(request, "whole"),
            request.caller().name(),
            revision ->
                record(
                    request,
                    "draft-edited",
                    id,
                    Map.of("revision", revision, "file", file.name()))));
  }

  private HttpAnswer export(HttpRequest request) throws HttpProblem, NotPossibleException {
    long id = id(request);
    String format = request.query("format").orElse("csv");
    if (!Set.of("csv", "xlsx", "text").contains(format)) {
      throw HttpProblem.badRequest("format", "format must be csv or xlsx");
    }
    return RuleAnswers.export(request, "draft-" + id, rules.workbook(new BookSource.Draft(id)));
  }

  private record Made(long version) {}

  private HttpAnswer submit(HttpRequest request)
      throws HttpProblem, IOException, NotPossibleException, WorkbookRefusedException {
    long id = id(request);
    String comment = OneLine.of(JsonBody.of(request, Set.of("comment")), "comment");
    long version =
        drafts.submit(
            id,
            comment,
            request.caller().name(),
            made ->
                record(
                    request, "draft-submitted", id, Map.of("version", made, "comment", comment)));
    return request.wantsText()
        ? HttpAnswer.text(
            201,
            "draft %d is version %d now; %s%n"
                .formatted(id, version, RuleText.next(version, rules.state().approval())))
        : HttpAnswer.json(201, new Made(version));
  }
}
