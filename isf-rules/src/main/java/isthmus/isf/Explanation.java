package isthmus.isf;

import isthmus.cpm.address.ServiceIdentifier;
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
 * @param tableVersion the table that decided, 0 when it was bypassed
 * @param attempt 1 for the first selection
 * @param facts what the table looked at
 * @param identifier the service identifier that accompanied the request
 * @param user what was known about the user
 * @param outcome the service chosen, or why none was
 * @param relaxed ids of rows that were dropped because no service was left with them
 * @param candidates feasible services in their order, then the others by column; empty when the
 *     table was bypassed
 */
public record Explanation(
    long tableVersion,
    int attempt,
    RequestFacts facts,
    Optional<ServiceIdentifier> identifier,
    UserAnswers user,
    Outcome outcome,
    Set<String> relaxed,
    List<Candidate> candidates) {

  public Explanation {
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
        List.of());
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
   * Reads what {@link #toJson} wrote.
   *
   * @param table the table of that version, from which entries and labels are told again; addresses
   *     are not kept and stay absent
   * @throws IllegalArgumentException when the text is no explanation
   */
  public static Explanation fromJson(String json, RoutingTable table) {
    return ExplanationJson.read(json, table);
  }

  /**
   * The table version an explanation names, so that its table can be fetched.
   *
   * @throws IllegalArgumentException when the text is no explanation
   */
  public static long tableVersion(String json) {
    return ExplanationJson.tableVersion(json);
  }
}
