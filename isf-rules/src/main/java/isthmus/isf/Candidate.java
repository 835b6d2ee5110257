package isthmus.isf;

import isthmus.isf.table.CellVerdict;
import isthmus.isf.table.TableRow;
import java.util.List;
import java.util.Optional;

/**
 * A service of the table and what became of it.
 *
 * @param service the service name
 * @param ruledOut the first thing that keeps it from taking the request; absent when feasible
 * @param address the recipient's address in the service, when it was looked up and is valid
 * @param from the originator's address in the service, when the policy table rewrote it
 * @param points sum of the weights of the soft rows it fulfils
 * @param fulfilled ids of the soft rows it fulfils, top first
 * @param rows every row that concerned the request, top first
 */
public record Candidate(
    String service,
    Optional<RuledOut> ruledOut,
    Optional<String> address,
    Optional<String> from,
    long points,
    List<String> fulfilled,
    List<RowCheck> rows) {

  /**
   * What a row said about the service.
   *
   * @param row the row
   * @param verdict the entry, what the request has, and what follows
   */
  public record RowCheck(TableRow row, CellVerdict verdict) {}

  /** Whether it may be taken: nothing rules it out. */
  public boolean feasible() {
    return ruledOut.isEmpty();
  }
}
