package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of putting the sheets of a file into a workbook; sheets are told by their names.
 *
 * @param book all sheets
 * @param replaced sheets of the file that took the place of others
 * @param added sheets of the file that are new
 * @param kept sheets that the file does not have
 */
public record MergedBook(
    Workbook book, List<Replaced> replaced, List<String> added, List<String> kept) {
  /** Copies the lists. */
  public MergedBook {
    requireNonNull(book);
    replaced = List.copyOf(replaced);
    added = List.copyOf(added);
    kept = List.copyOf(kept);
  }

  /** A sheet and the one whose place it took, mostly of the same name. */
  public record Replaced(String sheet, String before) {
    private String told() {
      return sheet.equals(before) ? sheet : sheet + " in the place of " + before;
    }
  }

  /** The sheets of a file and nothing else. */
  static MergedBook whole(Workbook file) {
    return new MergedBook(
        file, List.of(), file.sheets().stream().map(Worksheet::name).toList(), List.of());
  }

  /** One line: {@code replaced: Routing; new: Night; as before: Policy, Blocked}. */
  String told() {
    List<String> parts = new ArrayList<>();
    part(parts, "replaced: ", replaced.stream().map(Replaced::told).toList());
    part(parts, "new: ", added);
    part(parts, "as before: ", kept);
    return String.join("; ", parts);
  }

  private static void part(List<String> parts, String what, List<String> sheets) {
    if (!sheets.isEmpty()) {
      parts.add(what + String.join(", ", sheets));
    }
  }
}
