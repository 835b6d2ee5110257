package isthmus.gateway.store;

import isthmus.cpm.registration.Credential;
import isthmus.cpm.registration.CredentialStore;
import isthmus.cpm.registration.DigestAlgorithm;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users of the embedded core in PostgreSQL, as digests: passwords are not kept. */
public final class PostgresCredentialStore implements CredentialStore {
  private static final String SELECT =
      "select algorithm, ha1 from credential where username = ? and realm = ?";

  private static final String UPSERT =
      """
      insert into credential (username, realm, algorithm, ha1) values (?, ?, ?, ?)
      on conflict (username, realm, algorithm) do update set ha1 = excluded.ha1
      """;

  private static final String DELETE = "delete from credential where username = ? and realm = ?";

  private static final String USERS =
      "select distinct username from credential where realm = ? order by username";

  private final Database database;

  /** A store on a database. */
  public PostgresCredentialStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Credential> credential(String username, String realm) {
    return database.statement(
        connection -> {
          Map<DigestAlgorithm, String> digests = new EnumMap<>(DigestAlgorithm.class);
          try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            new Parameters(statement).text(username).text(realm);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                digests.put(DigestAlgorithm.valueOf(row.getString(1)), row.getString(2));
              }
            }
          }
          return digests.isEmpty()
              ? Optional.<Credential>empty()
              : Optional.of(new Credential.Digests(digests));
        });
  }

  /** Stores a user's password as its digests, in place of what was there. */
  public void put(String username, String realm, String password) {
    database.<Integer>transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
              new Parameters(statement)
                  .text(username)
                  .text(realm)
                  .text(algorithm.name())
                  .text(algorithm.ha1(username, realm, password));
              statement.addBatch();
            }
            return statement.executeBatch().length;
          }
        });
  }

  /** Forgets a user; false when it was not known. */
  public boolean remove(String username, String realm) {
    return database.<Integer>statement(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                new Parameters(statement).text(username).text(realm);
                return statement.executeUpdate();
              }
            })
        > 0;
  }

  /** Names of the users of a realm. */
  public List<String> users(String realm) {
    return database.statement(connection -> users(connection.prepareStatement(USERS), realm));
  }

  private static List<String> users(PreparedStatement prepared, String realm) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = prepared) {
      new Parameters(statement).text(realm);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
    }
    return names;
  }
}
