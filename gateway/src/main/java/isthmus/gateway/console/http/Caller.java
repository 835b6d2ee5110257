package isthmus.gateway.console.http;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who makes a request.
 *
 * @param name the account's name, as records show it
 * @param roles what the caller may do; viewing goes with every other role
 */
public record Caller(String name, Set<Role> roles) {
  /** Copies the roles. */
  public Caller {
    requireNonNull(name);
    roles = Set.copyOf(roles);
  }

  /** Whoever reaches the address of a gateway that has no accounts. */
  public static Caller anybodyAt(String peer) {
    return new Caller(peer, EnumSet.allOf(Role.class));
  }

  /** Whether the caller may do what a role may. */
  public boolean may(Role role) {
    return roles.contains(role)
        || roles.contains(Role.ADMIN)
        || (role == Role.VIEWER && !roles.isEmpty());
  }
}
