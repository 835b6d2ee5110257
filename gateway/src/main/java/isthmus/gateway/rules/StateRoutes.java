package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Json;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.store.PostgresDrafts.Draft;
import isthmus.gateway.store.PostgresDrafts.State;
import isthmus.isf.book.Catalogue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What rules where, what is to come, and who asks: {@code GET /api/isf/state}; what may stand in
 * the sheets: {@code GET /api/isf/catalogue}.
 */
public final class StateRoutes {
  private final RuleSets rules;
  private final Drafts drafts;
  private final Supplier<Set<String>> installed;

  /**
   * Routes to the state of a gateway's rules.
   *
   * @param installed services for which a function is installed
   */
  public StateRoutes(RuleSets rules, Drafts drafts, Supplier<Set<String>> installed) {
    this.rules = requireNonNull(rules);
    this.drafts = requireNonNull(drafts);
    this.installed = requireNonNull(installed);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/isf/state", this::state), Route.get("/api/isf/catalogue", this::catalogue));
  }

  /** What may stand in the sheets, and which services messages can take here. */
  private HttpAnswer catalogue(HttpRequest request) throws HttpProblem {
    Map<String, Object> all = new LinkedHashMap<>();
    Json.read(Catalogue.full().toJson())
        .properties()
        .forEach(member -> all.put(member.getKey(), member.getValue()));
    all.put("installed", installed.get().stream().sorted().toList());
    return HttpAnswer.json(all);
  }

  private record Ruling(long version, Instant at, String who, String why) {}

  private record Scheduled(
      long id,
      long version,
      Instant at,
      OptionalLong expecting,
      String who,
      String why,
      String detail) {
    private static Scheduled of(isthmus.gateway.store.PostgresSchedule.Scheduled scheduled) {
      return new Scheduled(
          scheduled.id(),
          scheduled.version(),
          scheduled.at(),
          scheduled.expecting(),
          scheduled.who(),
          scheduled.why(),
          scheduled.detail());
    }
  }

  private record Node(
      String node,
      OptionalLong version,
      List<Long> prepared,
      Instant seenAt,
      boolean alive,
      String trouble) {}

  private record Me(String name, Set<Role> roles) {}

  private record Shown(
      Optional<Ruling> ruling,
      OptionalLong previous,
      List<Scheduled> scheduled,
      List<Scheduled> failed,
      String approval,
      List<Node> nodes,
      String node,
      List<DraftSummary> drafts,
      Me me) {}

  /** A draft without its cells. */
  record DraftSummary(
      long id,
      String name,
      OptionalLong base,
      long revision,
      State state,
      OptionalLong version,
      List<String> authors,
      Instant changedAt) {
    static DraftSummary of(Draft draft) {
      return new DraftSummary(
          draft.id(),
          draft.name(),
          draft.base(),
          draft.revision(),
          draft.state(),
          draft.version(),
          draft.authors(),
          draft.changedAt());
    }
  }

  private HttpAnswer state(HttpRequest request) {
    RuleSets.State state = rules.state();
    List<Draft> open = drafts.open();
    if (request.wantsText()) {
      return HttpAnswer.text(RuleText.state(state, open));
    }
    return HttpAnswer.json(
        new Shown(
            state.ruling().map(r -> new Ruling(r.version(), r.at(), r.who(), r.why())),
            state.previous(),
            state.scheduled().stream().map(Scheduled::of).toList(),
            state.failed().stream().map(Scheduled::of).toList(),
            state.approval() ? "required" : "off",
            state.nodes().stream()
                .map(
                    n ->
                        new Node(
                            n.node(),
                            n.version(),
                            n.prepared(),
                            n.seenAt(),
                            n.alive(),
                            n.trouble()))
                .toList(),
            state.node(),
            open.stream().map(DraftSummary::of).toList(),
            new Me(request.caller().name(), request.caller().roles())));
  }
}
