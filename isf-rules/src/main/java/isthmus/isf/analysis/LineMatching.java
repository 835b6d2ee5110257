package isthmus.isf.analysis;

import isthmus.isf.analysis.SheetChange.Line;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Finds the lines and columns of one sheet in another: rows by their id, else by their name, else
 * by most of their cells; columns by their heading, else by most of their cells.
 */
final class LineMatching {
  /** How far apart two rows without a common name may stand among their like. */
  private static final int WINDOW = 16;

  private static final int ROWS_COMPARED = 200;

  private final Outline before;
  private final Outline after;

  LineMatching(Outline before, Outline after) {
    this.before = before;
    this.after = after;
  }

  /** All lines. */
  Alignment lines() {
    Alignment lines = new Alignment(before.size(), after.size());
    if (before.headings() >= 0 && after.headings() >= 0) {
      lines.match(before.headings(), after.headings());
    }
    lines(lines, Line.SETTING, at -> folded(before.cell(at, 0)), at -> folded(after.cell(at, 0)));
    lines(lines, Line.REMARK, at -> "=" + before.line(at), at -> "=" + after.line(at));
    lines(lines, Line.ROW, at -> id(before, at), at -> id(after, at));
    lines(lines, Line.ROW, at -> before.cell(at, 0), at -> after.cell(at, 0));
    bySimilarity(
        lines,
        left(before.size(), at -> lines.removed(at) && before.kind(at) == Line.ROW),
        left(after.size(), at -> lines.added(at) && after.kind(at) == Line.ROW),
        this::rowsAlike);
    changedRemarks(lines);
    return lines;
  }

  private void lines(
      Alignment lines, Line kind, IntFunction<String> keyBefore, IntFunction<String> keyAfter) {
    byKey(
        lines,
        left(before.size(), at -> lines.removed(at) && before.kind(at) == kind),
        left(after.size(), at -> lines.added(at) && after.kind(at) == kind),
        keyBefore,
        keyAfter);
  }

  private static String id(Outline side, int at) {
    int column = side.idColumn();
    return column < 0 ? "" : side.cell(at, column);
  }

  private static String folded(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** A remark that stands below or above the same line as one that is gone is that one, changed. */
  private void changedRemarks(Alignment lines) {
    for (int at = 0; at < after.size(); at++) {
      if (at == 0 || !lines.added(at - 1)) {
        changedRemark(lines, at == 0 ? 0 : lines.source(at - 1) + 1, at);
      }
    }
    for (int at = after.size() - 2; at >= 0; at--) {
      if (!lines.added(at + 1)) {
        changedRemark(lines, lines.source(at + 1) - 1, at);
      }
    }
  }

  private void changedRemark(Alignment lines, int from, int to) {
    if (lines.added(to)
        && after.kind(to) == Line.REMARK
        && from >= 0
        && from < before.size()
        && lines.removed(from)
        && before.kind(from) == Line.REMARK) {
      lines.match(from, to);
    }
  }

  private boolean rowsAlike(int from, int to) {
    int columns = Math.min(before.width(), after.width());
    int equal = 0;
    int told = 0;
    for (int column = 0; column < columns; column++) {
      String was = before.cell(from, column);
      String is = after.cell(to, column);
      if (!was.isEmpty() || !is.isEmpty()) {
        told++;
        equal += was.equals(is) ? 1 : 0;
      }
    }
    return equal > 0 && equal * 2 >= told;
  }

  /** Columns of headings and rows, when the lines are known. */
  Alignment columns(Alignment lines) {
    Alignment columns = new Alignment(before.width(), after.width());
    byKey(
        columns,
        left(before.width(), columns::removed),
        left(after.width(), columns::added),
        at -> folded(before.heading(at)),
        at -> folded(after.heading(at)));
    if (before.width() > 0 && after.width() > 0 && columns.removed(0) && columns.added(0)) {
      // The first column is what names the rows, whatever its heading.
      columns.match(0, 0);
    }
    List<int[]> rows = rowsInBoth(lines);
    bySimilarity(
        columns,
        left(before.width(), columns::removed),
        left(after.width(), columns::added),
        (from, to) -> columnsAlike(rows, from, to));
    return columns;
  }

  private List<int[]> rowsInBoth(Alignment lines) {
    return IntStream.range(0, after.size())
        .filter(at -> !lines.added(at) && after.kind(at) == Line.ROW)
        .limit(ROWS_COMPARED)
        .mapToObj(at -> new int[] {lines.source(at), at})
        .toList();
  }

  private boolean columnsAlike(List<int[]> rows, int from, int to) {
    int equal = 0;
    int told = 0;
    for (int[] pair : rows) {
      String was = before.cell(pair[0], from);
      String is = after.cell(pair[1], to);
      if (!was.isEmpty() || !is.isEmpty()) {
        told++;
        equal += was.equals(is) ? 1 : 0;
      }
    }
    return equal > 0 && equal * 3 >= told * 2;
  }

  private static int[] left(int size, IntPredicate unmatched) {
    return IntStream.range(0, size).filter(unmatched).toArray();
  }

  /** The n-th of a name is the n-th of the same name. */
  private static void byKey(
      Alignment alignment,
      int[] leftBefore,
      int[] leftAfter,
      IntFunction<String> keyBefore,
      IntFunction<String> keyAfter) {
    Map<String, Deque<Integer>> known = new HashMap<>();
    for (int at : leftBefore) {
      String key = keyBefore.apply(at);
      if (!key.isEmpty()) {
        known.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(at);
      }
    }
    for (int at : leftAfter) {
      Deque<Integer> same = known.get(keyAfter.apply(at));
      Integer first = same == null ? null : same.poll();
      if (first != null) {
        alignment.match(first, at);
      }
    }
  }

  /** Whether two lines or two columns are the same one, changed. */
  @FunctionalInterface
  private interface Likeness {
    boolean alike(int before, int after);
  }

  private static void bySimilarity(
      Alignment alignment, int[] leftBefore, int[] leftAfter, Likeness likeness) {
    for (int i = 0; i < leftAfter.length; i++) {
      int after = leftAfter[i];
      int end = Math.min(leftBefore.length, i + WINDOW);
      for (int j = Math.max(0, i - WINDOW); j < end && alignment.added(after); j++) {
        int before = leftBefore[j];
        if (alignment.removed(before) && likeness.alike(before, after)) {
          alignment.match(before, after);
        }
      }
    }
  }
}
