package isthmus.gateway.config.tree;

import java.util.Optional;

/** Reads single values: references resolved, range kept, nothing confidential in a message. */
final class ScalarReader {
  private final Problems problems;
  private final References references;
  private final ScalarTypes types;

  ScalarReader(Problems problems, References references, ScalarTypes types) {
    this.problems = problems;
    this.references = references;
    this.types = types;
  }

  Optional<Object> read(Class<?> type, Node node, String path, Setting setting) {
    ScalarType scalarType =
        types
            .of(type)
            .orElseThrow(() -> new IllegalStateException(path + " has unknown type " + type));
    return switch (node) {
      case Node.Scalar(int line, String written, _) ->
          written(scalarType, line, written, path, setting);
      case Node.Absent(int line) when setting.fallback().length > 0 ->
          written(scalarType, line, setting.fallback()[0], path, setting);
      case Node.Absent(int line) -> {
        problems.error(line, path, "is missing; allowed: " + allowed(scalarType, setting));
        yield Optional.empty();
      }
      case Node.Mapping _, Node.Sequence _ -> {
        problems.error(
            node.line(),
            path,
            "must be %s, not %s; allowed: %s"
                .formatted(scalarType.name(), node.kind(), allowed(scalarType, setting)));
        yield Optional.empty();
      }
    };
  }

  /** A value that no setting describes; in quotes it is a text, whatever it looks like. */
  Optional<Object> free(Node.Scalar scalar, String path) {
    try {
      return switch (scalar.form()) {
        case TEXT -> Optional.of(references.resolve(scalar.written()));
        case WHOLE_NUMBER -> Optional.of(Long.decode(scalar.written().replace("_", "")));
        case NUMBER -> Optional.of(Double.valueOf(scalar.written().replace("_", "")));
        case TRUTH -> Optional.of(Boolean.valueOf(scalar.written()));
      };
    } catch (References.Unresolved e) {
      problems.error(scalar.line(), path, e.reason());
    } catch (NumberFormatException e) {
      problems.error(scalar.line(), path, "is not a number that can be read; quote a text");
    }
    return Optional.empty();
  }

  private Optional<Object> written(
      ScalarType type, int line, String written, String path, Setting setting) {
    try {
      Object value = type.parser().apply(references.resolve(written));
      if (inRange(type, value, setting)) {
        return Optional.of(value);
      }
      problems.error(
          line,
          path,
          shown(type, written) + " is out of range; allowed: " + allowed(type, setting));
    } catch (References.Unresolved e) {
      problems.error(line, path, e.reason());
    } catch (IllegalArgumentException e) {
      problems.error(
          line,
          path,
          "%s is not %s; allowed: %s"
              .formatted(shown(type, written), type.name(), allowed(type, setting)));
    }
    return Optional.empty();
  }

  /** The value as it stands in the file, which for a reference is not what it refers to. */
  private static String shown(ScalarType type, String written) {
    return type.confidential() && !References.isIn(written) ? "this value" : "'" + written + "'";
  }

  private static boolean inRange(ScalarType type, Object value, Setting setting) {
    return (setting.min().isEmpty() || compare(value, type.parser().apply(setting.min())) >= 0)
        && (setting.max().isEmpty() || compare(value, type.parser().apply(setting.max())) <= 0);
  }

  /** Both come from the same parser and so are of the same type. */
  @SuppressWarnings("unchecked")
  private static int compare(Object value, Object bound) {
    return ((Comparable<Object>) value).compareTo(bound);
  }

  /** How a setting may be written, its range included. */
  static String allowed(ScalarType type, Setting setting) {
    if (setting.min().isEmpty() && setting.max().isEmpty()) {
      return type.allowed();
    }
    if (setting.max().isEmpty()) {
      return setting.min() + " or more";
    }
    return setting.min().isEmpty()
        ? "up to " + setting.max()
        : setting.min() + " to " + setting.max();
  }
}
