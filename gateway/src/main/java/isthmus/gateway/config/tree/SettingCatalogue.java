package isthmus.gateway.config.tree;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lists all settings below a record, in the order of the components. */
public final class SettingCatalogue {
  private final ScalarTypes types = new ScalarTypes(Path.of(""));
  private final List<SettingDescription> found = new ArrayList<>();

  private SettingCatalogue() {}

  /** Describes every setting of {@code root} and the sections in it. */
  public static List<SettingDescription> of(Class<? extends Record> root) {
    SettingCatalogue catalogue = new SettingCatalogue();
    catalogue.section(root, "");
    return List.copyOf(catalogue.found);
  }

  private void section(Class<?> type, String path) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = Shape.key(component);
      Setting setting = Shape.setting(component);
      describe(
          Shape.of(component.getGenericType()),
          path.isEmpty() ? key : path + "." + key,
          setting,
          fallback(component));
    }
  }

  private static String fallback(RecordComponent component) {
    Setting setting = Shape.setting(component);
    if (setting.fallback().length > 0) {
      return String.join(", ", setting.fallback());
    }
    return Shape.isRequired(component) ? "required" : "unset";
  }

  private void describe(Shape shape, String path, Setting setting, String fallback) {
    switch (shape) {
      case Shape.Single(Class<?> type) -> {
        ScalarType scalar = scalar(type);
        add(path, scalar.name(), fallback, ScalarReader.allowed(scalar, setting), setting);
      }
      case Shape.Section(Class<?> type) -> {
        add(path, "a section", "", "", setting);
        section(type, path);
      }
      case Shape.Choice(Class<?> type) -> choice(type, path, setting, fallback);
      case Shape.Maybe(Shape inner) -> describe(inner, path, setting, fallback);
      case Shape.Many(Shape.Single(Class<?> type)) -> {
        ScalarType scalar = scalar(type);
        add(path, "a list", fallback, "each: " + ScalarReader.allowed(scalar, setting), setting);
      }
      case Shape.Many(Shape item) -> describe(item, path + "[]", setting, "");
      case Shape.Free() ->
          add(path, "settings of the service's own", fallback, "what the service allows", setting);
      case Shape.Table(_, Shape value) -> describe(value, path + ".*", setting, fallback);
    }
  }

  private void choice(Class<?> type, String path, Setting setting, String fallback) {
    add(path, "a choice", fallback, ChoiceText.of(type), setting);
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      Alternative alternative = permitted.getAnnotation(Alternative.class);
      section(permitted, alternative == null ? path : path + "." + alternative.value());
    }
  }

  private ScalarType scalar(Class<?> type) {
    return types.of(type).orElseThrow(() -> new IllegalStateException("no way to write a " + type));
  }

  private void add(String path, String type, String fallback, String allowed, Setting setting) {
    found.add(new SettingDescription(path, type, fallback, allowed, setting.meaning()));
  }
}
