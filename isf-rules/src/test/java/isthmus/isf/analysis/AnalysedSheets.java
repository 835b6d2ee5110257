package isthmus.isf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.book.Places;
import isthmus.isf.book.RuleSetReader;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.Strategy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ListAssert;

/** Small workbooks written with bars, and what is found in them. */
final class AnalysedSheets {
  static final Set<String> INSTALLED = Set.of("sms", "mms");
  static final Worksheet ROUTING =
      sheet(
          "Routing",
          """
          |MMS|SMS|Fax
          Preferred by service provider|No|Yes|No
          Picture ok|Yes|No|
          Video clip ok|Yes|No|
          Max size (bytes)||1000|
          """);
  static final Worksheet LIST = sheet("Blocked", "Type:|list\nAddress\n+4915*\n@spam.example\n");
  static final Worksheet MAP = sheet("Codes", "Type:|map\nFrom|To\n123|+4930123\n");
  private static final String HEAD =
      "Type:|policy\n"
          + "Row|Stage|Kind|From|To|Service|Content|Size|Characters|When|Failure|Failed service"
          + "|Attempts|Force|Forbid|Prefer|Table|Reject|Rewrite to|Change content|Pass\n";

  /** What is installed for the sheets here; links are offered. */
  static final Installation HERE = new Installation(INSTALLED, true);

  private AnalysedSheets() {}

  static Worksheet sheet(String name, String text) {
    return new Worksheet(
        name, text.lines().map(line -> Arrays.asList(line.split("\\|", -1))).toList());
  }

  /** Rows as {@code heading=cell; heading=cell}, the first cell being the row's name. */
  static Worksheet policy(String... rows) {
    List<String> headings = Arrays.asList(HEAD.lines().toList().get(1).split("\\|", -1));
    StringBuilder text = new StringBuilder(HEAD);
    for (String row : rows) {
      String[] cells = new String[headings.size()];
      Arrays.fill(cells, "");
      for (String part : row.split("; ", -1)) {
        int equals = part.indexOf('=');
        cells[equals < 0 ? 0 : headings.indexOf(part.substring(0, equals))] =
            part.substring(equals + 1);
      }
      text.append(String.join("|", cells)).append('\n');
    }
    return sheet("Policy", text.toString());
  }

  static RuleSetReading.Good read(Worksheet... sheets) {
    return switch (new RuleSetReader(Strategy.TOP_DOWN).read(new Workbook(List.of(sheets)))) {
      case RuleSetReading.Good good -> good;
      case RuleSetReading.Bad bad -> throw new AssertionError(bad.problems());
    };
  }

  /** The lines of the findings of a kind in a workbook. */
  static List<String> lines(FindingCode code, Worksheet... sheets) {
    RuleSetReading.Good good = read(sheets);
    return lines(code, Analysis.of(good.rules(), good.places(), HERE, Traffic.NONE));
  }

  /** The lines of the findings of a kind. */
  static List<String> lines(FindingCode code, Analysis analysis) {
    return analysis.findings().stream()
        .filter(finding -> finding.code() == code)
        .map(Finding::line)
        .toList();
  }

  /** What is found in tables with a policy of these rows, whose places are not known. */
  static Analysis analysis(RuleSet tables, PolicyRow... rows) {
    RuleSet rules =
        new RuleSet(
            tables.tables(),
            Optional.of(new PolicyTable("p", "Policy", List.of(rows))),
            List.of(),
            List.of());
    return Analysis.of(rules, new Places(Map.of(), Map.of(), Map.of()), HERE, Traffic.NONE);
  }

  /** What is found of a kind in a workbook, a line each. */
  static ListAssert<String> assertFound(FindingCode code, Worksheet... sheets) {
    return assertThat(lines(code, sheets)).as("%s", code);
  }

  /** What is found of a kind, a line each. */
  static ListAssert<String> assertFound(FindingCode code, Analysis analysis) {
    return assertThat(lines(code, analysis)).as("%s", code);
  }
}
