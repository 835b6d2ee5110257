package isthmus.isf;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.CellVerdict;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.UserAnswers;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why a selection came out as it did: the request as the table saw it, and every service of the
 * table. It holds no address and no content except those inside {@link Candidate#address}, which
 * neither text nor JSON repeats.
 *
 * @param version the version of the rule set that decided, 0 when it was bypassed
 * @param attempt 1 for the first selection
 * @param facts what the table looked at
 * @param identifier the service identifier that accompanied the request
 * @param user what was known about the user
 * @param outcome the service chosen, or why none was
 * @param relaxed ids of rows that were dropped because no service was left with them
 * @param candidates feasible services in their order, then the others by column; empty when no
 *     table was asked
 * @param table the routing table that decided, absent when none was asked
 * @param matches rows of the policy table that fitted, the strongest first
 * @param treatment what else the policy wants; read from JSON it is without addresses
 */
public record Explanation(
    long version,
    int attempt,
    RequestFacts facts,
    Optional<ServiceIdentifier> identifier,
    UserAnswers user,
    Outcome outcome,
    Set<String> relaxed,
    List<Candidate> candidates,
    Optional<RoutingTable> table,
    List<PolicyMatch> matches,
    Treatment treatment) {

  /** Copies the collections. */
  public Explanation {
    matches = List.copyOf(matches);
    relaxed = Set.copyOf(relaxed);
    candidates = List.copyOf(candidates);
  }

  /** What came out. */
  public sealed interface Outcome {}

  /** A service was chosen. */
  public record Chosen(String service) implements Outcome {}

  /** No service was chosen. */
  public record Refused(RejectionReason reason, String text) implements Outcome {}

  static Explanation bypassed(SelectionRequest request, Outcome outcome) {
    return new Explanation(
        0,
        request.attempt(),
        request.facts(),
        request.identifier(),
        request.user(),
        outcome,
        Set.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        Treatment.NONE);
  }

  /**
   * A cell that decided.
   *
   * @param service the service of its column
   * @param row the id of its row
   * @param verdict the entry, what the request has, and what follows
   */
  public record DecisiveCell(String service, String row, CellVerdict verdict) {}

  /**
   * The cells that decided: those that rule a service out, and those that put a feasible service
   * before the next one.
   */
  public List<DecisiveCell> decisive() {
    return table.map(decided -> Decisive.cells(this, decided)).orElse(List.of());
  }

  /** Several lines for people: the outcome, the request, and a line for each service. */
  public String toText() {
    return ExplanationText.of(this);
  }

  /** One line of JSON, a few hundred characters, to be kept with each message. */
  public String toJson() {
    return ExplanationJson.write(this);
  }

  /**
   * Reads what {@link #toJson} wrote, in this release or an earlier one.
   *
   * @param rules the rule set of that version, from which entries, labels and actions are told
   *     again; addresses are not kept and stay absent
   * @throws IllegalArgumentException when the text is no explanation
   */
  public static Explanation fromJson(String json, RuleSet rules) {
    return ExplanationJson.read(json, rules);
  }

  /**
   * The version an explanation names, so that its rule set can be fetched; 0 when it names none.
   *
   * @throws IllegalArgumentException when the text is no explanation
   */
  public static long versionOf(String json) {
    return ExplanationJson.versionOf(json);
  }
}
