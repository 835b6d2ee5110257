package isthmus.gateway.config;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;

/** Compares two records of the same type, component by component. */
final class RecordDifferences {
  private RecordDifferences() {}

  /** Adds the paths of components, other than sections, that are equal in both. */
  static void collectEqual(Record one, Record other, String path, List<String> equal) {
    if (one.getClass() != other.getClass()) {
      return;
    }
    for (RecordComponent component : one.getClass().getRecordComponents()) {
      Object left = read(component, one);
      Object right = read(component, other);
      String here = path + "." + component.getName();
      boolean section =
          left.getClass().getName().endsWith("Configuration")
              || left.getClass().getEnclosingClass() != null;
      if (section && left instanceof Record leftRecord && right instanceof Record rightRecord) {
        collectEqual(leftRecord, rightRecord, here, equal);
      } else if (Objects.equals(left, right)) {
        equal.add(here);
      }
    }
  }

  private static Object read(RecordComponent component, Record from) {
    try {
      return component.getAccessor().invoke(from);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component + " cannot be read", e);
    }
  }
}
