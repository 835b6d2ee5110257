package isthmus.gateway.console.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of the JSON object in the body of a request; a blank body is an empty object. A
 * member that is {@code null} is one that is not there.
 */
public record JsonBody(JsonNode object) {
  private static final int MOST_TEXTS = 100;

  /**
   * Reads a body.
   *
   * @param allowed the names that its members may have
   * @throws HttpProblem 400 for anything but an object of these members
   */
  public static JsonBody of(HttpRequest request, Set<String> allowed)
      throws HttpProblem, IOException {
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

  /** A text as it stands. */
  public Optional<String> text(String name) throws HttpProblem {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().isTextual()) {
      throw HttpProblem.badRequest(name, name + " must be text");
    }
    return value.map(JsonNode::textValue);
  }

  /** A text that has to be there. */
  public String required(String name) throws HttpProblem {
    return text(name).orElseThrow(() -> missing(name));
  }

  /** That a member which has to be there is not. */
  public static HttpProblem missing(String name) {
    return HttpProblem.badRequest(name, name + " is missing");
  }

  /** A list of at most 100 texts. */
  public Optional<List<String>> texts(String name) throws HttpProblem {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : value.get()) {
      texts.add(item.asText());
    }
    if (!value.get().isArray() || texts.size() > MOST_TEXTS) {
      throw HttpProblem.badRequest(name, name + " must be a list of texts");
    }
    return Optional.of(texts);
  }

  /** A truth value. */
  public Optional<Boolean> truth(String name) throws HttpProblem {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      throw HttpProblem.badRequest(name, name + " must be true or false");
    }
    return value.map(JsonNode::booleanValue);
  }

  /** A whole number that is not negative. */
  public OptionalLong number(String name) throws HttpProblem {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    JsonNode given = value.get();
    if (!given.canConvertToExactIntegral() || !given.canConvertToLong() || given.longValue() < 0) {
      throw HttpProblem.badRequest(name, name + " must be a whole number");
    }
    return OptionalLong.of(given.longValue());
  }

  /** A whole number within bounds. */
  public int number(String name, int fallback, int least, int most) throws HttpProblem {
    Optional<JsonNode> value = value(name);
    if (value
        .filter(given -> !given.isIntegralNumber() || !given.canConvertToInt())
        .or(() -> value.filter(given -> given.intValue() < least || given.intValue() > most))
        .isPresent()) {
      throw HttpProblem.badRequest(
          name, "%s must be a number from %d to %d".formatted(name, least, most));
    }
    return value.map(JsonNode::intValue).orElse(fallback);
  }

  /** A list that has to be there. */
  public JsonNode array(String name) throws HttpProblem {
    return value(name)
        .filter(JsonNode::isArray)
        .orElseThrow(() -> HttpProblem.badRequest(name, name + " must be an array"));
  }

  private Optional<JsonNode> value(String name) {
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
  }
}
