package isthmus.isf.drools;

import java.util.Arrays;

/** The numbers of groups of patterns that an address fits. Used by one evaluation. */
final class Matched {
  private int[] groups = new int[8];
  private int size = 0;

  void add(int[] more) {
    for (int group : more) {
      if (!contains(group)) {
        if (size == groups.length) {
          groups = Arrays.copyOf(groups, size * 2);
        }
        groups[size++] = group;
      }
    }
  }

  boolean contains(int group) {
    for (int i = 0; i < size; i++) {
      if (groups[i] == group) {
        return true;
      }
    }
    return false;
  }

  int size() {
    return size;
  }

  int group(int i) {
    return groups[i];
  }
}
