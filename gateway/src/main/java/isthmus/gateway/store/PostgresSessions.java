package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.store.PostgresAccounts.Account;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sessions of browsers in PostgreSQL, by the SHA-256 of what the browser holds; times are those of
 * the database, so that all nodes agree.
 */
public final class PostgresSessions {
  /** Sessions of one account; the one unused for longest goes. */
  private static final int MOST = 20;

  private static final String INSERT =
      """
      insert into access_session (hash, account, peer, made_at, seen_at, ends_at)
      values (?, ?, ?, clock_timestamp(), clock_timestamp(),
        clock_timestamp() + ? * interval '1 millisecond')
      """;

  private static final String PURGE =
      """
      delete from access_session
       where ends_at < clock_timestamp()
          or seen_at < clock_timestamp() - ? * interval '1 millisecond'
          or (account = ? and hash not in
            (select hash from access_session where account = ? order by seen_at desc limit ?))
      """;

  private static final String LOGGED_IN =
      "update access_account set login_at = clock_timestamp() where id = ?";

  private static final String FIND =
      "select "
          + PostgresAccounts.COLUMNS
          + """
          , s.seen_at, s.ends_at, clock_timestamp()
            from access_session s join access_account a on a.id = s.account
           where s.hash = ? and not a.disabled and s.ends_at > clock_timestamp()
             and s.seen_at > clock_timestamp() - ? * interval '1 millisecond'
          """;

  private static final String TOUCH =
      "update access_session set seen_at = clock_timestamp() where hash = ?";

  private static final String END = "delete from access_session where hash = ?";

  private final Database database;
  private final Duration idle;
  private final Duration longest;

  /**
   * Sessions in a database.
   *
   * @param idle one that is not used for so long ends
   * @param longest one ends after so long
   */
  public PostgresSessions(Database database, Duration idle, Duration longest) {
    this.database = requireNonNull(database);
    this.idle = requireNonNull(idle);
    this.longest = requireNonNull(longest);
  }

  /**
   * A session that goes on.
   *
   * @param account of whom
   * @param unused for how long
   * @param endsAt when it ends at the latest
   */
  public record Session(Account account, Duration unused, Instant endsAt) {}

  /** Begins a session; those that are over go. */
  public void begin(byte[] hash, Account account, String peer, PostgresAudit.Entry entry) {
    database.transaction(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setBytes(1, hash);
            insert.setLong(2, account.id());
            insert.setString(3, peer);
            insert.setLong(4, longest.toMillis());
            insert.executeUpdate();
          }
          try (PreparedStatement update = connection.prepareStatement(LOGGED_IN)) {
            update.setLong(1, account.id());
            update.executeUpdate();
          }
          purge(connection, account);
          PostgresAudit.append(connection, entry);
          return true;
        });
  }

  private void purge(Connection connection, Account account) throws SQLException {
    try (PreparedStatement purge = connection.prepareStatement(PURGE)) {
      purge.setLong(1, idle.toMillis());
      purge.setLong(2, account.id());
      purge.setLong(3, account.id());
      purge.setInt(4, MOST);
      purge.executeUpdate();
    }
  }

  /** The session of a hash, while it goes on and its account is enabled. */
  public Optional<Session> find(byte[] hash) {
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setBytes(1, hash);
            statement.setLong(2, idle.toMillis());
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(session(row)) : Optional.empty();
            }
          }
        });
  }

  private static Session session(ResultSet row) throws SQLException {
    Instant seen = PostgresAccounts.instant(row, 11);
    Instant now = PostgresAccounts.instant(row, 13);
    return new Session(
        PostgresAccounts.account(row),
        Duration.between(seen, now),
        PostgresAccounts.instant(row, 12));
  }

  /** Notes that a session is used. */
  public void touch(byte[] hash) {
    database.statement(connection -> execute(connection, TOUCH, hash));
  }

  /** Ends a session; every node is told. */
  public void end(byte[] hash, PostgresAudit.Entry entry) {
    database.transaction(
        connection -> {
          if (execute(connection, END, hash) > 0) {
            PostgresAudit.append(connection, entry);
            Channels.notify(connection, PostgresAccounts.CHANNEL, "");
          }
          return true;
        });
  }

  private static int execute(Connection connection, String sql, byte[] hash) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, hash);
      return statement.executeUpdate();
    }
  }
}
