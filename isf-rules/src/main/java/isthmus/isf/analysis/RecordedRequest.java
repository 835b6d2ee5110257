package isthmus.isf.analysis;

import static java.util.Objects.requireNonNull;

import isthmus.isf.SelectionRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message of the past, as far as it can be asked about again.
 *
 * @param message the message's key
 * @param at when it was accepted
 * @param kind which way it went
 * @param request the first attempt, with addresses and circumstances of that time
 * @param chosen the service that was selected first; empty when it was rejected, or none was
 *     selected
 * @param failures failed attempts, the first first
 */
public record RecordedRequest(
    String message,
    Instant at,
    Kind kind,
    SelectionRequest request,
    Optional<String> chosen,
    List<RecordedFailure> failures) {

  /** Which way a message went. */
  public enum Kind {
    /** A CPM user's, for which a service was selected. */
    INTERWORKED,
    /** A CPM user's, which never left CPM. */
    INSIDE,
    /** One that came from a service. */
    INBOUND
  }

  /** Checks the components and copies the list. */
  public RecordedRequest {
    requireNonNull(message);
    requireNonNull(at);
    requireNonNull(kind);
    requireNonNull(request);
    requireNonNull(chosen);
    failures = List.copyOf(failures);
  }

  /** A message for which a service was selected, and no attempt failed. */
  public RecordedRequest(
      String message, Instant at, SelectionRequest request, Optional<String> chosen) {
    this(message, at, Kind.INTERWORKED, request, chosen, List.of());
  }
}
