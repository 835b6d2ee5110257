package isthmus.gateway.rules;

import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.Json;
import isthmus.isf.Candidate;
import isthmus.isf.Explanation;
import isthmus.isf.PolicyMatch;
import isthmus.isf.book.Places;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.CellVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What would become of a request, as JSON shows it, with the places in the sheets that said so.
 *
 * @param selection the explanation in its compact form
 * @param matches rows of the policy table that fitted
 * @param cells every cell of the routing table that was looked at
 * @param chosen the service; absent when none was
 */
record TrialView(
    Decided decision,
    Object selection,
    List<Match> matches,
    List<CellView> cells,
    Optional<String> chosen,
    String text) {

  /** The interworking decision. */
  record Decided(String outcome, String because) {}

  /** A row of the policy table; {@code row} is its number in the sheet. */
  record Match(Stage stage, String sheet, int row, String id, String label, List<String> actions) {}

  /**
   * A cell of the routing table.
   *
   * @param row the number of its row in the sheet
   * @param column the number of its column in the sheet
   * @param entry what counted, the user's own answer included
   * @param decisive whether it decided
   */
  record CellView(
      String service,
      String sheet,
      int row,
      int column,
      String id,
      String entry,
      String outcome,
      boolean decisive) {}

  static TrialView of(Inquiries.Answer answer, RuleSet rules, Places places) throws HttpProblem {
    Explanation explanation = answer.selection().explanation();
    List<Match> matches =
        Stream.concat(answer.policy().stream(), explanation.matches().stream())
            .map(match -> match(match, rules, places))
            .toList();
    Optional<String> chosen =
        switch (explanation.outcome()) {
          case Explanation.Chosen(String service) -> Optional.of(service);
          case Explanation.Refused _ -> Optional.empty();
        };
    return new TrialView(
        new Decided(answer.word(), answer.because()),
        Json.read(explanation.toJson()),
        matches,
        cells(explanation, places),
        chosen,
        answer.toText());
  }

  private static Match match(PolicyMatch match, RuleSet rules, Places places) {
    String policy = rules.policy().map(PolicyTable::id).orElse("");
    return new Match(
        match.stage(),
        places.sheet(policy).orElse(""),
        places.row(policy, match.rowId()),
        match.rowId(),
        match.label(),
        RuleWords.actions(match));
  }

  private record Key(String service, String row) {}

  private static List<CellView> cells(Explanation explanation, Places places) {
    String table = explanation.table().map(asked -> asked.id()).orElse("");
    String sheet = places.sheet(table).orElse("");
    Set<Key> decisive =
        explanation.decisive().stream()
            .map(cell -> new Key(cell.service(), cell.row()))
            .collect(Collectors.toSet());
    List<CellView> cells = new ArrayList<>();
    for (Candidate candidate : explanation.candidates()) {
      for (Candidate.RowCheck check : candidate.rows()) {
        cells.add(
            new CellView(
                candidate.service(),
                sheet,
                places.row(table, check.row().id()),
                places.column(table, candidate.service()),
                check.row().id(),
                check.verdict().cell().text(),
                outcome(check.verdict()),
                decisive.contains(new Key(candidate.service(), check.row().id()))));
      }
    }
    return cells;
  }

  private static String outcome(CellVerdict verdict) {
    return switch (verdict.outcome()) {
      case FULFILLED -> "fulfilled";
      case FAILED -> "failed";
      case NO_STATEMENT -> "none";
    };
  }
}
