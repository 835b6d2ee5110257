package isthmus.gateway.observe.story;

import isthmus.gateway.observe.story.Ladder.Event;
import isthmus.gateway.observe.story.Ladder.Lane;
import isthmus.gateway.observe.story.Ladder.Mood;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A ladder as a Mermaid sequence diagram, for tickets and documents. */
public final class LadderMermaid {
  private LadderMermaid() {}

  /** The text of a diagram, ending in a line feed. */
  public static String of(Ladder ladder) {
    StringBuilder out = new StringBuilder("sequenceDiagram\n");
    Map<String, String> names = new HashMap<>();
    for (Lane lane : ladder.lanes()) {
      String name = "L" + names.size();
      names.put(lane.id(), name);
      out.append("  participant ")
          .append(name)
          .append(" as ")
          .append(safe(lane.title()))
          .append("<br/>")
          .append(safe(lane.subtitle()))
          .append('\n');
    }
    Instant start = ladder.events().isEmpty() ? Instant.EPOCH : ladder.events().getFirst().at();
    for (Event event : ladder.events()) {
      String from = names.getOrDefault(event.from(), "L0");
      String to = names.getOrDefault(event.to(), "L0");
      String text =
          String.format(
              Locale.ROOT,
              "+%.3f s %s: %s",
              Duration.between(start, event.at()).toNanos() / 1e9,
              event.protocol(),
              event.label());
      if (from.equals(to)) {
        out.append("  Note over ").append(from).append(": ").append(safe(text)).append('\n');
      } else {
        out.append("  ")
            .append(from)
            .append(event.mood() == Mood.OK ? "->>" : "-x")
            .append(to)
            .append(": ")
            .append(safe(text))
            .append('\n');
      }
    }
    return out.toString();
  }

  /** Without the characters that mean something to Mermaid. */
  private static String safe(String text) {
    return text.replace(";", ",")
        .replace("#", "#35;")
        .replace("<", "#lt;")
        .replaceAll("\\p{Cntrl}", " ");
  }
}
