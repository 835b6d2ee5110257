package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.Caller;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.store.PostgresAudit;
import java.util.Map;
import java.util.Set;

/**
 * Who does something, and from where: what the audit wants to know.
 *
 * @param peer an address, or {@code shell} for the command line on the gateway's machine
 */
public record Actor(Caller caller, String peer) {
  /** Checks the components. */
  public Actor {
    requireNonNull(caller);
    requireNonNull(peer);
  }

  /** The one who makes a request. */
  static Actor of(HttpRequest request) {
    return new Actor(request.caller(), request.peer());
  }

  /** Somebody who is not known, or not yet. */
  static Actor nobodyAt(String peer) {
    return new Actor(new Caller("nobody", Set.of()), peer);
  }

  /** Somebody with a shell on the gateway's machine, who can read its configuration. */
  public static Actor inShell(String user) {
    return new Actor(new Caller(user, Set.of()), "shell");
  }

  PostgresAudit.Entry entry(String what, String subject, Map<String, ?> detail) {
    return AuditTrail.entry(caller, peer, what, subject, detail);
  }
}
