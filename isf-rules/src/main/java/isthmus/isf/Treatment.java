package isthmus.isf;

import isthmus.isf.policy.ContentChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a message is to be treated on its way, as the policy table says.
 *
 * @param validity how long it may be tried
 * @param retry pauses before further attempts, an empty list for none; absent: as usual
 * @param content changes of the content, in this order
 * @param from the originator's address when it was rewritten: a number with its plus sign, the
 *     digits of a local number, or a URI; in the service's own form see {@link
 *     Selection.Choice#from}
 */
public record Treatment(
    Optional<Duration> validity,
    Optional<List<Duration>> retry,
    List<ContentChange> content,
    Optional<String> from) {
  /** Nothing special. */
  public static final Treatment NONE =
      new Treatment(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

  /** Copies the lists. */
  public Treatment {
    retry = retry.map(List::copyOf);
    content = List.copyOf(content);
  }
}
