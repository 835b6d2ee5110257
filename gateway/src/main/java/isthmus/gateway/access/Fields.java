package isthmus.gateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The members of a JSON object.
 *
 * @param object the body of a request
 */
record Fields(JsonNode object) {
  static Fields of(HttpRequest request, Set<String> allowed) throws HttpProblem, IOException {
    JsonNode body = Json.read(request.body().asString(StandardCharsets.UTF_8));
    if (body == null || !body.isObject()) {
      throw HttpProblem.badRequest("body", "the body must be a JSON object");
    }
    for (var member : body.properties()) {
      if (!allowed.contains(member.getKey())) {
        throw HttpProblem.badRequest(
            "body",
            "unknown member; allowed: " + String.join(", ", allowed.stream().sorted().toList()));
      }
    }
    return new Fields(body);
  }

  Optional<String> text(String name) throws HttpProblem {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().isTextual()) {
      throw HttpProblem.badRequest(name, name + " must be text");
    }
    return value.map(JsonNode::textValue);
  }

  String required(String name) throws HttpProblem {
    return text(name).orElseThrow(() -> HttpProblem.badRequest(name, name + " is missing"));
  }

  Optional<List<String>> texts(String name) throws HttpProblem {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : value.get()) {
      texts.add(item.asText());
    }
    if (!value.get().isArray() || texts.size() > 100) {
      throw HttpProblem.badRequest(name, name + " must be a list of texts");
    }
    return Optional.of(texts);
  }

  Optional<Boolean> truth(String name) throws HttpProblem {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      throw HttpProblem.badRequest(name, name + " must be true or false");
    }
    return value.map(JsonNode::booleanValue);
  }

  int number(String name, int fallback) throws HttpProblem {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().canConvertToInt()) {
      throw HttpProblem.badRequest(name, name + " must be a whole number");
    }
    return value.map(JsonNode::intValue).orElse(fallback);
  }

  private Optional<JsonNode> value(String name) {
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
  }
}
