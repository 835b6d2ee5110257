package isthmus.isf.analysis;

import isthmus.isf.analysis.SheetChange.Line;
import isthmus.isf.book.Worksheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The lines of a sheet by what they are, without the blank cells at their ends. */
final class Outline {
  private final List<List<String>> lines;
  private final List<Line> kinds;
  private final int headings;
  private final int width;

  private Outline(List<List<String>> lines, List<Line> kinds, int headings, int width) {
    this.lines = lines;
    this.kinds = kinds;
    this.headings = headings;
    this.width = width;
  }

  static Outline of(Worksheet sheet) {
    List<List<String>> lines = trimmed(sheet.rows());
    List<Line> kinds = new ArrayList<>(lines.size());
    int headings = -1;
    int width = 0;
    for (List<String> line : lines) {
      Line kind = kind(line, headings >= 0);
      if (kind == Line.HEADINGS) {
        headings = kinds.size();
      }
      if (isGrid(kind)) {
        width = Math.max(width, line.size());
      }
      kinds.add(kind);
    }
    return new Outline(lines, kinds, headings, width);
  }

  /** Rows without blank cells at their ends, without blank rows at the end. */
  static List<List<String>> trimmed(List<List<String>> rows) {
    List<List<String>> lines = new ArrayList<>(rows.size());
    for (List<String> row : rows) {
      int end = row.size();
      while (end > 0 && row.get(end - 1).isBlank()) {
        end--;
      }
      lines.add(row.subList(0, end));
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  private static Line kind(List<String> line, boolean belowHeadings) {
    if (line.isEmpty() || line.getFirst().startsWith("#")) {
      return Line.REMARK;
    }
    if (belowHeadings) {
      return Line.ROW;
    }
    return line.getFirst().endsWith(":") ? Line.SETTING : Line.HEADINGS;
  }

  static boolean isGrid(Line kind) {
    return kind == Line.HEADINGS || kind == Line.ROW;
  }

  int size() {
    return lines.size();
  }

  /** Columns of headings and rows. */
  int width() {
    return width;
  }

  List<String> line(int at) {
    return lines.get(at);
  }

  Line kind(int at) {
    return kinds.get(at);
  }

  String cell(int at, int column) {
    List<String> line = lines.get(at);
    return column < line.size() ? line.get(column) : "";
  }

  /** The heading of a column, empty where there is none. */
  String heading(int column) {
    return headings < 0 ? "" : cell(headings, column);
  }

  /** The row of headings, -1 when there is none. */
  int headings() {
    return headings;
  }

  /** The text of a setting, such as {@code Id:}. */
  Optional<String> setting(String name) {
    for (int at = 0; at < lines.size(); at++) {
      if (kinds.get(at) == Line.SETTING && cell(at, 0).equalsIgnoreCase(name)) {
        return Optional.of(cell(at, 1)).filter(text -> !text.isBlank());
      }
    }
    return Optional.empty();
  }

  /** The position of the column called Id, -1 when there is none. */
  int idColumn() {
    for (int column = 1; column < width; column++) {
      if (heading(column).strip().toLowerCase(Locale.ROOT).equals("id")) {
        return column;
      }
    }
    return -1;
  }

  /** What people call a line. */
  String label(int at) {
    return switch (kinds.get(at)) {
      case SETTING, ROW, REMARK -> cell(at, 0);
      case HEADINGS -> "headings";
    };
  }
}
