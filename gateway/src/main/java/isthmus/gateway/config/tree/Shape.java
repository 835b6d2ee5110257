package isthmus.gateway.config.tree;

import isthmus.gateway.config.value.FreeSettings;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the Java type of a setting asks of the file. */
sealed interface Shape {

  /** One value. */
  record Single(Class<?> type) implements Shape {}

  /** A section that fills a record. */
  record Section(Class<?> type) implements Shape {}

  /** A section or a name, for one of several records. */
  record Choice(Class<?> type) implements Shape {}

  /** Something that may be left out. */
  record Maybe(Shape shape) implements Shape {}

  /** Any number of items. */
  record Many(Shape item) implements Shape {}

  /** A section with keys that the operator chooses. */
  record Table(Shape key, Shape value) implements Shape {}

  /** A section that somebody else understands. */
  record Free() implements Shape {}

  /** Derives the shape of a component's type. */
  static Shape of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      Type raw = generic.getRawType();
      if (raw == Optional.class) {
        return new Maybe(of(arguments[0]));
      }
      if (raw == List.class) {
        return new Many(of(arguments[0]));
      }
      if (raw == Map.class) {
        return new Table(of(arguments[0]), of(arguments[1]));
      }
    }
    Class<?> plain = (Class<?>) type;
    if (plain == FreeSettings.class) {
      return new Free();
    }
    if (plain.isSealed()) {
      return new Choice(plain);
    }
    return isSection(plain) ? new Section(plain) : new Single(plain);
  }

  private static boolean isSection(Class<?> type) {
    return type.isRecord()
        && Arrays.stream(type.getRecordComponents())
            .allMatch(component -> component.isAnnotationPresent(Setting.class));
  }

  /** The key of a component in the file. */
  static String key(RecordComponent component) {
    String given = setting(component).key();
    return given.isEmpty()
        ? component.getName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT)
        : given;
  }

  /** What is said about a component. */
  static Setting setting(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalStateException(component + " lacks @Setting");
    }
    return setting;
  }

  /** Whether the file must say something about a component. */
  static boolean isRequired(RecordComponent component) {
    return switch (of(component.getGenericType())) {
      case Single _, Choice _ -> setting(component).fallback().length == 0;
      case Section(Class<?> type) -> !required(type).isEmpty();
      case Many _ -> setting(component).atLeastOne() && setting(component).fallback().length == 0;
      case Maybe _, Table _, Free _ -> false;
    };
  }

  /** The keys that a section must have. */
  static List<String> required(Class<?> section) {
    return Arrays.stream(section.getRecordComponents())
        .filter(Shape::isRequired)
        .map(Shape::key)
        .toList();
  }
}
