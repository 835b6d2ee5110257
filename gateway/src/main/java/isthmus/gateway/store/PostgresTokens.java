package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.store.PostgresAccounts.Account;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Personal tokens for the shell in PostgreSQL, by the SHA-256 of what the owner was shown. */
public final class PostgresTokens {
  private static final String COLUMNS = "t.id, t.name, t.roles, t.made_at, t.ends_at, t.used_at";

  private static final String INSERT =
      """
      insert into access_token as t (account, name, hash, roles, made_at, ends_at)
      values (?, ?, ?, ?, clock_timestamp(),
        clock_timestamp() + ? * interval '1 millisecond')
      returning
      """
          + COLUMNS;

  private static final String COUNT = "select count(*) from access_token where account = ?";

  private static final String LIST =
      "select " + COLUMNS + " from access_token t where t.account = ? order by t.id";

  private static final String FIND =
      "select "
          + PostgresAccounts.COLUMNS
          + ", "
          + COLUMNS
          + """
            from access_token t join access_account a on a.id = t.account
           where t.hash = ? and not a.disabled and t.ends_at > clock_timestamp()
          """;

  private static final String USED =
      """
      update access_token set used_at = clock_timestamp()
       where id = ? and (used_at is null or used_at < clock_timestamp() - interval '1 minute')
      """;

  private static final String REMOVE = "delete from access_token where account = ? and id = ?";

  private final Database database;

  /** Tokens in a database. */
  public PostgresTokens(Database database) {
    this.database = requireNonNull(database);
  }

  /**
   * A token, without what proves it.
   *
   * @param roles words; what the owner may no longer do, the token may not either
   */
  public record Token(
      long id,
      String name,
      List<String> roles,
      Instant madeAt,
      Instant endsAt,
      Optional<Instant> usedAt) {
    /** Copies the list. */
    public Token {
      roles = List.copyOf(roles);
    }
  }

  /** A token with the account that it belongs to. */
  public record Owned(Account account, Token token) {}

  /**
   * Adds a token.
   *
   * @param most tokens of one account
   * @return none when the account has as many already
   */
  public Optional<Token> add(
      Account account,
      String name,
      byte[] hash,
      List<String> roles,
      Duration lifetime,
      int most,
      PostgresAudit.Entry entry) {
    return database.transaction(
        connection -> {
          if (count(connection, account) >= most) {
            return Optional.empty();
          }
          try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, account.id());
            insert.setString(2, name);
            insert.setBytes(3, hash);
            insert.setArray(4, PostgresAccounts.texts(connection, roles));
            insert.setLong(5, lifetime.toMillis());
            Token added;
            try (ResultSet row = insert.executeQuery()) {
              row.next();
              added = token(row, 0);
            }
            PostgresAudit.append(connection, entry);
            return Optional.of(added);
          }
        });
  }

  private static long count(Connection connection, Account account) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      statement.setLong(1, account.id());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** The tokens of an account, the oldest first, also those that have ended. */
  public List<Token> list(Account account) {
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            statement.setLong(1, account.id());
            try (ResultSet row = statement.executeQuery()) {
              List<Token> tokens = new ArrayList<>();
              while (row.next()) {
                tokens.add(token(row, 0));
              }
              return tokens;
            }
          }
        });
  }

  /** The token of a hash, until it ends and while its account is enabled; notes that it is used. */
  public Optional<Owned> find(byte[] hash) {
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setBytes(1, hash);
            try (ResultSet row = statement.executeQuery()) {
              if (!row.next()) {
                return Optional.empty();
              }
              Owned owned = new Owned(PostgresAccounts.account(row), token(row, 10));
              used(connection, owned.token());
              return Optional.of(owned);
            }
          }
        });
  }

  private static void used(Connection connection, Token token) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(USED)) {
      statement.setLong(1, token.id());
      statement.executeUpdate();
    }
  }

  /**
   * Removes a token; every node is told.
   *
   * @return false when the account has no such token
   */
  public boolean remove(Account account, long id, PostgresAudit.Entry entry) {
    return database.<Boolean>transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
            statement.setLong(1, account.id());
            statement.setLong(2, id);
            if (statement.executeUpdate() == 0) {
              return false;
            }
          }
          PostgresAudit.append(connection, entry);
          Channels.notify(connection, PostgresAccounts.CHANNEL, "");
          return true;
        });
  }

  private static Token token(ResultSet row, int before) throws SQLException {
    return new Token(
        row.getLong(before + 1),
        row.getString(before + 2),
        PostgresAccounts.texts(row, before + 3),
        PostgresAccounts.instant(row, before + 4),
        PostgresAccounts.instant(row, before + 5),
        PostgresAccounts.optionalInstant(row, before + 6));
  }
}
