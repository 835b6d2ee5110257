package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Accounts of the console in PostgreSQL. Each change is recorded in the audit with it. */
public final class PostgresAccounts {
  /** Told of whatever may take somebody's access away. */
  static final String CHANNEL = "isthmus_access";

  /** The columns of an account, for other tables' statements as well. */
  static final String COLUMNS =
      "a.id, a.name, a.roles, a.password, a.issuer, a.subject, a.disabled, a.made_at, a.made_by,"
          + " a.login_at";

  /** One change at a time: the last administrator must be counted. Log-ins go on. */
  private static final String LOCK = "lock table access_account in share row exclusive mode";

  private static final String ALL = "select " + COLUMNS + " from access_account a order by a.name";
  private static final String BY_NAME =
      "select " + COLUMNS + " from access_account a where a.name = ?";
  private static final String BY_IDENTITY =
      "select " + COLUMNS + " from access_account a where a.issuer = ? and a.subject = ?";
  private static final String ANY = "select exists (select 1 from access_account)";

  private static final String INSERT =
      """
      insert into access_account as a
        (name, roles, password, issuer, subject, disabled, made_at, made_by)
      values (?, ?, ?, ?, ?, false, clock_timestamp(), ?)
      returning
      """
          + COLUMNS;

  private static final String UPDATE =
      "update access_account set name = ?, roles = ?, password = ?, disabled = ? where id = ?";

  private static final String REHASH =
      "update access_account set password = ? where id = ? and password = ?";

  private static final String DELETE = "delete from access_account where id = ?";

  private static final String END_SESSIONS =
      "delete from access_session where account = ? and hash <> ?";

  private static final byte[] NONE = {};

  private final Database database;

  /** Accounts in a database. */
  public PostgresAccounts(Database database) {
    this.database = requireNonNull(database);
  }

  /** Who somebody is at a provider of OpenID Connect. */
  public record Identity(String issuer, String subject) {}

  /**
   * An account.
   *
   * @param roles words
   * @param password its hash; none for an account of a provider
   * @param identity who it is at a provider; none for a local account
   */
  public record Account(
      long id,
      String name,
      List<String> roles,
      Optional<String> password,
      Optional<Identity> identity,
      boolean disabled,
      Instant madeAt,
      String madeBy,
      Optional<Instant> loginAt) {
    /** Copies the list. */
    public Account {
      roles = List.copyOf(roles);
    }
  }

  /** What may be changed of an account. */
  public record Changed(
      String name, List<String> roles, Optional<String> password, boolean disabled) {
    /** Copies the list. */
    public Changed {
      roles = List.copyOf(roles);
    }
  }

  /** Whether there is any account. */
  public boolean any() {
    return database.<Boolean>statement(PostgresAccounts::any);
  }

  /** All accounts, by name. */
  public List<Account> list() {
    return database.statement(PostgresAccounts::list);
  }

  /** The account of a name. */
  public Optional<Account> find(String name) {
    return database.statement(connection -> find(connection, BY_NAME, name));
  }

