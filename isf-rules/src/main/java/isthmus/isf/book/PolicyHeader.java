package isthmus.isf.book;

import isthmus.isf.policy.PolicyHeading;
import isthmus.isf.table.PlainText;
import isthmus.isf.table.Words;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The headings of the policy sheet.
 *
 * @param columns positions by heading, 0 for the first
 * @param refused positions of headings that were refused; what stands below is not told again
 */
record PolicyHeader(Map<PolicyHeading, Integer> columns, Set<Integer> refused) {

  static PolicyHeader read(SheetScan.Line line, SheetScan scan) {
    Map<PolicyHeading, Integer> columns = new EnumMap<>(PolicyHeading.class);
    Set<Integer> refused = new HashSet<>();
    if (PolicyHeading.of(line.cell(0)).isPresent()) {
      scan.problem(
          line,
          0,
          "the first column holds the names of the rows",
          "any other heading here, " + line.cell(0) + " further right");
      refused.add(0);
    }
    PlainText.wrong(line.cell(0))
        .ifPresent(wrong -> scan.problem(line, 0, wrong, PlainText.ALLOWED));
    for (int i = 1; i < line.cells().size(); i++) {
      String heading = line.cell(i);
      if (!heading.isEmpty()) {
        String wrong = wrong(heading, i, columns);
        if (!wrong.isEmpty()) {
          refused.add(i);
          scan.problem(line, i, wrong, String.join(", ", headings()));
        }
      }
    }
    if (columns.isEmpty() && refused.isEmpty()) {
      scan.rowProblem(line, line.cell(0), "no headings of a policy", String.join(", ", headings()));
    }
    return new PolicyHeader(columns, refused);
  }

  /** Adds a heading; returns what is wrong with it, empty when nothing is. */
  private static String wrong(String heading, int index, Map<PolicyHeading, Integer> columns) {
    Optional<PolicyHeading> known =
        PlainText.invisible(heading).isPresent() ? Optional.empty() : PolicyHeading.of(heading);
    if (known.isEmpty()) {
      return "no such heading" + Words.hint(heading, headings());
    }
    return columns.putIfAbsent(known.get(), index) == null ? "" : "this heading stands here twice";
  }

  private static List<String> headings() {
    return Arrays.stream(PolicyHeading.values()).map(PolicyHeading::heading).toList();
  }

  /** Whether anything may stand in the column at a position. */
  boolean has(int index) {
    return index == 0 || refused.contains(index) || columns.containsValue(index);
  }

  /** The position of a heading, 0 when it is not there: the first column has none of them. */
  int index(PolicyHeading heading) {
    return columns.getOrDefault(heading, 0);
  }
}
