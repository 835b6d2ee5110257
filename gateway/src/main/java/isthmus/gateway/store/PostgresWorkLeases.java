package isthmus.gateway.store;

import isthmus.cpm.delivery.Shard;
import isthmus.cpm.store.WorkLeases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Leases of shards in PostgreSQL. An instance of this class is one run of a node: shards that an
 * earlier run under the same name still holds are taken at once, with the next fencing number.
 */
public final class PostgresWorkLeases implements WorkLeases {
  private final Database database;
  private final UUID incarnation = UUID.randomUUID();

  /** Leases on a database. */
  public PostgresWorkLeases(Database database) {
    this.database = database;
  }

  @Override
  public Map<Integer, Long> beat(String node, Duration ttl, boolean willing) {
    int millis = Math.toIntExact(ttl.toMillis());
    return database.transaction(
        connection -> {
          run(
              connection,
              LeaseTable.HERE,
              p -> p.text(node).uuid(incarnation).flag(willing).number(millis));
          run(connection, LeaseTable.RENEW, p -> p.number(millis).text(node).uuid(incarnation));
          Map<Integer, Long> held = held(connection, node);
          int room = share(connection, node) - held.size();
          if (room <= 0) {
            return held;
          }
          int taken =
              run(
                  connection,
                  LeaseTable.TAKE,
                  p ->
                      p.text(node)
                          .uuid(incarnation)
                          .number(millis)
                          .text(node)
                          .uuid(incarnation)
                          .number(room));
          return taken == 0 ? held : held(connection, node);
        });
  }

  @Override
  public void release(String node, Iterable<Integer> shards) {
    List<Integer> given = new ArrayList<>();
    shards.forEach(given::add);
    database.<Integer>statement(
        connection ->
            run(
                connection,
                LeaseTable.RELEASE,
                p -> p.text(node).uuid(incarnation).numbers(given, shard -> shard)));
  }

  @Override
  public int fairShare(String node) {
    return database.statement(connection -> share(connection, node));
  }

  @Override
  public void leave(String node) {
    database.<Integer>transaction(
        connection -> {
          run(connection, LeaseTable.RELEASE_ALL, p -> p.text(node).uuid(incarnation));
          return run(connection, LeaseTable.GONE, p -> p.text(node).uuid(incarnation));
        });
  }

  @FunctionalInterface
  private interface Binding {
    void bind(Parameters parameters) throws SQLException;
  }

  private static int run(Connection connection, String sql, Binding binding) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      binding.bind(new Parameters(statement));
      return statement.executeUpdate();
    }
  }

  private Map<Integer, Long> held(Connection connection, String node) throws SQLException {
    Map<Integer, Long> held = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(LeaseTable.HELD)) {
      new Parameters(statement).text(node).uuid(incarnation);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          held.put(rows.getInt(1), rows.getLong(2));
        }
      }
    }
    return held;
  }

  /** Who cannot work has no share, unless nobody can. */
  private static int share(Connection connection, String node) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LeaseTable.LIVING)) {
      new Parameters(statement).text(node).text(node);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        int living = Math.max(1, rows.getInt(1));
        int willing = rows.getInt(2);
        boolean self = rows.getBoolean(3);
        if (willing == 0) {
          return ceilingOf(living);
        }
        return self ? ceilingOf(willing) : 0;
      }
    }
  }

  private static int ceilingOf(int nodes) {
    return (Shard.COUNT + nodes - 1) / nodes;
  }
}
