package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.store.PostgresActivations.Outcome;
import isthmus.gateway.store.PostgresActivations.Wish;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Activations that are to be made later, in PostgreSQL. Time is the database's. Each is made once:
 * the node that holds the lock of its row makes it, in the transaction that ends it.
 */
public final class PostgresSchedule {
  private static final String INSERT =
      """
      insert into rule_set_schedule
        (version, due, expecting, who, why, made_at, state, detail)
      select ?, ?, ?, ?, ?, clock_timestamp(), 'waiting', ''
      where ? > clock_timestamp() returning id
      """;

  private static final String DECLINE =
      """
      insert into rule_set_declined (schedule, node, why)
      select ?, ?, ? where exists (select 1 from rule_set_schedule where id = ? and state = 'waiting')
      on conflict do nothing
      """;

  /** A node that lives and may make it. */
  private static final String OTHERS =
      """
      select 1 from rule_node n, rule_set_schedule s
       where s.id = ? and s.due > clock_timestamp() - ? * interval '1 millisecond'
         and n.seen_at > clock_timestamp() - interval '15 seconds'
         and not exists (select 1 from rule_set_declined d where d.schedule = ? and d.node = n.node)
       limit 1
      """;

  private static final String DECLINED =
      """
      select string_agg(node || ': ' || why, '; ' order by node)
        from rule_set_declined where schedule = ?
      """;

  private static final String COUNT =
      "select count(*) from rule_set_schedule where state = 'waiting'";

  private static final String COLUMNS =
      "select id, version, due, expecting, who, why, state, detail from rule_set_schedule ";

  /** Whoever looks sees that a node cannot, before it is too late. */
  private static final String WAITING =
      """
      select id, version, due, expecting, who, why, state,
        coalesce((select string_agg('not usable on ' || d.node || ': ' || d.why, '; ' order by node)
          from rule_set_declined d where d.schedule = s.id), '')
      from rule_set_schedule s where state = 'waiting' order by due, id
      """;

  /** What did not come about, ever. */
  private static final String FAILURES =
      COLUMNS + "where state in ('failed', 'dismissed') order by due, id";

  /** What did not come about, for as long as it is news. */
  private static final String FAILED =
      COLUMNS
          + "where state = 'failed' and settled_at > clock_timestamp() - interval '7 days'"
          + " order by due, id";

  private static final String NEXT =
      """
      select id, version, due, expecting, who, why, state, detail,
        extract(epoch from due - clock_timestamp())
      from rule_set_schedule where state = 'waiting' order by due, id limit 1
      """;

  private static final String TAKE =
      COLUMNS
          + "where id = ? and state = 'waiting' and due <= clock_timestamp()"
          + " for update skip locked";

  private static final String SETTLE =
      """
      update rule_set_schedule
      set state = ?, settled_at = clock_timestamp(), settled_by = ?, detail = ?
      where id = ? and state = 'waiting'
      """;

  /** What became of it and why stays. */
  private static final String DISMISS =
      "update rule_set_schedule set state = 'dismissed' where id = ? and state = 'failed'";

  private static final String CANCEL_VERSION =
      """
      update rule_set_schedule set state = 'cancelled', settled_at = clock_timestamp(),
        settled_by = ?, detail = ?
      where version = ? and state = 'waiting'
      """;

  private final Database database;

  /** A schedule in a database. */
  public PostgresSchedule(Database database) {
    this.database = requireNonNull(database);
  }

  /**
   * An activation that is to be made.
   *
   * @param expecting the version that has to rule then
   * @param detail why it failed
   */
  public record Scheduled(
      long id,
      long version,
      Instant at,
      OptionalLong expecting,
      String who,
      String why,
      String state,
      String detail) {}

  /** The next one, and how long it has to wait; not positive when it is due. */
  public record Next(Scheduled scheduled, Duration until) {}

