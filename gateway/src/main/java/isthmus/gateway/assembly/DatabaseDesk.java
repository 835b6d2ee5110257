package isthmus.gateway.assembly;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.access.AccessRefusedException;
import isthmus.gateway.access.AccessText;
import isthmus.gateway.access.Accounts;
import isthmus.gateway.access.Actor;
import isthmus.gateway.access.Office;
import isthmus.gateway.cli.AccessDesk;
import isthmus.gateway.cli.AccessDesks;
import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.DatabaseSource;
import isthmus.gateway.store.EmbeddedDatabase;
import isthmus.gateway.store.PostgresAccounts.Account;
import isthmus.gateway.store.PostgresAudit.Examined;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Accounts, tokens and audit in the database of a configuration, which is how the first account is
 * made and how administrators come in again who forgot their password. The embedded server of a
 * gateway that runs is used as it is; otherwise it is started for as long as this is open.
 */
public final class DatabaseDesk implements AccessDesk {
  private static final Database.Settings FEW = new Database.Settings(2, Duration.ofSeconds(5));

  private final Database database;
  private final Optional<EmbeddedDatabase> started;
  private final Office office;
  private final Actor actor;

  private DatabaseDesk(
      Database database, Optional<EmbeddedDatabase> started, Office office, Actor actor) {
    this.database = requireNonNull(database);
    this.started = requireNonNull(started);
    this.office = requireNonNull(office);
    this.actor = requireNonNull(actor);
  }

  /**
   * Finds databases and gateways.
   *
   * @param user who is at the shell
   */
  public static AccessDesks desks(String user) {
    return configuration -> open(configuration, user);
  }

  private static DatabaseDesk open(Configuration configuration, String user) throws CommandFailure {
    try {
      return switch (configuration.database()) {
        case isthmus.gateway.config.Database.External external ->
            open(
                new DatabaseSource.Server(
                    external.url().toString(),
                    external.user(),
                    external.password().map(secret -> secret.reveal())),
                Optional.empty(),
                configuration,
                user);
        case isthmus.gateway.config.Database.Embedded embedded -> {
          Path directory = configuration.data().resolve("database");
          Optional<DatabaseSource.Server> running = EmbeddedDatabase.running(directory);
          if (running.isPresent()) {
            yield open(running.get(), Optional.empty(), configuration, user);
          }
          EmbeddedDatabase server =
              EmbeddedDatabase.start(
                  new DatabaseSource.Embedded(directory, embedded.port(), embedded.startTimeout()));
          yield open(server.server(), Optional.of(server), configuration, user);
        }
      };
    } catch (StoreUnavailableException away) {
      throw CommandFailure.failed(String.valueOf(away.getMessage()));
    }
  }

  private static DatabaseDesk open(
      DatabaseSource.Server server,
      Optional<EmbeddedDatabase> started,
      Configuration configuration,
      String user) {
    try {
      Database database = Database.open(server, FEW);
      return new DatabaseDesk(
          database, started, Office.on(database, configuration.access()), Actor.inShell(user));
    } catch (RuntimeException failed) {
      started.ifPresent(EmbeddedDatabase::close);
      throw failed;
    }
  }

  @Override
  public String accounts() throws CommandFailure {
    return done(() -> AccessText.accounts(office.accounts().list()));
  }

  @Override
  public String addAccount(String name, List<String> roles, String password) throws CommandFailure {
    return done(
        () -> "account " + office.accounts().add(actor, name, roles, password).name() + " added");
  }

  @Override
  public String changeAccount(String name, AccountChange change) throws CommandFailure {
    Accounts.Change wanted =
        new Accounts.Change(change.roles(), change.password(), change.disabled());
    return done(
        () -> "account " + office.accounts().change(actor, name, wanted).name() + " changed");
  }

  @Override
  public String removeAccount(String name) throws CommandFailure {
    return done(() -> "account " + office.accounts().remove(actor, name).name() + " removed");
  }

  @Override
  public String tokens(Owner owner) throws CommandFailure {
    Account account = account(owner);
    return done(() -> AccessText.tokens(office.tokens().list(account)));
  }

  @Override
  public String addToken(Owner owner, String name, List<String> roles, int days)
      throws CommandFailure {
    Account account = account(owner);
    return done(() -> office.tokens().add(actor, account, name, roles, days).text());
  }

  @Override
  public String removeToken(Owner owner, long id) throws CommandFailure {
    Account account = account(owner);
    return done(
        () -> {
          office.tokens().remove(actor, account, id);
          return "token " + id + " removed";
        });
  }

  private Account account(Owner owner) throws CommandFailure {
    Optional<Account> account = office.accounts().find(owner.name());
    if (account.isEmpty()) {
      throw CommandFailure.failed("there is no account " + owner.name());
    }
    return account.get();
  }

  @Override
  public String audit(int limit) throws CommandFailure {
    return done(() -> AccessText.audit(office.latest(Math.clamp(limit, 1, 500))));
  }

  @Override
  public String verifyAudit(Optional<KeptRow> kept) throws CommandFailure {
    OptionalLong id = kept.map(row -> OptionalLong.of(row.id())).orElseGet(OptionalLong::empty);
    String hash = kept.map(KeptRow::hash).orElse("");
    Examined examined = done(() -> office.examine(id, hash));
    String verdict = AccessText.examined(examined);
    if (examined.trouble().isPresent()) {
      throw CommandFailure.failed(verdict.strip());
    }
    return verdict;
  }

  private static <T> T done(Supplier<T> work) throws CommandFailure {
    try {
      return work.get();
    } catch (AccessRefusedException refused) {
      throw CommandFailure.failed(refused.text());
    } catch (StoreUnavailableException away) {
      throw CommandFailure.failed(String.valueOf(away.getMessage()));
    }
  }

  @Override
  public void close() {
    database.close();
    started.ifPresent(EmbeddedDatabase::close);
  }
}
