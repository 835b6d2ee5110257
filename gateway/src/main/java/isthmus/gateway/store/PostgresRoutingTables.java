package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.codec.mime.Octets;
import isthmus.isf.table.Strategy;
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
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The versions of the routing table and their activations in PostgreSQL. Nothing is changed or
 * removed once it is there; versions count from 1 without gaps; the latest activation rules on
 * every node.
 */
public final class PostgresRoutingTables {
  private static final String CHANNEL = "isthmus_routing_table";

  /** One writer at a time, readers as ever: numbers have no gaps and activations an order. */
  private static final String LOCK =
      "lock table routing_table, routing_table_activation in share row exclusive mode";

  private static final String INSERT =
      """
      insert into routing_table
        (version, name, file, format, strategy, comment, who, imported_at)
      values ((select coalesce(max(version), 0) + 1 from routing_table),
        ?, ?, ?, ?, ?, ?, clock_timestamp())
      returning version
      """;

  private static final String ACTIVATE =
      """
      insert into routing_table_activation (version, who, activated_at)
      select version, ?, clock_timestamp() from routing_table where version = ?
      returning version
      """;

  private static final String ACTIVE =
      "select version from routing_table_activation order by id desc limit 1";

  private static final String BY_VERSION =
      """
      select version, name, format, strategy, comment, who, imported_at, file
      from routing_table where version = ?
      """;

  private static final String CONTAINS =
      "select version from routing_table where file = ? and strategy = ? limit 1";

  private static final String VERSIONS =
      """
      select version, name, format, strategy, comment, who, imported_at
      from routing_table order by version
      """;

  private static final String ACTIVATIONS =
      "select version, who, activated_at from routing_table_activation order by id";

  private final Database database;

  /** Tables in a database. */
  public PostgresRoutingTables(Database database) {
    this.database = requireNonNull(database);
  }

  /** The kinds of file that a table is imported from. */
  public enum Format {
    CSV,
    XLSX
  }

  /**
   * A file that holds a table.
   *
   * @param name what the file was called
   * @param octets the file as it is
   * @param strategy how ties are broken unless the file says
   */
  public record TableFile(String name, Format format, Octets octets, Strategy strategy) {
    /** Checks the components. */
    public TableFile {
      requireNonNull(name);
      requireNonNull(format);
      requireNonNull(octets);
      requireNonNull(strategy);
    }
  }

  /**
   * A version, without its file.
   *
   * @param version counts from 1
   * @param name what its file was called
   * @param strategy how ties are broken unless the file says
   * @param comment why it was made, may be empty
   * @param who imported it
   */
  public record Version(
      long version,
      String name,
      Format format,
      Strategy strategy,
      String comment,
      String who,
      Instant importedAt) {}

  /** A version with its file. */
  public record Stored(Version version, TableFile file) {}

  /** A version began to rule. */
  public record Activated(long version, String who, Instant at) {}

  /** Stores a file as the next version. */
  public long add(TableFile file, String comment, String who) {
    return database.transaction(
        connection -> {
          lock(connection);
          return insert(connection, file, comment, who);
        });
  }

  /**
   * Stores a file as version 1 and makes it rule, when there is no version yet.
   *
   * @return false when there was one already
   */
  public boolean begin(TableFile file, String comment, String who) {
    return database.transaction(
        connection -> {
          lock(connection);
          if (active(connection).isPresent()) {
            return false;
          }
          return activate(connection, insert(connection, file, comment, who), who);
        });
  }

  /**
   * Makes a version rule, and tells every node.
   *
   * @return false when there is no such version
   */
  public boolean activate(long version, String who) {
    return database.transaction(
        connection -> {
          lock(connection);
          return activate(connection, version, who);
        });
  }

  /** The version that rules; absent before the first. */
  public OptionalLong active() {
    return database.statement(PostgresRoutingTables::active);
  }

  /** A version. */
  public Optional<Stored> find(long version) {
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(BY_VERSION)) {
            statement.setLong(1, version);
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(stored(row)) : Optional.empty();
            }
          }
        });
  }

  /** Whether a file is one of the versions. */
  public boolean contains(TableFile file) {
    return database.<Boolean>statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CONTAINS)) {
            statement.setBytes(1, file.octets().toByteArray());
            statement.setString(2, file.strategy().name());
            try (ResultSet row = statement.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  /** Every version, the first one first. */
  public List<Version> versions() {
    return database.statement(
        connection -> {
          List<Version> versions = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(VERSIONS);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              versions.add(version(row));
            }
          }
          return versions;
        });
  }

  /** Every activation, the first one first. */
  public List<Activated> activations() {
    return database.statement(
        connection -> {
          List<Activated> activations = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(ACTIVATIONS);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              activations.add(new Activated(row.getLong(1), row.getString(2), instant(row, 3)));
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
    Consumer<List<String>> told = _ -> changed.run();
    return database.channels().listen(CHANNEL, told);
  }

  private static void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOCK);
    }
  }

  private static long insert(Connection connection, TableFile file, String comment, String who)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, file.name());
      statement.setBytes(2, file.octets().toByteArray());
      statement.setString(3, file.format().name());
      statement.setString(4, file.strategy().name());
      statement.setString(5, comment);
      statement.setString(6, who);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static boolean activate(Connection connection, long version, String who)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ACTIVATE)) {
      statement.setString(1, who);
      statement.setLong(2, version);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return false;
        }
      }
    }
    Channels.notify(connection, CHANNEL, String.valueOf(version));
    return true;
  }

  private static OptionalLong active(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ACTIVE);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }

  private static Stored stored(ResultSet row) throws SQLException {
    Version version = version(row);
    TableFile file =
        new TableFile(
            version.name(), version.format(), Octets.wrap(row.getBytes(8)), version.strategy());
    return new Stored(version, file);
  }

  private static Version version(ResultSet row) throws SQLException {
    return new Version(
        row.getLong(1),
        row.getString(2),
        Format.valueOf(row.getString(3)),
        Strategy.valueOf(row.getString(4)),
        row.getString(5),
        row.getString(6),
        instant(row, 7));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
