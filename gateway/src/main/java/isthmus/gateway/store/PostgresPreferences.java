package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Preferences of users as documents, each with the revision that changed it last; revisions count
 * over all users. Blocks.
 */
public final class PostgresPreferences {
  private static final String CHANNEL = "isthmus_preferences";
  private static final int PIECE = 5_000;

  private static final String REVISE =
      "update user_preference_revision set revision = revision + 1 returning revision";

  /** Changes are made one after another, in the order of their revisions. */
  private static final String HOLD = "select revision from user_preference_revision for update";

  private static final String PUT =
      """
      insert into user_preference (identity, value, revision, changed_at, changed_by)
      values (?, ?, ?, to_timestamp(?), ?)
      on conflict (identity) do update
        set value = excluded.value, revision = excluded.revision,
            changed_at = excluded.changed_at, changed_by = excluded.changed_by
      """;

  private static final String REMOVE =
      """
      update user_preference
         set value = null, revision = ?, changed_at = to_timestamp(?), changed_by = ?
       where identity = ? and value is not null
      """;

  private static final String FIND =
      "select value from user_preference where identity = ? and value is not null";

  private static final String PAGE =
      """
      select identity, value, revision from user_preference
       where value is not null and identity > ? order by identity limit ?
      """;

  private static final String SINCE =
      """
      select identity, value, revision from user_preference
       where revision > ? order by revision limit ?
      """;

  private static final String IDENTITIES =
      """
      select identity from user_preference
       where value is not null and identity > ? order by identity limit ?
      """;

  private final Database database;

  /** The preferences in a database. */
  public PostgresPreferences(Database database) {
    this.database = requireNonNull(database);
  }

  /**
   * The document of a user.
   *
   * @param identity value of the user's identity
   * @param document empty when it was removed
   * @param revision the change that made it so
   */
  public record Entry(String identity, Optional<String> document, long revision) {}

  /** Stores a document in the place of the one before, and tells the other nodes. */
  public void put(String identity, String document, String who, Instant at) {
    var _ =
        database.transaction(
            connection -> {
              long revision = revise(connection);
              try (PreparedStatement statement = connection.prepareStatement(PUT)) {
                new Parameters(statement)
                    .text(identity)
                    .text(document)
                    .longNumber(revision)
                    .instant(at)
                    .text(who);
                statement.executeUpdate();
              }
              Channels.notify(connection, CHANNEL, "");
              return revision;
            });
  }

  /**
   * Removes a document.
   *
   * @return false when there was none
   */
  public boolean remove(String identity, String who, Instant at) {
    return database.transaction(
        connection -> {
          long revision = revise(connection);
          Channels.notify(connection, CHANNEL, "");
          try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
            new Parameters(statement).longNumber(revision).instant(at).text(who).text(identity);
            return statement.executeUpdate() > 0;
          }
        });
  }

  private static long revise(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REVISE);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * The document of a user, which nobody else changes before the transaction ends that this is part
   * of.
   */
  public Optional<String> findToChange(String identity) {
    return database.transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(HOLD)) {
            statement.execute();
          }
          return find(identity);
        });
  }

  /** The document of a user. */
  public Optional<String> find(String identity) {
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            new Parameters(statement).text(identity);
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
          }
        });
  }

  /** The documents of users whose identities come after one, in their order. */
  public List<Entry> page(String after, int limit) {
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            new Parameters(statement).text(after).number(limit);
            return entries(statement);
          }
        });
  }

  /** What changed after a revision, oldest first; empty when nothing is left. */
  public List<Entry> since(long revision) {
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SINCE)) {
            new Parameters(statement).longNumber(revision).number(PIECE);
            return entries(statement);
          }
        });
  }

  private static List<Entry> entries(PreparedStatement statement) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        entries.add(
            new Entry(row.getString(1), Optional.ofNullable(row.getString(2)), row.getLong(3)));
      }
    }
    return entries;
  }

  /**
   * Names every user who has a document.
   *
   * @return a revision that all of this is at least as new as
   */
  public long identities(Consumer<String> each) {
    long revision =
        database.statement(
            connection -> {
              try (PreparedStatement statement =
                      connection.prepareStatement("select revision from user_preference_revision");
                  ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
              }
            });
    List<String> piece = List.of("");
    do {
      String after = piece.getLast();
      piece = database.statement(connection -> identities(connection, after));
      piece.forEach(each);
    } while (piece.size() == PIECE);
    return revision;
  }

  private static List<String> identities(Connection connection, String after) throws SQLException {
    List<String> identities = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(IDENTITIES)) {
      new Parameters(statement).text(after).number(PIECE);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          identities.add(row.getString(1));
        }
      }
    }
    return identities;
  }

  /**
   * Is told of changes, by any node.
   *
   * @param changed must be quick
   * @return ends it
   */
  public AutoCloseable listen(Runnable changed) {
    return database.channels().listen(CHANNEL, _ -> changed.run());
  }
}
