package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.config.AccessConfiguration;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.PostgresAccounts;
import isthmus.gateway.store.PostgresAudit;
import isthmus.gateway.store.PostgresAudit.Examined;
import isthmus.gateway.store.PostgresAudit.Filter;
import isthmus.gateway.store.PostgresAudit.Recorded;
import isthmus.gateway.store.PostgresTokens;
import java.util.List;
import java.util.OptionalLong;

/**
 * Accounts, tokens and audit for whoever has the database itself: the command line on a gateway's
 * machine, where no log-in is needed since its configuration can be read. A gateway that runs hears
 * of every change.
 */
public final class Office {
  private final Accounts accounts;
  private final Tokens tokens;
  private final PostgresAudit audit;

  private Office(Accounts accounts, Tokens tokens, PostgresAudit audit) {
    this.accounts = requireNonNull(accounts);
    this.tokens = requireNonNull(tokens);
    this.audit = requireNonNull(audit);
  }

  /** On a database. */
  public static Office on(Database database, AccessConfiguration settings) {
    PasswordHashing hashing = new PasswordHashing(PasswordHashing.Cost.DEFAULT);
    Runnable nobodyElseHere = () -> {};
    return new Office(
        new Accounts(
            new PostgresAccounts(database), hashing, settings.oidc().isPresent(), nobodyElseHere),
        new Tokens(new PostgresTokens(database), nobodyElseHere),
        new PostgresAudit(database));
  }

  /** The accounts. */
  public Accounts accounts() {
    return accounts;
  }

  /** The tokens. */
  public Tokens tokens() {
    return tokens;
  }

  /** The newest rows of the audit, the newest first. */
  public List<Recorded> latest(int limit) {
    return audit.before(OptionalLong.empty(), new Filter("", ""), limit);
  }

  /**
   * Computes every hash of the audit again.
   *
   * @param id of a row that somebody kept, with its {@code hash}
   */
  public Examined examine(OptionalLong id, String hash) {
    return AuditRoutes.examined(audit, id, hash);
  }
}
