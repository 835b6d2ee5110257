package isthmus.gateway.config.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Says which alternatives a sealed type of settings has. */
final class ChoiceText {
  private ChoiceText() {}

  static String of(Class<?> choice) {
    List<String> ways = new ArrayList<>();
    for (Class<?> permitted : choice.getPermittedSubclasses()) {
      Alternative alternative = permitted.getAnnotation(Alternative.class);
      ways.add(
          alternative == null
              ? "{"
                  + String.join(
                      ", ", Arrays.stream(permitted.getRecordComponents()).map(Shape::key).toList())
                  + "}"
              : alternative.value());
    }
    return String.join(" or ", ways);
  }
}
