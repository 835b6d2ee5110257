package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.store.PostgresAccounts.Account;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Failed log-ins in a row, in PostgreSQL: what one node counts, all do; times are the database's.
 * Of little worth after an hour, so a commit does not wait for the disk.
 */
public final class PostgresLogInFailures {
  /** Networks of one account; the one not used for longest goes. */
  private static final int MOST_NETWORKS = 20;

  private static final String SOON = "set local synchronous_commit = off";

  private static final String FORGET_OLD =
      """
      delete from access_failure where key in
        (select key from access_failure where last_at < clock_timestamp() - interval '1 hour'
          limit 100 for update skip locked)
      """;

  private static final String BEGIN =
      """
      insert into access_failure (key, failures, last_at)
      select key, 0, clock_timestamp() from unnest(?) as key order by key on conflict do nothing
      """;

  private static final String READ =
      """
      select key, failures, extract(epoch from clock_timestamp() - last_at) * 1000
        from access_failure where key = any (?) order by key for update
      """;

  private static final String COUNT =
      """
      update access_failure set last_at = clock_timestamp(),
        failures = case when last_at < clock_timestamp() - interval '1 hour' then 1
          else failures + 1 end
       where key = any (?)
      """;

  private static final String FORGET = "delete from access_failure where key = ?";

  private static final String LESS =
      "update access_failure set failures = greatest(failures - 1, 0) where key = ?";

  private static final String KNOWN =
      """
      select 1 from access_network n join access_account a on a.id = n.account
       where a.name = ? and n.network = ?
      """;

  private static final String LEARN =
      """
      insert into access_network (account, network, seen_at) values (?, ?, clock_timestamp())
      on conflict (account, network) do update set seen_at = excluded.seen_at
      """;

  private static final String UNLEARN =
      """
      delete from access_network where account = ? and network not in
        (select network from access_network where account = ? order by seen_at desc limit ?)
      """;

  private final Database database;

  /** Failures in a database. */
  public PostgresLogInFailures(Database database) {
    this.database = requireNonNull(database);
  }

  /** So many in a row, the last one so long ago. */
  public record Failures(int count, Duration ago) {}

  /** Whether somebody has logged in to an account from a network lately. */
  public boolean isKnown(String account, String network) {
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            new Parameters(statement).text(account).text(network);
            try (ResultSet row = statement.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  /**
   * Begins an attempt, which counts as a failure under its keys from now on; of many at once, on
   * whatever nodes, each sees those before.
   *
   * @param wait how long it has to wait, from the failures under each key; empty lets it begin
   * @return what that said; then nothing was counted
   */
  public Optional<Duration> begin(
      List<String> keys, Function<Map<String, Failures>, Optional<Duration>> wait) {
    return database.transaction(
        connection -> {
          execute(connection, SOON);
          execute(connection, FORGET_OLD);
          Array array = connection.createArrayOf("text", keys.toArray());
          update(connection, BEGIN, array);
          Optional<Duration> answer = wait.apply(failures(connection, array));
          if (answer.isEmpty()) {
            update(connection, COUNT, array);
          }
          return answer;
        });
  }

  /**
   * An attempt was right.
   *
   * @param forgotten the key whose failures are over
   * @param less the key that has one failure less
   */
  public void succeeded(String forgotten, String less) {
    var _ = database.transaction(connection -> settle(connection, forgotten, less));
  }

  /** The same, from a network which is known of an account from then on. */
  public void succeeded(String forgotten, String less, Account account, String network) {
    var _ =
        database.transaction(
            connection -> {
              try (PreparedStatement learn = connection.prepareStatement(LEARN);
                  PreparedStatement unlearn = connection.prepareStatement(UNLEARN)) {
                learn.setLong(1, account.id());
                learn.setString(2, network);
                learn.executeUpdate();
                unlearn.setLong(1, account.id());
                unlearn.setLong(2, account.id());
                unlearn.setInt(3, MOST_NETWORKS);
                unlearn.executeUpdate();
              }
              return settle(connection, forgotten, less);
            });
  }

  private static boolean settle(Connection connection, String forgotten, String less)
      throws SQLException {
    execute(connection, SOON);
    try (PreparedStatement forget = connection.prepareStatement(FORGET);
        PreparedStatement one = connection.prepareStatement(LESS)) {
      forget.setString(1, forgotten);
      one.setString(1, less);
      // In the order in which an attempt takes them.
      boolean first = forgotten.compareTo(less) < 0;
      (first ? forget : one).executeUpdate();
      (first ? one : forget).executeUpdate();
      return true;
    }
  }

  private static Map<String, Failures> failures(Connection connection, Array keys)
      throws SQLException {
    Map<String, Failures> failures = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setArray(1, keys);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          failures.put(
              row.getString(1),
              new Failures(row.getInt(2), Duration.ofMillis((long) row.getDouble(3))));
        }
      }
    }
    return failures;
  }

  private static void update(Connection connection, String sql, Array keys) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, keys);
      statement.executeUpdate();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
