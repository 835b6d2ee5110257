package isthmus.gateway.tables;

import com.fasterxml.jackson.databind.JsonNode;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Json;
import isthmus.isf.table.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The members of a JSON object in the body of a request; an empty body is an empty object. */
record JsonBody(JsonNode object) {
  private static final int MAX_LINE = 1_000;

  static JsonBody of(HttpRequest request, Set<String> allowed) throws HttpProblem, IOException {
    String text = request.body().asString(StandardCharsets.UTF_8);
    JsonNode body = Json.read(text.isBlank() ? "{}" : text);
    if (!body.isObject()) {
      throw HttpProblem.badRequest("body", "the body must be a JSON object");
    }
    for (var member : body.properties()) {
      if (!allowed.contains(member.getKey())) {
        throw HttpProblem.badRequest(
            "body", "unknown member; allowed: " + String.join(", ", new TreeSet<>(allowed)));
      }
    }
    return new JsonBody(body);
  }

  /** A text of one line; empty when there is none. */
  String line(String name) throws HttpProblem {
    return optionalLine(name).orElse("");
  }

  String requiredLine(String name) throws HttpProblem {
    return optionalLine(name).orElseThrow(() -> HttpProblem.badRequest(name, name + " is missing"));
  }

  Optional<String> optionalLine(String name) throws HttpProblem {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw HttpProblem.badRequest(name, name + " must be text");
    }
    String text = value.textValue().strip();
    check(name, text);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  static void check(String name, String text) throws HttpProblem {
    if (text.length() > MAX_LINE || text.chars().anyMatch(Character::isISOControl)) {
      throw HttpProblem.badRequest(
          name, name + " must be one line of at most " + MAX_LINE + " characters");
    }
    refuse(name, PlainText.unfit(text));
  }

  /** A name by which people know something: two that look the same are the same. */
  static void checkName(String name, String text) throws HttpProblem {
    check(name, text);
    refuse(name, PlainText.invisible(text));
  }

  private static void refuse(String name, Optional<String> wrong) throws HttpProblem {
    if (wrong.isPresent()) {
      throw HttpProblem.badRequest(name, name + ": " + wrong.get());
    }
  }

  OptionalLong number(String name) throws HttpProblem {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalLong.empty();
    }
    if (!value.canConvertToExactIntegral() || !value.canConvertToLong() || value.longValue() < 0) {
      throw HttpProblem.badRequest(name, name + " must be a whole number");
    }
    return OptionalLong.of(value.longValue());
  }

  /** An instant with its offset from UTC, as in ISO 8601. */
  Optional<Instant> instant(String name) throws HttpProblem {
    Optional<String> text = optionalLine(name);
    try {
      return text.map(at -> OffsetDateTime.parse(at).toInstant());
    } catch (DateTimeException wrong) {
      throw HttpProblem.badRequest(
          name, name + " must be a time such as 2026-11-30T22:00:00Z or 2026-11-30T22:00:00+01:00");
    }
  }

  JsonNode array(String name) throws HttpProblem {
    JsonNode value = object.path(name);
    if (!value.isArray()) {
      throw HttpProblem.badRequest(name, name + " must be an array");
    }
    return value;
  }
}
