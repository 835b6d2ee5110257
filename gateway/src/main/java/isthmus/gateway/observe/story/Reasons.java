package isthmus.gateway.observe.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reasons that are kept with a delivery: {@code {"d": decision, "s": selection, "r": the
 * selection that left nothing}}.
 *
 * @param decision why it goes which way, one clause
 * @param selection how its service was chosen
 * @param refusal why no service was left after the last failure
 */
record Reasons(
    Optional<String> decision, Optional<Selected> selection, Optional<Selected> refusal) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Reasons NONE =
      new Reasons(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * A selection.
   *
   * @param summary a few words, such as {@code sms chosen}
   * @param lines every candidate with the row that ruled it out, and what the table looked at
   * @param chosen false when no service was left
   */
  record Selected(String summary, List<String> lines, boolean chosen) {}

  /** Reads the reasons of a delivery; reasons that cannot be read are shown as they are. */
  static Reasons read(String why, Explanations explanations) {
    if (why.isBlank()) {
      return NONE;
    }
    JsonNode json;
    try {
      json = MAPPER.readTree(why);
    } catch (JsonProcessingException e) {
      return new Reasons(Optional.of(why), Optional.empty(), Optional.empty());
    }
    JsonNode decision = json.path("d");
    return new Reasons(
        decision.isTextual() ? Optional.of(decision.textValue()) : Optional.empty(),
        selection(json.path("s"), explanations),
        selection(json.path("r"), explanations));
  }

  private static Optional<Selected> selection(JsonNode json, Explanations explanations) {
    return json.isObject() ? Optional.of(selected(json, explanations)) : Optional.empty();
  }

  private static Selected selected(JsonNode json, Explanations explanations) {
    JsonNode service = json.path("w");
    boolean chosen = service.isTextual();
    String summary =
        chosen
            ? service.textValue() + " chosen"
            : "rejected: " + json.path("e").path(1).asText("no service");
    long version = json.path("t").asLong();
    String by = version == 0 ? ", table bypassed" : " by table " + version;
    List<String> lines =
        explanations
            .expand(json.toString())
            .map(full -> full.toText().lines().skip(1).map(String::strip).toList())
            .orElseGet(() -> told(json));
    return new Selected(summary + by, lines, chosen);
  }

  /** What the compact form says without its table. */
  private static List<String> told(JsonNode json) {
    List<String> lines = new ArrayList<>();
    for (JsonNode match : json.path("d")) {
      lines.add("policy row %s, %s".formatted(match.path(1).asText(), match.path(0).asText()));
    }
    int place = 1;
    for (JsonNode candidate : json.path("c")) {
      String service = candidate.path("s").asText();
      if (candidate.has("x")) {
        lines.add("- " + service + "  out by " + candidate.path("x").asText());
      } else if (candidate.has("y")) {
        String detail = candidate.path("d").asText("");
        lines.add(
            "- "
                + service
                + "  "
                + candidate.path("y").asText().replace('-', ' ')
                + (detail.isEmpty() ? "" : ": " + detail));
      } else {
        lines.add(place++ + ". " + service + "  feasible");
      }
    }
    return lines;
  }
}
