package isthmus.gateway.config.tree;

import isthmus.gateway.config.value.FreeSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fills records from a tree. Every method gives empty when it could not, and has then said why; it
 * goes on with the rest, so that one run finds all problems.
 */
final class RecordMapper {
  private final Problems problems;
  private final ScalarReader scalars;
  private final FreeReader free;

  RecordMapper(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
    this.free = new FreeReader(problems, scalars);
  }

  /** Reads a section, and lets the record check itself. */
  Optional<Object> section(Class<?> type, Node node, String path) {
    Optional<Node.Mapping> mapping = mapping(node, type, path);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    refuseUnknownKeys(type, mapping.get(), path);
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    boolean complete = true;
    for (int i = 0; i < components.length; i++) {
      String key = Shape.key(components[i]);
      Optional<Object> value =
          value(
              Shape.of(components[i].getGenericType()),
              mapping.get().child(key),
              path.isEmpty() ? key : path + "." + key,
              Shape.setting(components[i]));
      complete &= value.isPresent();
      if (value.isPresent()) {
        values[i] = value.get();
      }
    }
    return complete ? Optional.of(checked(construct(type, values), node, path)) : Optional.empty();
  }

  private Optional<Node.Mapping> mapping(Node node, Class<?> type, String path) {
    return switch (node) {
      case Node.Mapping mapping -> Optional.of(mapping);
      case Node.Absent(int line) -> {
        List<String> required = Shape.required(type);
        if (required.isEmpty()) {
          yield Optional.of(new Node.Mapping(line, Map.of()));
        }
        problems.error(
            line, path, "this section is missing; it needs " + String.join(", ", required));
        yield Optional.empty();
      }
      case Node.Scalar _, Node.Sequence _ -> {
        problems.error(node.line(), path, "must be a section of keys, not " + node.kind());
        yield Optional.empty();
      }
    };
  }

  private void refuseUnknownKeys(Class<?> type, Node.Mapping mapping, String path) {
    List<String> known = Arrays.stream(type.getRecordComponents()).map(Shape::key).toList();
    mapping
        .entries()
        .forEach(
            (key, node) -> {
              if (!known.contains(key)) {
                Nearest.to(key, known)
                    .ifPresentOrElse(
                        nearest ->
                            problems.misspelt(
                                node.line(),
                                below(path, key),
                                below(path, nearest),
                                "unknown key; did you mean " + nearest + "?"),
                        () ->
                            problems.error(
                                node.line(),
                                below(path, key),
                                "unknown key; known here: " + String.join(", ", known)));
              }
            });
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private Optional<Object> value(Shape shape, Node node, String path, Setting setting) {
    return switch (shape) {
      case Shape.Single(Class<?> type) -> scalars.read(type, node, path, setting);
      case Shape.Section(Class<?> type) -> section(type, node, path);
      case Shape.Choice(Class<?> type) -> choice(type, node, path, setting);
      case Shape.Maybe(Shape inner) ->
          node instanceof Node.Absent
              ? Optional.of(Optional.empty())
              : value(inner, node, path, setting).map(Optional::of);
      case Shape.Many(Shape item) -> list(item, node, path, setting);
      case Shape.Table(Shape key, Shape item) -> table(key, item, node, path, setting);
      case Shape.Free() -> free.section(node, path).map(FreeSettings::new);
    };
  }

  private Optional<Object> list(Shape item, Node node, String path, Setting setting) {
    List<Node> items =
        switch (node) {
          case Node.Sequence sequence -> sequence.items();
          case Node.Absent(int line) ->
              Arrays.stream(setting.fallback()).<Node>map(t -> new Node.Scalar(line, t)).toList();
          case Node.Scalar scalar -> List.of(scalar);
          case Node.Mapping mapping -> List.of(mapping);
        };
    if (node instanceof Node.Mapping
        || (node instanceof Node.Scalar && !(item instanceof Shape.Single))) {
      problems.error(node.line(), path, "must be a list, not " + node.kind());
      return Optional.empty();
    }
    if (items.isEmpty() && setting.atLeastOne()) {
      problems.error(node.line(), path, "is missing; allowed: a list of at least one");
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      value(item, items.get(i), path + "[" + i + "]", setting).ifPresent(values::add);
    }
    return values.size() == items.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
  }

  private Optional<Object> table(
      Shape keyShape, Shape valueShape, Node node, String path, Setting setting) {
    if (node instanceof Node.Absent) {
      return Optional.of(Map.of());
    }
    if (!(node instanceof Node.Mapping(_, Map<String, Node> entries))) {
      problems.error(node.line(), path, "must be a section of keys, not " + node.kind());
      return Optional.empty();
    }
    Map<Object, Object> values = new LinkedHashMap<>();
    entries.forEach(
        (key, child) -> {
          String childPath = path + "." + key;
          Optional<Object> name =
              value(keyShape, new Node.Scalar(child.line(), key), childPath, setting);
          Optional<Object> value = value(valueShape, child, childPath, setting);
          if (name.isPresent() && value.isPresent()) {
            values.put(name.get(), value.get());
          }
        });
    return values.size() == entries.size() ? Optional.of(Map.copyOf(values)) : Optional.empty();
  }

  private Optional<Object> choice(Class<?> type, Node node, String path, Setting setting) {
    Node written =
        node instanceof Node.Absent(int line) && setting.fallback().length > 0
            ? new Node.Scalar(line, setting.fallback()[0])
            : node;
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      Alternative alternative = permitted.getAnnotation(Alternative.class);
      if (alternative == null) {
        if (written instanceof Node.Mapping) {
          return section(permitted, written, path);
        }
        continue;
      }
      if (written instanceof Node.Scalar(int line, String name, _)
          && name.equals(alternative.value())) {
        return section(permitted, new Node.Absent(line), path);
      }
      if (written instanceof Node.Mapping(_, Map<String, Node> entries)
          && entries.keySet().equals(Set.of(alternative.value()))) {
        return section(
            permitted, written.child(alternative.value()), path + "." + alternative.value());
      }
    }
    problems.error(node.line(), path, "allowed: " + ChoiceText.of(type));
    return Optional.empty();
  }

  private static Object construct(Class<?> type, Object[] values) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getConstructor(parameters).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(type + " refuses values that its settings allow", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " is not a public record", e);
    }
  }

  private Object checked(Object section, Node node, String path) {
    if (section instanceof Checked checked) {
      checked.check(new Complaints(problems, path, node));
    }
    return section;
  }
}