  /**
   * Adds one.
   *
   * @param most that may wait
   * @return its id; empty when it is not in the future or too many wait
   */
  public OptionalLong add(
      long version, Instant due, OptionalLong expecting, String who, String why, int most) {
    return database.transaction(
        connection -> {
          try (PreparedStatement count = connection.prepareStatement(COUNT);
              ResultSet row = count.executeQuery()) {
            row.next();
            if (row.getLong(1) >= most) {
              return OptionalLong.empty();
            }
          }
          try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setLong(1, version);
            Columns.set(statement, 2, due);
            Columns.set(statement, 3, expecting);
            statement.setString(4, who);
            statement.setString(5, why);
            Columns.set(statement, 6, due);
            try (ResultSet row = statement.executeQuery()) {
              if (!row.next()) {
                return OptionalLong.empty();
              }
              PostgresRuleSets.tell(connection, version);
              return OptionalLong.of(row.getLong(1));
            }
          }
        });
  }

  /** Those that wait, the next one first. */
  public List<Scheduled> waiting() {
    return list(WAITING);
  }

  /** Those of the last week that could not be made. */
  public List<Scheduled> failed() {
    return list(FAILED);
  }

  /** All that could not be made, the first one first. */
  public List<Scheduled> failures() {
    return list(FAILURES);
  }

  /** The next one. */
  public Optional<Next> next() {
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(NEXT);
              ResultSet row = statement.executeQuery()) {
            return row.next()
                ? Optional.of(
                    new Next(scheduled(row), Duration.ofMillis((long) (row.getDouble(9) * 1_000))))
                : Optional.empty();
          }
        });
  }

  /**
   * Makes one that is due, unless another node does or did.
   *
   * @param approved whether its version must have been approved
   * @return what became of it; empty when it was not for this node
   */
  public Optional<Outcome> make(long id, String node, boolean approved) {
    return database.transaction(
        connection -> {
          PostgresRuleSets.lock(connection);
          Optional<Scheduled> taken = take(connection, id);
          if (taken.isEmpty()) {
            return Optional.empty();
          }
          Scheduled due = taken.get();
          Outcome outcome =
              PostgresActivations.activate(
                  connection,
                  new Wish(due.version(), due.who(), due.why(), node, due.expecting(), approved));
          Optional<String> failed = failure(outcome);
          settle(connection, id, failed.isEmpty() ? "done" : "failed", node, failed.orElse(""));
          PostgresRuleSets.tell(connection, due.version());
          return Optional.of(outcome);
        });
  }

  /** Why nothing came of it; empty when its version rules. */
  public static Optional<String> failure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Rules _ -> Optional.empty();
      case Outcome.Unknown _ -> Optional.of("there is no such version");
      case Outcome.Unexpected(OptionalLong ruling) ->
          Optional.of(
              "another version rules than the one it was to follow"
                  + (ruling.isPresent() ? ": " + ruling.getAsLong() : ""));
      case Outcome.NotApproved _ -> Optional.of("the version was not approved");
      case Outcome.Refused(String by) -> Optional.of("the version was refused by " + by);
    };
  }

  /** A node says that it cannot make one that waits. */
  public void decline(long id, String node, String why) {
    var _ =
        database.statement(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(DECLINE)) {
                new Parameters(statement).longNumber(id).text(node).text(why).longNumber(id);
                return statement.executeUpdate();
              }
            });
  }

  /**
   * Ends one that is due and that every node which lives has declined.
   *
   * @param silent after so long it is ended also when a node has not said anything
   * @return what the nodes said; empty when it does not wait any more, or when a node may still
   *     make it
   */
  public Optional<String> failForAll(long id, String node, Duration silent) {
    return database.transaction(
        connection -> {
          if (take(connection, id).isEmpty() || othersMay(connection, id, silent)) {
            return Optional.empty();
          }
          String why = "no node can use it: " + declined(connection, id);
          settle(connection, id, "failed", node, why);
          PostgresRuleSets.tell(connection, 0);
          return Optional.of(why);
        });
  }

  private static boolean othersMay(Connection connection, long id, Duration silent)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OTHERS)) {
      new Parameters(statement).longNumber(id).longNumber(silent.toMillis()).longNumber(id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private static String declined(Connection connection, long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DECLINED)) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return String.valueOf(row.getString(1));
      }
    }
  }

  /** Cancels one that waits, or sees off one that failed; false when it is neither. */
  public boolean cancel(long id, String who) {
    return database.<Boolean>transaction(
        connection -> {
          boolean cancelled =
              settle(connection, id, "cancelled", who, "") || dismiss(connection, id);
          PostgresRuleSets.tell(connection, 0);
          return cancelled;
        });
  }

  private static boolean dismiss(Connection connection, long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DISMISS)) {
      statement.setLong(1, id);
      return statement.executeUpdate() == 1;
    }
  }

  static void cancelVersion(Connection connection, long version, String who, String why)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CANCEL_VERSION)) {
      statement.setString(1, who);
      statement.setString(2, why);
      statement.setLong(3, version);
      statement.executeUpdate();
    }
  }

  private static boolean settle(
      Connection connection, long id, String state, String by, String detail) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
      statement.setString(1, state);
      statement.setString(2, by);
      statement.setString(3, detail);
      statement.setLong(4, id);
      return statement.executeUpdate() == 1;
    }
  }

  private static Optional<Scheduled> take(Connection connection, long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(scheduled(row)) : Optional.empty();
      }
    }
  }

  private List<Scheduled> list(String sql) {
    return database.statement(
        connection -> {
          List<Scheduled> all = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(sql);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              all.add(scheduled(row));
            }
          }
          return all;
        });
  }

  private static Scheduled scheduled(ResultSet row) throws SQLException {
    return new Scheduled(
        row.getLong(1),
        row.getLong(2),
        Columns.instant(row, 3),
        Columns.optionalLong(row, 4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8));
  }
}
