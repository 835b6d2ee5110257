package isthmus.gateway.config.tree;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one YAML document into {@link Node}s. Stricter than YAML: a key stands once, aliases and
 * further documents are refused, and nesting is bounded.
 */
final class YamlReader {
  private static final int MAX_DEPTH = 20;

  private final Problems problems;

  YamlReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * The document; empty, with a problem, if it is not YAML. A document with nothing in it is an
   * empty section.
   */
  Optional<Node> read(String yaml) {
    YAMLFactory factory =
        YAMLFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();
    try (YAMLParser parser = factory.createParser(yaml)) {
      Node root = parser.nextToken() == null ? new Node.Absent(1) : node(parser, "");
      if (parser.nextToken() != null) {
        problems.error(line(parser), "", "a second YAML document begins here; allowed is one");
        return Optional.empty();
      }
      return Optional.of(root instanceof Node.Absent ? new Node.Mapping(1, Map.of()) : root);
    } catch (JsonProcessingException e) {
      problems.error(YamlSyntax.line(e), "", YamlSyntax.explain(e));
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("reading a text from memory cannot fail", e);
    }
  }

  private Node node(YAMLParser parser, String path) throws IOException {
    int line = line(parser);
    if (parser.isCurrentAlias()) {
      problems.error(line, path, "YAML aliases (*name) are not supported; write the value out");
      return new Node.Absent(line);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(parser, path, line);
      case START_ARRAY -> sequence(parser, path, line);
      case VALUE_NULL -> new Node.Absent(line);
      case VALUE_STRING -> new Node.Scalar(line, parser.getText());
      case VALUE_NUMBER_INT ->
          new Node.Scalar(line, parser.getText(), Node.Scalar.Form.WHOLE_NUMBER);
      case VALUE_NUMBER_FLOAT -> new Node.Scalar(line, parser.getText(), Node.Scalar.Form.NUMBER);
      case VALUE_TRUE, VALUE_FALSE ->
          new Node.Scalar(line, parser.getText(), Node.Scalar.Form.TRUTH);
      case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME -> {
        problems.error(line, path, "this kind of YAML value is not supported; write plain text");
        yield new Node.Absent(line);
      }
    };
  }

  private Node mapping(YAMLParser parser, String path, int line) throws IOException {
    Map<String, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      int keyLine = line(parser);
      String keyPath = path.isEmpty() ? key : path + "." + key;
      parser.nextToken();
      Node value = onLine(keyLine, node(parser, keyPath));
      Node first = entries.putIfAbsent(key, value);
      if (first != null) {
        problems.error(keyLine, keyPath, "is set twice; first on line " + first.line());
      }
    }
    return new Node.Mapping(line, entries);
  }

  private Node sequence(YAMLParser parser, String path, int line) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(parser, path + "[" + items.size() + "]"));
    }
    return new Node.Sequence(line, List.copyOf(items));
  }

  /** A value is reported where its key is: that is where an operator looks. */
  private static Node onLine(int line, Node node) {
    return switch (node) {
      case Node.Scalar scalar -> new Node.Scalar(line, scalar.written(), scalar.form());
      case Node.Sequence sequence -> new Node.Sequence(line, sequence.items());
      case Node.Mapping mapping -> new Node.Mapping(line, mapping.entries());
      case Node.Absent _ -> new Node.Absent(line);
    };
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
