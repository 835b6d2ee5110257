package isthmus.gateway.console.http;

import java.util.Optional;

/** Says who makes a request, before any handler sees it. */
@FunctionalInterface
public interface Gatekeeper {
  /** Lets everybody do everything; only for loopback addresses and tests. */
  Gatekeeper OPEN = (request, route) -> Optional.of(Caller.anybodyAt(request.peer()));

  /**
   * The caller, empty when nobody is known.
   *
   * @throws HttpProblem 401 or 403 when the credentials or the protection against forged requests
   *     are wrong
   */
  Optional<Caller> caller(HttpRequest request, Route route) throws HttpProblem;

  /**
   * Whether a request that was admitted still is; asked while an answer goes on for a while.
   *
   * @param request the one that was admitted
   */
  default boolean stillAdmits(HttpRequest request, Route route) {
    return true;
  }

  /** The address that a request really came from, which a trusted proxy may know better. */
  default String peerOf(HttpRequest request) {
    return request.connection();
  }
}
