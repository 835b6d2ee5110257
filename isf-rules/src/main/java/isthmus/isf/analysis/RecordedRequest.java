package isthmus.isf.analysis;

import static java.util.Objects.requireNonNull;

import isthmus.isf.SelectionRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * A request that was interworked, as far as it can be asked about again.
 *
 * @param message the message's key
 * @param at when it was accepted
 * @param request the first attempt, with addresses and circumstances of that time
 * @param chosen the service that took it; empty when it was rejected
 */
public record RecordedRequest(
    String message, Instant at, SelectionRequest request, Optional<String> chosen) {
  /** Checks the components. */
  public RecordedRequest {
    requireNonNull(message);
    requireNonNull(at);
    requireNonNull(request);
    requireNonNull(chosen);
  }
}
