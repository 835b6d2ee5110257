package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which version ruled when, in PostgreSQL. Activations are made one at a time and never changed;
 * the latest one rules on every node.
 */
public final class PostgresActivations {
  private static final String CHANNEL = "isthmus_routing_table";

  private static final String INSERT =
      """
      insert into routing_table_activation (version, who, activated_at)
      values (?, ?, clock_timestamp()) returning id
      """;

  private static final String INSERT_WHY =
      "insert into rule_set_activation (activation, why, node) values (?, ?, ?)";

  private static final String RULING =
      "select version from routing_table_activation order by id desc limit 1";

  /** What ruled before the version that rules, and was not refused since. */
  private static final String PREVIOUS =
      """
      select version from routing_table_activation a
      where version <> (select version from routing_table_activation order by id desc limit 1)
        and coalesce((select approved from rule_set_verdict v where v.version = a.version
          order by v.id desc limit 1), true)
      order by id desc limit 1
      """;

  private static final String EXISTS = "select 1 from routing_table where version = ?";

  private static final String ALL =
      """
      select a.version, a.who, a.activated_at, coalesce(w.why, ''), coalesce(w.node, '')
      from routing_table_activation a left join rule_set_activation w on w.activation = a.id
      order by a.id
      """;

  private final Database database;

  /** Activations in a database. */
  public PostgresActivations(Database database) {
    this.database = requireNonNull(database);
  }

  /** A version began to rule. */
  public record Activated(long version, String who, Instant at, String why, String node) {}

  /**
   * What is asked for.
   *
   * @param node where it is asked
   * @param expecting the version that has to rule now; empty for whichever does
   * @param approved whether the version must have been approved
   */
  public record Wish(
      long version, String who, String why, String node, OptionalLong expecting, boolean approved) {
    /** Checks the components. */
    public Wish {
      requireNonNull(who);
      requireNonNull(why);
      requireNonNull(node);
      requireNonNull(expecting);
    }
  }

  /** What became of a wish. */
  public sealed interface Outcome {
    /**
     * The version rules.
     *
     * @param before what ruled before; the version itself when it ruled already, then nothing was
     *     written
     */
    record Rules(OptionalLong before) implements Outcome {}

    /** There is no such version. */
    record Unknown() implements Outcome {}

    /** Another version than expected rules. */
    record Unexpected(OptionalLong ruling) implements Outcome {}

    /** It was not approved. */
    record NotApproved() implements Outcome {}

    /** It was refused. */
    record Refused(String by) implements Outcome {}
  }

  /** Makes a version rule, and tells every node. */
  public Outcome activate(Wish wish) {
    return database.transaction(
        connection -> {
          PostgresRuleSets.lock(connection);
          return activate(connection, wish);
        });
  }

  /** The version that rules; absent before the first. */
  public OptionalLong ruling() {
    return database.statement(PostgresActivations::ruling);
  }

  /** The version that a step back leads to. */
  public OptionalLong previous() {
    return database.statement(connection -> number(connection, PREVIOUS));
  }

  /** Every activation, the first one first. */
  public List<Activated> all() {
    return database.statement(
        connection -> {
          List<Activated> activations = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(ALL);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              activations.add(
                  new Activated(
                      row.getLong(1),
                      row.getString(2),
                      Columns.instant(row, 3),
                      row.getString(4),
                      row.getString(5)));
            }
          }
          return activations;
        });
  }

  /**
   * Listens for activations by any node, this one included.
   *
   * @param changed told that another version may rule; must be quick
   * @return ends it
   */
  public AutoCloseable listen(Runnable changed) {
    return database.channels().listen(CHANNEL, _ -> changed.run());
  }

  /** Under the lock. */
  static Outcome activate(Connection connection, Wish wish) throws SQLException {
    if (!exists(connection, wish.version())) {
      return new Outcome.Unknown();
    }
    OptionalLong ruling = ruling(connection);
    if (wish.expecting().isPresent() && !wish.expecting().equals(ruling)) {
      return new Outcome.Unexpected(ruling);
    }
    var verdict = PostgresVerdicts.latest(connection, wish.version());
    if (verdict.isPresent() && !verdict.get().approved()) {
      return new Outcome.Refused(verdict.get().who());
    }
    if (wish.approved() && verdict.isEmpty()) {
      return new Outcome.NotApproved();
    }
    if (!ruling.equals(OptionalLong.of(wish.version()))) {
      insert(connection, wish.version(), wish.who(), wish.why(), wish.node());
    }
    return new Outcome.Rules(ruling);
  }

  static void insert(Connection connection, long version, String who, String why, String node)
      throws SQLException {
    long id;
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setLong(1, version);
      statement.setString(2, who);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        id = row.getLong(1);
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT_WHY)) {
      statement.setLong(1, id);
      statement.setString(2, why);
      statement.setString(3, node);
      statement.executeUpdate();
    }
    Channels.notify(connection, CHANNEL, String.valueOf(version));
  }

  static OptionalLong ruling(Connection connection) throws SQLException {
    return number(connection, RULING);
  }

  private static boolean exists(Connection connection, long version) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXISTS)) {
      statement.setLong(1, version);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private static OptionalLong number(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }
}
