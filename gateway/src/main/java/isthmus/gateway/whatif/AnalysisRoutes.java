package isthmus.gateway.whatif;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.DeliveryState;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.JsonBody;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.store.PostgresTraffic.Recorded;
import isthmus.isf.RecordedSelection;
import isthmus.isf.analysis.Analysis;
import isthmus.isf.analysis.Finding;
import isthmus.isf.analysis.FindingCode;
import isthmus.isf.analysis.Replay;
import isthmus.isf.analysis.Severity;
import isthmus.isf.analysis.Traffic;
import isthmus.isf.analysis.WorkbookDiff;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.SheetProblem;
import isthmus.isf.book.Workbook;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * What operators ask before they activate, as JSON or as text. A workbook is named {@code active},
 * {@code version:7} or {@code draft:3}, and is the active one where none is; one that cannot be
 * read is 422 with its problems.
 *
 * <ul>
 *   <li>{@code GET /api/isf/diff?from=…&to=…}: how two workbooks differ
 *   <li>{@code GET /api/isf/analysis?of=…&traffic=N}: what is odd about one
 *   <li>{@code GET /api/isf/traffic?limit=N}: the newest messages that were interworked
 *   <li>{@code POST /api/isf/whatif} with {@code {"of", "against", "last"}}: runs it over recorded
 *       messages; 202 with an id
 *   <li>{@code GET /api/isf/whatif/{id}}: how the run stands; {@code DELETE} cancels it
 * </ul>
 */
public final class AnalysisRoutes {
  private static final String ACTIVE = "active";
  static final int MAX_MESSAGES = 1_000_000;
  private static final int MAX_SAMPLE = 5_000;
  private static final int MAX_LISTED = 500;
  private static final int USUALLY_LISTED = 50;
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(20);

  private final Sources sources;
  private final Recordings recordings;
  private final ReplaySettings settings;
  private final WhatIfs runs;
  private final InstantSource clock;

  /** An analysis keeps a core busy for seconds: one at a time. */
  private final Semaphore analysing = new Semaphore(1);

