package isthmus.isf.policy;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The policy table. At each stage the first row that fits decides.
 *
 * @param id a-z, 0-9 and dashes
 * @param name the operator's words
 * @param rows rules of all stages, top first
 */
public record PolicyTable(String id, String name, List<PolicyRow> rows) {
  /** Checks the ids. */
  public PolicyTable {
    requireNonNull(id);
    requireNonNull(name);
    rows = List.copyOf(rows);
    Set<String> ids = new HashSet<>();
    for (PolicyRow row : rows) {
      if (!ids.add(row.id())) {
        throw new IllegalArgumentException("two rows with id " + row.id());
      }
    }
  }
}
