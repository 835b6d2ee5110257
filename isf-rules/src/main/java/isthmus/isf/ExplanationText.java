package isthmus.isf;

import isthmus.isf.Candidate.RowCheck;
import isthmus.isf.policy.Action;
import isthmus.isf.table.Bearing;
import isthmus.isf.table.Cell;
import isthmus.isf.table.CellVerdict.Outcome;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.TableRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells an explanation to people. */
final class ExplanationText {
  private ExplanationText() {}

  static String of(Explanation explanation) {
    StringBuilder text = new StringBuilder(headline(explanation)).append('\n');
    text.append("  request: ").append(request(explanation.facts())).append('\n');
    for (PolicyMatch match : explanation.matches()) {
      text.append("  ").append(policy(match)).append('\n');
    }
    if (!explanation.relaxed().isEmpty()) {
      text.append("  no service was left, so these rows were dropped: ")
          .append(String.join(", ", new TreeSet<>(explanation.relaxed())))
          .append('\n');
    }
    int width =
        explanation.candidates().stream().mapToInt(c -> c.service().length()).max().orElse(0);
    int place = 1;
    for (Candidate candidate : explanation.candidates()) {
      text.append("  ")
          .append(candidate.feasible() ? place++ + "." : "- ")
          .append(' ')
          .append(candidate.service())
          .append(" ".repeat(width - candidate.service().length() + 2))
          .append(
              candidate
                  .ruledOut()
                  .map(out -> out(out, candidate))
                  .orElseGet(() -> in(candidate, explanation)))
          .append('\n');
    }
    return text.toString();
  }

  /** What rules a candidate out, in a few words. */
  static String told(RuledOut ruledOut) {
    return switch (ruledOut) {
      case RuledOut.ByRow(String row) -> "out by " + row;
      case RuledOut.NotInstalled() -> "no function is installed for it";
      case RuledOut.AlreadyFailed(String reason) -> "failed already: " + reason;
      case RuledOut.NoOriginatorAddress() -> "the originator has no address in it";
      case RuledOut.AddressNotValid(String reason) -> "recipient not reachable: " + reason;
      case RuledOut.ByPolicy(String row) -> "out by policy row " + row;
      case RuledOut.RewrittenAddressNotValid(String row, String reason) ->
          "recipient not reachable at the address of policy row " + row + ": " + reason;
      case RuledOut.RewrittenOriginatorNotValid(String row, String reason) ->
          "the originator's address of policy row " + row + " is not usable: " + reason;
    };
  }

  /** {@code policy, selection: row night "Night" (prefer email)}. */
  private static String policy(PolicyMatch match) {
    return "policy, "
        + match.stage().word()
        + ": row "
        + match.rowId()
        + (match.label().isEmpty() ? "" : " \"" + match.label() + "\"")
        + " ("
        + (match.actions().isEmpty()
            ? "pass"
            : match.actions().stream().map(Action::words).collect(Collectors.joining("; ")))
        + ")";
  }

  private static String headline(Explanation explanation) {
    String outcome =
        switch (explanation.outcome()) {
          case Explanation.Chosen(String service) -> service + " chosen";
          case Explanation.Refused(var _, String text) -> "rejected: " + text;
        };
    String by =
        explanation.version() == 0
            ? "table bypassed"
            : "table version " + explanation.version() + otherTable(explanation);
    String identifier =
        explanation.identifier().map(named -> ", accompanied by " + named.service()).orElse("");
    return explanation.facts().kind().words()
        + identifier
        + ", attempt "
        + explanation.attempt()
        + ", "
        + by
        + ": "
        + outcome;
  }

  private static String otherTable(Explanation explanation) {
    return explanation.matches().stream()
        .flatMap(match -> match.action(Action.UseTable.class).stream())
        .findFirst()
        .map(use -> " (table " + use.table() + ")")
        .orElse("");
  }

  private static String request(RequestFacts facts) {
    List<String> parts = new ArrayList<>();
    number(parts, facts.octets(), "octets");
    facts
        .octetsByService()
        .forEach((service, octets) -> parts.add(octets + " octets in " + service));
    number(parts, facts.characters(), "characters");
    number(parts, facts.segments(), "segments");
    number(parts, facts.durationSeconds(), "seconds");
    if (facts.recipients() > 1) {
      parts.add(facts.recipients() + " recipients");
    }
    parts.addAll(new TreeSet<>(facts.mediaTypes()));
    for (var stream : new TreeSet<>(facts.streams())) {
      parts.add(stream.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    return parts.isEmpty() ? "nothing known" : String.join(", ", parts);
  }

  private static void number(List<String> parts, OptionalLong value, String unit) {
    value.ifPresent(known -> parts.add(known + " " + unit));
  }

  private static String in(Candidate candidate, Explanation explanation) {
    boolean named =
        explanation.identifier().filter(i -> i.service().equals(candidate.service())).isPresent();
    String points =
        candidate.fulfilled().isEmpty()
            ? "feasible"
            : "feasible, "
                + candidate.points()
                + (candidate.points() == 1 ? " point (" : " points (")
                + String.join(", ", candidate.fulfilled())
                + ")";
    return named ? points + ", first because it accompanied the request" : points;
  }

  private static String out(RuledOut ruledOut, Candidate candidate) {
    List<String> failed = new ArrayList<>();
    for (RowCheck check : candidate.rows()) {
      if (check.verdict().outcome() == Outcome.FAILED && check.row().bearing() != Bearing.SOFT) {
        failed.add(check(check));
      }
    }
    if (ruledOut instanceof RuledOut.ByRow) {
      return "out by " + String.join("; also ", failed);
    }
    return told(ruledOut)
        + (failed.isEmpty() ? "" : "; the table: " + String.join("; also ", failed));
  }

  private static String check(RowCheck check) {
    TableRow row = check.row();
    String unit = row.criterion().fact().unit().word();
    String counted =
        switch (check.verdict().cell()) {
          case Cell.Limit limit ->
              check.verdict().measured().orElse(0)
                  + (unit.isEmpty() ? "" : " " + unit)
                  + ", at most "
                  + limit.value();
          case Cell.YesNo entry -> entry.text();
          case Cell.Empty _ -> "empty";
        };
    return row.id()
        + " \""
        + row.label()
        + "\" ("
        + counted
        + (check.verdict().fromUser() ? " for this user)" : ")");
  }
}
