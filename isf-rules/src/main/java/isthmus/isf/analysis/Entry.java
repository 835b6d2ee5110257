package isthmus.isf.analysis;

import isthmus.isf.policy.Action;
import isthmus.isf.policy.ContentChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the policy table does to a message that comes from a service.
 *
 * @param rejection why it is refused, in few words that are the same for all that are refused for
 *     the same reason; empty when it enters CPM
 * @param from another originator
 * @param to another recipient
 * @param change what is done to its content
 * @param validity how long it may be tried
 * @param row the row that fitted, empty when none did
 */
public record Entry(
    String rejection,
    Optional<String> from,
    Optional<String> to,
    Optional<ContentChange> change,
    Optional<Duration> validity,
    String row) {

  /** Whether nothing would differ for the message. */
  public boolean sameWay(Entry other) {
    return rejection.equals(other.rejection)
        && from.equals(other.from)
        && to.equals(other.to)
        && change.equals(other.change)
        && validity.equals(other.validity);
  }

  /** Whether it enters CPM. */
  public boolean enters() {
    return rejection.isEmpty();
  }

  /** In a few words without addresses: {@code accepted, from rewritten, truncate 160}. */
  public String words() {
    if (!enters()) {
      return "rejected: " + rejection;
    }
    List<String> words = new ArrayList<>(List.of("accepted"));
    from.ifPresent(_ -> words.add("originator rewritten"));
    to.ifPresent(_ -> words.add("recipient rewritten"));
    change.ifPresent(it -> words.add(new Action.Content(it).words()));
    validity.ifPresent(it -> words.add(new Action.Validity(it).words()));
    return String.join(", ", words);
  }

  /** The row in a clause. */
  public String why() {
    return row.isEmpty() ? "no policy row fits" : "policy row " + row + " fits";
  }
}