  /**
   * Routes.
   *
   * @param records recorded messages
   * @param settings how they are asked about
   */
  public AnalysisRoutes(
      Sources sources,
      RecordedTraffic records,
      ReplaySettings settings,
      WhatIfs runs,
      InstantSource clock) {
    this.sources = requireNonNull(sources);
    this.recordings = new Recordings(records.traffic(), records.addresses(), records.requests());
    this.settings = requireNonNull(settings);
    this.runs = requireNonNull(runs);
    this.clock = requireNonNull(clock);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/isf/diff", this::diff).heavy(),
        Route.get("/api/isf/analysis", this::analysis),
        Route.get("/api/isf/traffic", this::traffic),
        Route.post("/api/isf/whatif", this::begin).allowing(Role.VIEWER).heavy(),
        Route.get("/api/isf/whatif/{id}", this::report),
        Route.delete("/api/isf/whatif/{id}", this::cancel).allowing(Role.VIEWER));
  }

  private static String source(HttpRequest request, String name) {
    return request.query(name).orElse(ACTIVE);
  }

  private HttpAnswer diff(HttpRequest request) throws HttpProblem {
    Workbook from = sources.workbook(source(request, "from"), "from");
    Workbook to = sources.workbook(source(request, "to"), "to");
    WorkbookDiff diff = WorkbookDiff.of(from, to);
    return request.wantsText()
        ? HttpAnswer.text(diff.toText())
        : HttpAnswer.json(DiffView.of(diff));
  }

  private record Problem(String sheet, int row, int column, String place, String line) {}

  private record Refusal(String error, String where, List<Problem> problems) {}

  private static HttpAnswer refusal(
      HttpRequest request, String source, String where, List<SheetProblem> problems) {
    String error = source + " cannot be read; mend what is wrong first";
    if (request.wantsText()) {
      StringBuilder text = new StringBuilder(error).append('\n');
      problems.forEach(problem -> text.append(problem.line()).append('\n'));
      return HttpAnswer.text(422, text.toString());
    }
    List<Problem> told =
        problems.stream()
            .map(
                p ->
                    new Problem(
                        p.sheet(),
                        p.problem().row(),
                        p.problem().column(),
                        p.problem().place(),
                        p.line()))
            .toList();
    return HttpAnswer.json(422, new Refusal(error, where, told));
  }

  private record Told(
      Severity severity,
      FindingCode code,
      String sheet,
      int row,
      int column,
      String place,
      String text) {
    static Told of(Finding finding) {
      return new Told(
          finding.severity(),
          finding.code(),
          finding.sheet(),
          finding.row(),
          finding.column(),
          finding.place(),
          finding.text());
    }
  }

  private record Analysed(List<Told> findings, int messages, Duration took) {}

  private HttpAnswer analysis(HttpRequest request) throws HttpProblem {
    String of = source(request, "of");
    int sample = request.queryNumber("traffic", 0, 0, MAX_SAMPLE);
    acquire();
    try {
      return switch (sources.rules(sources.workbook(of, "of"))) {
        case RuleSetReading.Bad(List<SheetProblem> problems) ->
            refusal(request, of, "of", problems);
        case RuleSetReading.Good good -> analysis(request, good, sample);
      };
    } finally {
      analysing.release();
    }
  }

  private HttpAnswer analysis(HttpRequest request, RuleSetReading.Good good, int sample)
      throws HttpProblem {
    Instant began = clock.instant();
    Traffic traffic =
        sample == 0
            ? Traffic.NONE
            : new Traffic(recordings.requests(sample), settings.addresses(), settings.selection());
    Analysis analysis =
        Analysis.of(good.rules(), good.places(), settings.installation().get(), traffic);
    return request.wantsText()
        ? HttpAnswer.text(analysis.toText())
        : HttpAnswer.json(
            new Analysed(
                analysis.findings().stream().map(Told::of).toList(),
                traffic.requests().size(),
                Duration.between(began, clock.instant())));
  }

  private void acquire() throws HttpProblem {
    try {
      if (analysing.tryAcquire(
          USUAL_PATIENCE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new HttpProblem(503, "", "other analyses are under way; try again later");
  }

  private record Line(
      String id,
      Instant at,
      String kind,
      OptionalLong size,
      String mediaType,
      Optional<String> chosen,
      DeliveryState state) {}

  private record Lines(List<Line> messages) {}

  private HttpAnswer traffic(HttpRequest request) throws HttpProblem {
    int limit = request.queryNumber("limit", USUALLY_LISTED, 1, MAX_LISTED);
    List<Line> lines = new ArrayList<>();
    for (Recorded message : recordings.latest(limit)) {
      Recordings.selection(message)
          .map(selection -> line(message, selection))
          .ifPresent(lines::add);
    }
    return HttpAnswer.json(new Lines(lines));
  }

  private static Line line(Recorded message, RecordedSelection selection) {
    return new Line(
        message.message().toString(),
        message.at(),
        selection.facts().kind().words(),
        OptionalLong.of(message.size()),
        message.mediaType(),
        selection.chosen().isPresent() ? Optional.of(message.target()) : Optional.empty(),
        message.state());
  }

  private record Begun(String id) {}

  private HttpAnswer begin(HttpRequest request) throws HttpProblem, IOException {
    Wish wish = Wish.of(JsonBody.of(request, Wish.MEMBERS));
    RuleSetReading of = sources.rules(sources.workbook(wish.of(), "of"));
    RuleSetReading against = sources.rules(sources.workbook(wish.against(), "against"));
    if (of instanceof RuleSetReading.Bad(List<SheetProblem> problems)) {
      return refusal(request, wish.of(), "of", problems);
    }
    if (against instanceof RuleSetReading.Bad(List<SheetProblem> problems)) {
      return refusal(request, wish.against(), "against", problems);
    }
    WhatIf.Job job =
        new WhatIf.Job(
            request.caller().name(),
            wish.of(),
            wish.against(),
            wish.last(),
            replay((RuleSetReading.Good) of),
            replay((RuleSetReading.Good) against),
            clock.instant());
    return HttpAnswer.json(202, new Begun(runs.begin(job, recordings)));
  }

  private Replay replay(RuleSetReading.Good good) {
    return new Replay(good.rules(), settings.addresses(), settings.selection());
  }

  private HttpAnswer report(HttpRequest request) throws HttpProblem {
    return answer(request, runs.report(request.pathValue("id")));
  }

  private HttpAnswer cancel(HttpRequest request) throws HttpProblem {
    return answer(request, runs.cancel(request.pathValue("id"), request.caller()));
  }

  private static HttpAnswer answer(HttpRequest request, WhatIf.Report report) {
    return request.wantsText() ? HttpAnswer.text(ReportText.of(report)) : HttpAnswer.json(report);
  }

  /** What a run is wished for. */
  private record Wish(String of, String against, int last) {
    private static final Set<String> MEMBERS = Set.of("of", "against", "last");
    private static final int USUAL = 10_000;

    static Wish of(JsonBody body) throws HttpProblem {
      return new Wish(
          body.text("of").orElse(ACTIVE),
          body.text("against").orElse(ACTIVE),
          body.number("last", USUAL, 1, MAX_MESSAGES));
    }
  }
}
