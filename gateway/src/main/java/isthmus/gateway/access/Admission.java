package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.Caller;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.store.PostgresAccounts.Account;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Somebody who proved who it is.
 *
 * @param account of whom
 * @param caller the same, with what may be done this way
 * @param endsAt when the proof ends at the latest
 */
record Admission(Account account, Caller caller, Instant endsAt) {
  Admission {
    requireNonNull(account);
    requireNonNull(caller);
    requireNonNull(endsAt);
  }

  /** With all that the account may. */
  static Admission whole(Account account, Instant endsAt) {
    return new Admission(account, caller(account), endsAt);
  }

  static Caller caller(Account account) {
    return new Caller(account.name(), AccountRules.known(account.roles()));
  }

  /** With what is left of the wanted roles when the account may not have all of them. */
  static Admission narrowed(Account account, Set<Role> wanted, Instant endsAt) {
    Caller owner = caller(account);
    Set<Role> allowed = wanted.stream().filter(owner::may).collect(Collectors.toSet());
    return new Admission(account, new Caller(account.name(), allowed), endsAt);
  }
}
