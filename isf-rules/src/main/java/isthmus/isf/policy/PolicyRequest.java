package isthmus.isf.policy;

import static java.util.Objects.requireNonNull;

import isthmus.isf.table.RequestFacts;
import java.util.Optional;

/**
 * A request as the policy table sees it.
 *
 * @param stage where it stands
 * @param facts what it contains
 * @param service the service identifier that accompanies it, or at {@link Stage#INBOUND} the
 *     service that it came from
 * @param circumstances everything else
 */
public record PolicyRequest(
    Stage stage, RequestFacts facts, Optional<String> service, Circumstances circumstances) {
  /** Checks the components. */
  public PolicyRequest {
    requireNonNull(stage);
    requireNonNull(facts);
    requireNonNull(service);
    requireNonNull(circumstances);
  }
}