  /** Puts a better hash of the same password in place of the one that is there. */
  public void rehash(Account account, String better) {
    database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(REHASH)) {
            statement.setString(1, better);
            statement.setLong(2, account.id());
            statement.setString(3, account.password().orElse(""));
            return statement.executeUpdate();
          }
        });
  }

  /**
   * Changes accounts while nobody else does; all of it or, when the work throws, nothing. Every
   * node is told.
   */
  public <T> T change(Function<Desk, T> work) {
    return database.transaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
          }
          Desk desk = new Desk(connection);
          T result;
          try {
            result = work.apply(desk);
          } catch (Broken broken) {
            throw broken.sql;
          }
          for (PostgresAudit.Entry entry : desk.entries) {
            PostgresAudit.append(connection, entry);
          }
          Channels.notify(connection, CHANNEL, "");
          return result;
        });
  }

  /**
   * Listens for whatever may take somebody's access away, by any node.
   *
   * @param changed must be quick
   * @return ends it
   */
  public AutoCloseable listen(Runnable changed) {
    return database.channels().listen(CHANNEL, _ -> changed.run());
  }

  /** Carries an SQL exception through code that knows nothing of SQL. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException sql;

    Broken(SQLException sql) {
      super(sql);
      this.sql = sql;
    }
  }

  /** Accounts within one change. */
  public static final class Desk {
    private final Connection connection;
    private final List<PostgresAudit.Entry> entries = new ArrayList<>();

    private Desk(Connection connection) {
      this.connection = connection;
    }

    /** All accounts, by name. */
    public List<Account> list() {
      return done(() -> PostgresAccounts.list(connection));
    }

    /** The account of a name. */
    public Optional<Account> find(String name) {
      return done(() -> PostgresAccounts.find(connection, BY_NAME, name));
    }

    /** The account of somebody at a provider. */
    public Optional<Account> find(Identity identity) {
      return done(
          () ->
              PostgresAccounts.find(
                  connection, BY_IDENTITY, identity.issuer(), identity.subject()));
    }

    /** Adds an account with a password or of a provider; its name must be free. */
    public Account add(
        String name,
        List<String> roles,
        Optional<String> password,
        Optional<Identity> identity,
        String by) {
      return done(
          () -> {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
              statement.setString(1, name);
              statement.setArray(2, texts(connection, roles));
              statement.setString(3, password.orElse(null));
              statement.setString(4, identity.map(Identity::issuer).orElse(null));
              statement.setString(5, identity.map(Identity::subject).orElse(null));
              statement.setString(6, by);
              try (ResultSet row = statement.executeQuery()) {
                row.next();
                return account(row);
              }
            }
          });
    }

    /** Changes an account. */
    public void change(Account account, Changed changed) {
      done(
          () -> {
            try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
              statement.setString(1, changed.name());
              statement.setArray(2, texts(connection, changed.roles()));
              statement.setString(3, changed.password().orElse(null));
              statement.setBoolean(4, changed.disabled());
              statement.setLong(5, account.id());
              return statement.executeUpdate();
            }
          });
    }

    /** Removes an account with its sessions and tokens. */
    public void remove(Account account) {
      done(
          () -> {
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
              statement.setLong(1, account.id());
              return statement.executeUpdate();
            }
          });
    }

    /**
     * Ends the sessions of an account.
     *
     * @param except the hash of one that goes on
     * @return how many
     */
    public int endSessions(Account account, Optional<byte[]> except) {
      return done(
          () -> {
            try (PreparedStatement statement = connection.prepareStatement(END_SESSIONS)) {
              statement.setLong(1, account.id());
              statement.setBytes(2, except.orElse(NONE));
              return statement.executeUpdate();
            }
          });
    }

    /** Records what was done, at the end of the change. */
    public void record(PostgresAudit.Entry entry) {
      entries.add(entry);
    }

    @FunctionalInterface
    private interface Step<T> {
      T take() throws SQLException;
    }

    private static <T> T done(Step<T> step) {
      try {
        return step.take();
      } catch (SQLException e) {
        throw new Broken(e);
      }
    }
  }

  private static boolean any(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ANY);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static List<Account> list(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ALL);
        ResultSet row = statement.executeQuery()) {
      List<Account> accounts = new ArrayList<>();
      while (row.next()) {
        accounts.add(account(row));
      }
      return accounts;
    }
  }

  private static Optional<Account> find(Connection connection, String sql, String... keys)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < keys.length; i++) {
        statement.setString(i + 1, keys[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(account(row)) : Optional.empty();
      }
    }
  }

  /** An account whose columns come first in a row. */
  static Account account(ResultSet row) throws SQLException {
    Optional<String> issuer = Optional.ofNullable(row.getString(5));
    Optional<String> subject = Optional.ofNullable(row.getString(6));
    return new Account(
        row.getLong(1),
        row.getString(2),
        texts(row, 3),
        Optional.ofNullable(row.getString(4)),
        issuer.flatMap(at -> subject.map(who -> new Identity(at, who))),
        row.getBoolean(7),
        instant(row, 8),
        row.getString(9),
        optionalInstant(row, 10));
  }

  static List<String> texts(ResultSet row, int column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  static java.sql.Array texts(Connection connection, List<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static Optional<Instant> optionalInstant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
