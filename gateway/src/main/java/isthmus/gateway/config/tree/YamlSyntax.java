package isthmus.gateway.config.tree;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Explains in one line why a text is not YAML. The parser's own message quotes the text around the
 * place, where a password may stand, so only its summary is taken.
 */
final class YamlSyntax {
  private YamlSyntax() {}

  static int line(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      return marked.getProblemMark().getLine() + 1;
    }
    return e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
  }

  static String explain(JsonProcessingException e) {
    return switch (e.getCause()) {
      case MarkedYAMLException marked when marked.getProblem() != null ->
          "not valid YAML: " + oneLine(marked.getProblem());
      case YAMLException yaml when yaml.getMessage() != null ->
          "not valid YAML: " + oneLine(yaml.getMessage());
      case null, default ->
          e instanceof StreamConstraintsException
              ? "too deeply nested for a configuration"
              : "not valid YAML";
    };
  }

  private static String oneLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }
}
