package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.registration.Credential;
import isthmus.cpm.registration.DigestAlgorithm;
import isthmus.cpm.registration.UserStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users of the embedded core in PostgreSQL, with digests: passwords are not kept. */
public final class PostgresUserStore implements UserStore {
  private static final String REVISE =
      """
      insert into embedded_user_revision as r (realm, revision) values (?, 1)
      on conflict (realm) do update set revision = r.revision + 1
      returning revision
      """;

  private static final String ADD =
      """
      insert into embedded_user as u (realm, name, display_name, removed, revision)
      values (?, ?, ?, false, ?)
      on conflict (realm, name) do update
        set display_name = excluded.display_name, removed = false, revision = excluded.revision
        where u.removed
      """;

  private static final String CHANGE =
      """
      update embedded_user set display_name = coalesce(?, display_name), revision = ?
       where realm = ? and name = ? and not removed
      """;

  private static final String REMOVE =
      """
      update embedded_user set display_name = null, removed = true, revision = ?
       where realm = ? and name = ? and not removed
      """;

  private static final String FORGET =
      "delete from credential where realm = ? and username = any (array[?, ?])";

  private static final String LEARN =
      "insert into credential (username, realm, algorithm, ha1) values (?, ?, ?, ?)";

  private static final String SINCE =
      """
      select u.name, u.removed, u.display_name, u.revision, c.username, c.algorithm, c.ha1
        from embedded_user u
        left join credential c
          on c.realm = u.realm and c.username = any (array[u.name, u.name || ?]) and not u.removed
       where u.realm = ? and u.revision > ?
       order by u.revision
      """;

  private final Database database;
  private final String realm;
  private final String suffix;

  /**
   * The users of a realm.
   *
   * @param domain what stands behind the @ where a client sends its address as user name
   */
  public PostgresUserStore(Database database, String realm, String domain) {
    this.database = requireNonNull(database);
    this.realm = requireNonNull(realm);
    this.suffix = "@" + domain;
  }

  @Override
  public boolean add(StoredUser user) {
    return database.transaction(
        connection -> {
          long revision = revise(connection);
          try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            new Parameters(statement)
                .text(realm)
                .text(user.name())
                .text(user.displayName().orElse(null));
            statement.setLong(4, revision);
            if (statement.executeUpdate() == 0) {
              return false;
            }
          }
          replaceDigests(connection, user);
          return true;
        });
  }

  @Override
  public boolean change(StoredUser user) {
    return database.transaction(
        connection -> {
          long revision = revise(connection);
          try (PreparedStatement statement = connection.prepareStatement(CHANGE)) {
            statement.setString(1, user.displayName().orElse(null));
            statement.setLong(2, revision);
            statement.setString(3, realm);
            statement.setString(4, user.name());
            if (statement.executeUpdate() == 0) {
              return false;
            }
          }
          replaceDigests(connection, user);
          return true;
        });
  }

  @Override
  public boolean remove(String name) {
    return database.transaction(
        connection -> {
          long revision = revise(connection);
          forgetDigests(connection, name);
          try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
            statement.setLong(1, revision);
            statement.setString(2, realm);
            statement.setString(3, name);
            return statement.executeUpdate() > 0;
          }
        });
  }

  private long revise(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REVISE)) {
      new Parameters(statement).text(realm);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void replaceDigests(Connection connection, StoredUser user) throws SQLException {
    forgetDigests(connection, user.name());
    try (PreparedStatement statement = connection.prepareStatement(LEARN)) {
      for (Map.Entry<String, Credential.Digests> spelling : user.digests().entrySet()) {
        for (Map.Entry<DigestAlgorithm, String> digest : spelling.getValue().ha1().entrySet()) {
          new Parameters(statement)
              .text(spelling.getKey())
              .text(realm)
              .text(digest.getKey().name())
              .text(digest.getValue());
          statement.addBatch();
        }
      }
      statement.executeBatch();
    }
  }

  private void forgetDigests(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      new Parameters(statement).text(realm).text(name).text(name + suffix);
      statement.executeUpdate();
    }
  }

  @Override
  public Changes since(long revision) {
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SINCE)) {
            new Parameters(statement).text(suffix).text(realm);
            statement.setLong(3, revision);
            try (ResultSet row = statement.executeQuery()) {
              return read(row, revision);
            }
          }
        });
  }

  /** Rows of one user follow each other: each change has a revision of its own. */
  private static Changes read(ResultSet row, long revision) throws SQLException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    long last = revision;
    while (row.next()) {
      last = row.getLong(4);
      Entry entry = entries.get(row.getString(1));
      if (entry == null) {
        entry =
            new Entry(row.getBoolean(2), Optional.ofNullable(row.getString(3)), new HashMap<>());
        entries.put(row.getString(1), entry);
      }
      String username = row.getString(5);
      if (username != null) {
        entry
            .digests()
            .computeIfAbsent(username, _ -> new EnumMap<>(DigestAlgorithm.class))
            .put(DigestAlgorithm.valueOf(row.getString(6)), row.getString(7));
      }
    }
    List<Change> changes = new ArrayList<>();
    entries.forEach((name, entry) -> changes.add(entry.change(name)));
    return new Changes(changes, last);
  }

  /** What the rows of one user say. */
  private record Entry(
      boolean removed,
      Optional<String> displayName,
      Map<String, Map<DigestAlgorithm, String>> digests) {
    Change change(String name) {
      if (removed) {
        return new Change.Removed(name);
      }
      Map<String, Credential.Digests> known = new HashMap<>();
      digests.forEach((username, ha1) -> known.put(username, new Credential.Digests(ha1)));
      return new Change.Present(new StoredUser(name, displayName, known));
    }
  }
}
