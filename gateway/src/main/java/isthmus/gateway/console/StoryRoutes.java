package isthmus.gateway.console;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.store.StoryStore;
import isthmus.cpm.store.StoryStore.Story;
import isthmus.cpm.store.StoryStore.Summary;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.observe.story.Explanations;
import isthmus.gateway.observe.story.Ladder;
import isthmus.gateway.observe.story.LadderMermaid;
import isthmus.gateway.observe.story.LadderText;
import isthmus.gateway.observe.story.StoryLadder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /api/messages} and {@code /api/trace}: the newest messages, and the story of one. */
final class StoryRoutes {
  private static final int MAX_MESSAGES = 500;
  private static final int USUAL_MESSAGES = 100;
  private static final int MAX_STORIES = 20;

  /** Many browsers that look at the list cost the database one query a second. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final StoryStore stories;
  private final InstantSource clock;
  private final Explanations explanations;
  private Kept kept = new Kept(Instant.MIN, 0, List.of());

  private record Kept(Instant at, int limit, List<Line> lines) {}

  StoryRoutes(StoryStore stories, InstantSource clock, Explanations explanations) {
    this.stories = requireNonNull(stories);
    this.clock = requireNonNull(clock);
    this.explanations = requireNonNull(explanations);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/messages", this::messages), Route.get("/api/trace/{id}", this::trace));
  }

  /** A line of the list, as the console shows it. */
  private record Line(
      String key,
      Instant at,
      String direction,
      String from,
      String to,
      String way,
      DeliveryState state) {
    static Line of(Summary summary) {
      return new Line(
          summary.key().toString(),
          summary.acceptedAt(),
          summary.direction(),
          summary.originator(),
          summary.recipient(),
          summary.way(),
          summary.state());
    }
  }

  private record Messages(List<Line> messages) {}

  private HttpAnswer messages(HttpRequest request) throws HttpProblem {
    int limit = request.queryNumber("limit", USUAL_MESSAGES, 1, MAX_MESSAGES);
    return HttpAnswer.json(new Messages(latest(limit)));
  }

  private synchronized List<Line> latest(int limit) {
    Instant now = clock.instant();
    if (limit > kept.limit() || now.isAfter(kept.at().plus(FRESH))) {
      kept = new Kept(now, limit, stories.latest(limit).stream().map(Line::of).toList());
    }
    return kept.lines().stream().limit(limit).toList();
  }

  private record Stories(String id, List<Ladder> stories) {}

  private HttpAnswer trace(HttpRequest request) throws HttpProblem {
    String id = request.pathValue("id").replace('\0', ' ').strip();
    List<Story> found = stories.find(id, MAX_STORIES);
    if (found.isEmpty()) {
      throw HttpProblem.notFound(
          "id",
          "no message is known by the id "
              + shortened(id)
              + "; it can be Isthmus' own key, an imdn.Message-ID, a Call-ID, a Contribution-ID, a"
              + " Conversation-ID or an id that a peer gave");
    }
    List<Ladder> ladders =
        found.stream().map(story -> StoryLadder.of(story, explanations)).toList();
    String format = request.query("format").orElse(request.wantsText() ? "text" : "json");
    return switch (format) {
      case "json" -> HttpAnswer.json(new Stories(id, ladders));
      case "text" -> HttpAnswer.text(joined(ladders, LadderText::of));
      case "mermaid" -> HttpAnswer.text(joined(ladders, LadderMermaid::of));
      default -> throw HttpProblem.badRequest("format", "format must be json, text or mermaid");
    };
  }

  private static String joined(List<Ladder> ladders, Function<Ladder, String> form) {
    return ladders.stream().map(form).collect(Collectors.joining("\n"));
  }

  private static String shortened(String id) {
    return id.length() <= 80 ? id : id.substring(0, 80) + "…";
  }
}
