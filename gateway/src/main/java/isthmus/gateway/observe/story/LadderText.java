package isthmus.gateway.observe.story;

import isthmus.gateway.observe.story.Ladder.Detail;
import isthmus.gateway.observe.story.Ladder.Event;
import isthmus.gateway.observe.story.Ladder.Lane;
import isthmus.gateway.observe.story.Ladder.Mood;
import isthmus.gateway.observe.story.Ladder.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A ladder as aligned lines for a terminal; times in UTC. */
public final class LadderText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String INDENT = " ".repeat(27);

  private LadderText() {}

  /** The text of a ladder, ending in a line feed. */
  public static String of(Ladder ladder) {
    StringBuilder out = new StringBuilder(2048);
    out.append("message ").append(ladder.key()).append('\n');
    int wide = ladder.facts().stream().mapToInt(f -> f.name().length()).max().orElse(0);
    for (Detail fact : ladder.facts()) {
      out.append("  ")
          .append(pad(fact.name(), wide))
          .append("  ")
          .append(clean(fact.value()))
          .append('\n');
    }
    for (Outcome outcome : ladder.outcomes()) {
      out.append("  ")
          .append(clean(outcome.what()))
          .append(": ")
          .append(outcome.state())
          .append(outcome.note().isEmpty() ? "" : ", " + clean(outcome.note()))
          .append('\n');
    }
    out.append('\n');
    events(out, ladder);
    return out.toString();
  }

  private static void events(StringBuilder out, Ladder ladder) {
    Map<String, String> titles =
        ladder.lanes().stream().collect(Collectors.toMap(Lane::id, Lane::title));
    Function<Event, String> way =
        event ->
            event.from().equals(event.to())
                ? titles.get(event.from())
                : titles.get(event.from()) + " -> " + titles.get(event.to());
    List<Event> events = ladder.events();
    int wayWide = events.stream().map(way).mapToInt(String::length).max().orElse(0);
    int protocolWide = events.stream().mapToInt(e -> e.protocol().length()).max().orElse(0);
    Instant before = events.isEmpty() ? Instant.EPOCH : events.getFirst().at();
    for (Event event : events) {
      out.append(TIME.format(event.at()))
          .append("  ")
          .append(delta(Duration.between(before, event.at())))
          .append(
              switch (event.mood()) {
                case OK -> "   ";
                case WARN -> " ! ";
                case ERROR -> " X ";
              })
          .append(pad(event.protocol(), protocolWide))
          .append("  ")
          .append(pad(way.apply(event), wayWide))
          .append("  ")
          .append(clean(event.label()))
          .append('\n');
      event.details().forEach(detail -> detail(out, detail));
      before = event.at();
    }
    if (events.stream().anyMatch(event -> event.mood() != Mood.OK)) {
      out.append("\n! went wrong and was tried again or otherwise; X ended a delivery\n");
    }
  }

  private static void detail(StringBuilder out, Detail detail) {
    for (String line : detail.value().split("\n", -1)) {
      out.append(INDENT)
          .append(detail.name().isEmpty() ? "" : detail.name() + ": ")
          .append(clean(line))
          .append('\n');
    }
  }

  /** Peers choose ids and reasons: none of them may write lines of its own or move the cursor. */
  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  private static String delta(Duration time) {
    return String.format(Locale.ROOT, "%+9.3f s", time.toNanos() / 1e9);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
