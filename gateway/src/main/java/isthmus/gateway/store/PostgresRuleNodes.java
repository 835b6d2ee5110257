package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What each node says of its versions, in PostgreSQL. */
public final class PostgresRuleNodes {
  private static final String TELL =
      """
      insert into rule_node (node, version, prepared, trouble, seen_at)
      values (?, ?, ?, ?, clock_timestamp())
      on conflict (node) do update set version = excluded.version, prepared = excluded.prepared,
        trouble = excluded.trouble, seen_at = excluded.seen_at
      """;

  /** A node that was silent for an hour is no longer one. */
  private static final String ALL =
      """
      select node, version, prepared, trouble, seen_at,
        seen_at > clock_timestamp() - interval '15 seconds'
      from rule_node where seen_at > clock_timestamp() - interval '1 hour' order by node
      """;

  private final Database database;

  /** Nodes that share a database. */
  public PostgresRuleNodes(Database database) {
    this.database = requireNonNull(database);
  }

  /**
   * What a node said last.
   *
   * @param version that decides there
   * @param prepared versions that can decide there at once
   * @param trouble why it does not follow, may be empty
   * @param alive whether it was heard of in the last 15 s
   */
  public record Node(
      String node,
      OptionalLong version,
      List<Long> prepared,
      String trouble,
      Instant seenAt,
      boolean alive) {
    /** Copies the list. */
    public Node {
      prepared = List.copyOf(prepared);
    }
  }

  /** Says what a node has. */
  public void tell(String node, OptionalLong version, List<Long> prepared, String trouble) {
    database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(TELL)) {
            statement.setString(1, node);
            Columns.set(statement, 2, version);
            statement.setArray(3, connection.createArrayOf("int8", prepared.toArray(Long[]::new)));
            statement.setString(4, trouble);
            return statement.executeUpdate();
          }
        });
  }

  /** All nodes, by name. */
  public List<Node> all() {
    return database.statement(
        connection -> {
          List<Node> nodes = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(ALL);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              nodes.add(node(row));
            }
          }
          return nodes;
        });
  }

  private static Node node(ResultSet row) throws SQLException {
    return new Node(
        row.getString(1),
        Columns.optionalLong(row, 2),
        Stream.of((Long[]) row.getArray(3).getArray()).toList(),
        row.getString(4),
        Columns.instant(row, 5),
        row.getBoolean(6));
  }
}
