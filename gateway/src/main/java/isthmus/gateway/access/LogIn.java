package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.store.PostgresAccounts;
import isthmus.gateway.store.PostgresAccounts.Account;
import isthmus.gateway.store.PostgresAudit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks names and passwords of local accounts; the answer and its time tell nothing of either. */
final class LogIn {
  private static final int MOST_NAME = 64;
  private static final int MOST_PASSWORD = 1_024;

  private final PostgresAccounts accounts;
  private final PasswordHashing hashing;
  private final Throttle throttle;
  private final PostgresAudit audit;

  LogIn(
      PostgresAccounts accounts, PasswordHashing hashing, Throttle throttle, PostgresAudit audit) {
    this.accounts = requireNonNull(accounts);
    this.hashing = requireNonNull(hashing);
    this.throttle = requireNonNull(throttle);
    this.audit = requireNonNull(audit);
  }

  /**
   * The enabled local account that a name and a password belong to.
   *
   * @param how for the audit
   * @throws AccessRefusedException 401 when there is none, 429 after too many failures
   */
  Account check(String given, String password, String peer, String how) {
    String name = given.strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.length() > MOST_NAME || password.length() > MOST_PASSWORD) {
      throw wrong();
    }
    name = name.replace('\0', ' ');
    Throttle.Begun attempt = throttle.begin(name, peer);
    Optional<Account> account = accounts.find(name);
    Optional<String> hash = account.flatMap(Account::password);
    if (hash.isEmpty()) {
      hashing.matchesNobody(password);
    } else if (hashing.matches(password, hash.get())) {
      return admitted(account.get(), hash.get(), password, attempt, peer, how);
    }
    failed(account, peer, how, hash.isEmpty() ? "no such local account" : "wrong password");
    throw wrong();
  }

  private Account admitted(
      Account account,
      String hash,
      String password,
      Throttle.Begun attempt,
      String peer,
      String how) {
    if (account.disabled()) {
      failed(Optional.of(account), peer, how, "disabled");
      throw new AccessRefusedException(401, "", "this account is disabled");
    }
    throttle.succeeded(attempt, account);
    if (hashing.isOutdated(hash)) {
      accounts.rehash(account, hashing.hash(password));
    }
    return account;
  }

  /**
   * The account of somebody who comes back from a provider.
   *
   * @param redeemed asks the provider
   * @throws AccessRefusedException what the provider's answer leads to; 429 after too many failures
   */
  Account atProvider(String peer, Supplier<Account> redeemed) {
    Throttle.Begun attempt = throttle.beginAtProvider(peer);
    try {
      Account account = redeemed.get();
      throttle.succeededAtProvider(attempt);
      return account;
    } catch (AccessRefusedException refused) {
      audit.append(
          Actor.nobodyAt(peer)
              .entry(
                  "login-failed",
                  "somebody at the provider",
                  Map.of("how", "oidc", "reason", refused.text())));
      throw refused;
    }
  }

  /** A name that is not known is not recorded: somebody may have typed the password there. */
  private void failed(Optional<Account> account, String peer, String how, String reason) {
    audit.append(
        Actor.nobodyAt(peer)
            .entry(
                "login-failed",
                account.map(Account::name).orElse("an unknown name"),
                Map.of("how", how, "reason", reason)));
  }

  private static AccessRefusedException wrong() {
    return new AccessRefusedException(401, "", "name or password is wrong");
  }
}
