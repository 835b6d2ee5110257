package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.Role;
import isthmus.gateway.store.PostgresAccounts;
import isthmus.gateway.store.PostgresAccounts.Account;
import isthmus.gateway.store.PostgresAccounts.Changed;
import isthmus.gateway.store.PostgresAccounts.Desk;
import isthmus.gateway.store.PostgresAccounts.Identity;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Adds, changes and removes accounts, and sees to it that an administrator remains. */
public final class Accounts {
  private static final String ADMIN = AccountRules.word(Role.ADMIN);

  private final PostgresAccounts store;
  private final PasswordHashing hashing;
  private final boolean provider;
  private final Runnable changed;

  /**
   * The accounts of a gateway.
   *
   * @param provider whether a provider of OpenID Connect is configured, who may send administrators
   * @param changed told at once, on this node, that somebody's access may have changed
   */
  Accounts(PostgresAccounts store, PasswordHashing hashing, boolean provider, Runnable changed) {
    this.store = requireNonNull(store);
    this.hashing = requireNonNull(hashing);
    this.provider = provider;
    this.changed = requireNonNull(changed);
  }

  /**
   * What is to be changed; what is absent stays.
   *
   * @param roles words
   * @param password of a local account; ends its sessions
   * @param disabled neither logs in nor goes on
   */
  public record Change(
      Optional<? extends Collection<String>> roles,
      Optional<String> password,
      Optional<Boolean> disabled) {}

  /** The account of a name. */
  public Optional<Account> find(String name) {
    return store.find(name);
  }

  /** All accounts, by name. */
  public List<Account> list() {
    return store.list();
  }

  /**
   * Adds a local account. The first of all must be an administrator: from then on nobody comes in
   * without an account.
   *
   * @throws AccessRefusedException 400 for what is wrong, 409 when there is one of this name
   */
  public Account add(Actor by, String given, Collection<String> roles, String password) {
    String name = AccountRules.name(given);
    List<String> words = AccountRules.roles(roles);
    String hash = hashing.hash(AccountRules.password("password", name, password));
    return changing(
        desk -> {
          if (desk.find(name).isPresent()) {
            throw new AccessRefusedException(409, "name", "there is an account " + name);
          }
          if (!provider && desk.list().isEmpty() && !words.contains(ADMIN)) {
            throw new AccessRefusedException(
                409, "roles", "the first account must be an administrator (role admin)");
          }
          Account added =
              desk.add(name, words, Optional.of(hash), Optional.empty(), by.caller().name());
          desk.record(by.entry("account-added", name, Map.of("roles", words)));
          return added;
        });
  }

  /**
   * Changes an account.
   *
   * @throws AccessRefusedException 400 for what is wrong, 404 when there is none of this name, 409
   *     when no enabled administrator would remain
   */
  public Account change(Actor by, String given, Change change) {
    String name = AccountRules.name(given);
    Optional<List<String>> roles = change.roles().map(AccountRules::roles);
    Optional<String> hash =
        change.password().map(text -> hashing.hash(AccountRules.password("password", name, text)));
    return changing(
        desk -> {
          Account account = existing(desk, name);
          if (account.identity().isPresent() && (hash.isPresent() || roles.isPresent())) {
            throw new AccessRefusedException(
                409, "", "password and roles of " + name + " are kept by the provider");
          }
          Changed next =
              new Changed(
                  name,
                  roles.orElse(account.roles()),
                  hash.or(account::password),
                  change.disabled().orElse(account.disabled()));
          boolean before = hasAdministrator(desk);
          desk.change(account, next);
          demandAdministrator(desk, before);
          if (hash.isPresent() || next.disabled()) {
            desk.endSessions(account, Optional.empty());
          }
          record(desk, by, account, next, hash.isPresent());
          return existing(desk, name);
        });
  }

