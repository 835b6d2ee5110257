package isthmus.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which rules somebody means who names none, and what they are called.
 *
 * @param ruling the version that rules
 * @param drafts the open ones, each {@code draft:N "name"}
 * @param newest the latest version
 */
record RuleSources(OptionalLong ruling, List<Draft> drafts, OptionalLong newest) {
  /** An open draft. */
  record Draft(long id, String name) {}

  /** Asks a gateway. */
  static RuleSources of(Rest gateway) throws CommandFailure {
    JsonNode state = tree(gateway.json("/api/isf/state"));
    List<Draft> drafts = new ArrayList<>();
    for (JsonNode draft : state.path("drafts")) {
      drafts.add(new Draft(draft.path("id").asLong(), draft.path("name").asText()));
    }
    OptionalLong newest = OptionalLong.empty();
    for (JsonNode version : tree(gateway.json("/api/isf/versions")).path("versions")) {
      long number = version.path("version").asLong();
      newest = OptionalLong.of(Math.max(number, newest.orElse(number)));
    }
    JsonNode ruling = state.path("ruling").path("version");
    return new RuleSources(
        ruling.isNumber() ? OptionalLong.of(ruling.asLong()) : OptionalLong.empty(),
        drafts,
        newest);
  }

  /** What is likely to rule next: the only open draft, else the newest version. */
  String next() {
    return drafts.size() == 1
        ? "draft:" + drafts.getFirst().id()
        : newest.isPresent() ? "version:" + newest.getAsLong() : "active";
  }

  /** What a source is, for people. */
  String told(String source) {
    if (source.equals("active")) {
      return ruling.isPresent()
          ? "version " + ruling.getAsLong() + " (which rules)"
          : "the version that rules";
    }
    for (Draft draft : drafts) {
      if (source.equals("draft:" + draft.id())) {
        return "draft %d \"%s\"".formatted(draft.id(), draft.name());
      }
    }
    boolean rules = ruling.isPresent() && source.equals("version:" + ruling.getAsLong());
    return source.replace(':', ' ') + (rules ? " (which rules)" : "");
  }

  /** Several drafts are open, so that none of them was meant; empty otherwise. */
  String others() {
    return drafts.size() < 2
        ? ""
        : "; open drafts: "
            + String.join(", ", drafts.stream().map(draft -> "draft:" + draft.id()).toList());
  }

  static JsonNode tree(String json) throws CommandFailure {
    try {
      return Json.read(json);
    } catch (HttpProblem strange) {
      throw CommandFailure.failed("the gateway does not answer in JSON");
    }
  }
}
