package isthmus.isf.analysis;

import java.util.Arrays;

/**
 * Which lines or columns of one sheet are which of another, by positions counted from 0.
 *
 * <p>What is in both and keeps its order among the most that do stays; the rest of what is in both
 * moved.
 */
final class Alignment {
  private static final int NONE = -1;

  /** For each position after: the one before. */
  private final int[] source;

  /** For each position before: the one after. */
  private final int[] target;

  Alignment(int before, int after) {
    source = filled(after);
    target = filled(before);
  }

  private static int[] filled(int size) {
    int[] all = new int[size];
    Arrays.fill(all, NONE);
    return all;
  }

  void match(int before, int after) {
    source[after] = before;
    target[before] = after;
  }

  boolean added(int after) {
    return source[after] == NONE;
  }

  boolean removed(int before) {
    return target[before] == NONE;
  }

  /** The position before of what stands at one after; only when it was not added. */
  int source(int after) {
    return source[after];
  }

  /** The position after of what stood at one before; only when it was not removed. */
  int target(int before) {
    return target[before];
  }

  int before() {
    return target.length;
  }

  int after() {
    return source.length;
  }

  /** For each position after whether what stands there moved. */
  boolean[] moved() {
    boolean[] moved = new boolean[source.length];
    int[] length = new int[source.length];
    int[] previous = filled(source.length);
    // tails[k]: where the run of k + 1 rising positions ends that ends lowest.
    int[] tails = new int[source.length];
    int longest = 0;
    for (int at = 0; at < source.length; at++) {
      if (added(at)) {
        continue;
      }
      moved[at] = true;
      int low = 0;
      int high = longest;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (source[tails[middle]] < source[at]) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      previous[at] = low == 0 ? NONE : tails[low - 1];
      tails[low] = at;
      length[at] = low + 1;
      longest = Math.max(longest, length[at]);
    }
    for (int at = longest == 0 ? NONE : tails[longest - 1]; at != NONE; at = previous[at]) {
      moved[at] = false;
    }
    return moved;
  }
}