  private static void record(Desk desk, Actor by, Account account, Changed next, boolean password) {
    Map<String, Object> detail = new LinkedHashMap<>();
    if (!account.roles().equals(next.roles())) {
      detail.put("roles", Map.of("before", account.roles(), "after", next.roles()));
    }
    if (account.disabled() != next.disabled()) {
      detail.put("disabled", Map.of("before", account.disabled(), "after", next.disabled()));
    }
    if (password) {
      detail.put("password", "changed");
    }
    if (!detail.isEmpty()) {
      desk.record(by.entry("account-changed", account.name(), detail));
    }
  }

  /**
   * Removes an account with its sessions and tokens.
   *
   * @throws AccessRefusedException 404 or 409, as for a change
   */
  public Account remove(Actor by, String given) {
    String name = AccountRules.name(given);
    return changing(
        desk -> {
          Account account = existing(desk, name);
          boolean before = hasAdministrator(desk);
          desk.remove(account);
          demandAdministrator(desk, before);
          desk.record(by.entry("account-removed", name, Map.of("roles", account.roles())));
          return account;
        });
  }

  /**
   * Ends all sessions of an account.
   *
   * @return how many
   */
  public int endSessions(Actor by, String given) {
    String name = AccountRules.name(given);
    return changing(
        desk -> {
          int ended = desk.endSessions(existing(desk, name), Optional.empty());
          desk.record(by.entry("sessions-ended", name, Map.of("sessions", ended)));
          return ended;
        });
  }

  /**
   * Gives an account another password; its sessions end.
   *
   * @param account whose present password was checked
   * @param except hash of the session that goes on
   */
  void ownPassword(Actor by, Account account, String password, Optional<byte[]> except) {
    String hash = hashing.hash(AccountRules.password("new", account.name(), password));
    changing(
        desk -> {
          Account now = existing(desk, account.name());
          desk.change(now, new Changed(now.name(), now.roles(), Optional.of(hash), now.disabled()));
          int ended = desk.endSessions(now, except);
          desk.record(
              by.entry(
                  "account-changed",
                  now.name(),
                  Map.of("password", "changed", "sessions-ended", ended)));
          return ended;
        });
  }

  /**
   * The account of somebody whom the provider vouches for, made at the first log-in; name and roles
   * are what the provider says now.
   *
   * @throws AccessRefusedException 403 when another account has the name
   */
  Account ofProvider(Actor by, Identity identity, String name, List<String> roles) {
    return changing(
        desk -> {
          Optional<Account> taken =
              desk.find(name).filter(other -> !other.identity().equals(Optional.of(identity)));
          if (taken.isPresent()) {
            throw new AccessRefusedException(
                403, "", "another account is called " + name + "; an administrator can remove it");
          }
          Optional<Account> known = desk.find(identity);
          if (known.isEmpty()) {
            desk.record(
                by.entry(
                    "account-added",
                    name,
                    Map.of(
                        "roles", roles, "issuer", identity.issuer(), "sub", identity.subject())));
            return desk.add(
                name, roles, Optional.empty(), Optional.of(identity), identity.issuer());
          }
          Account account = known.get();
          Changed now = new Changed(name, roles, Optional.empty(), account.disabled());
          if (!account.name().equals(name)) {
            desk.record(
                by.entry(
                    "account-renamed",
                    account.name(),
                    Map.of("before", account.name(), "after", name)));
          }
          desk.change(account, now);
          record(desk, by, account, now, false);
          return existing(desk, name);
        });
  }

  private <T> T changing(Function<Desk, T> work) {
    T result = store.change(work);
    changed.run();
    return result;
  }

  private static Account existing(Desk desk, String name) {
    return desk.find(name)
        .orElseThrow(() -> new AccessRefusedException(404, "name", "there is no account " + name));
  }

  private static boolean hasAdministrator(Desk desk) {
    return desk.list().stream()
        .anyMatch(
            account ->
                account.password().isPresent()
                    && !account.disabled()
                    && account.roles().contains(ADMIN));
  }

  private static void demandAdministrator(Desk desk, boolean before) {
    if (before && !hasAdministrator(desk)) {
      throw new AccessRefusedException(
          409, "", "this is the last local administrator that is enabled; make another one first");
    }
  }
}
