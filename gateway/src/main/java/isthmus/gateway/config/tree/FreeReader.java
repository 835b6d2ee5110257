package isthmus.gateway.config.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads sections that no record describes: into strings, numbers, booleans, lists and maps. */
final class FreeReader {
  private final Problems problems;
  private final ScalarReader scalars;

  FreeReader(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
  }

  /** A section; empty, with a problem, if it is none or something in it is wrong. */
  Optional<Map<String, Object>> section(Node node, String path) {
    return switch (node) {
      case Node.Mapping mapping -> mapping(mapping, path);
      case Node.Absent _ -> Optional.of(Map.of());
      case Node.Scalar _, Node.Sequence _ -> {
        problems.error(node.line(), path, "must be a section of keys, not " + node.kind());
        yield Optional.empty();
      }
    };
  }

  private Optional<Map<String, Object>> mapping(Node.Mapping mapping, String path) {
    Map<String, Object> values = new LinkedHashMap<>();
    boolean complete = true;
    for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
      String childPath = path + "." + entry.getKey();
      if (entry.getValue() instanceof Node.Absent) {
        continue;
      }
      Optional<? extends Object> value = value(entry.getValue(), childPath);
      complete &= value.isPresent();
      value.ifPresent(present -> values.put(entry.getKey(), present));
    }
    return complete ? Optional.of(Map.copyOf(values)) : Optional.empty();
  }

  private Optional<? extends Object> value(Node node, String path) {
    return switch (node) {
      case Node.Scalar scalar -> scalars.free(scalar, path);
      case Node.Sequence(_, List<Node> items) -> list(items, path);
      case Node.Mapping mapping -> mapping(mapping, path);
      case Node.Absent(int line) -> {
        problems.error(line, path, "has no value");
        yield Optional.empty();
      }
    };
  }

  private Optional<List<Object>> list(List<Node> items, String path) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      value(items.get(i), path + "[" + i + "]").ifPresent(values::add);
    }
    return values.size() == items.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
  }
}
