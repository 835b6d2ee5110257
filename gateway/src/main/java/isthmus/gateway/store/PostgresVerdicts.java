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
import java.util.OptionalLong;

/** What others said about versions, in PostgreSQL; never changed, the latest one counts. */
public final class PostgresVerdicts {
  private static final String INSERT =
      """
      insert into rule_set_verdict (version, approved, who, comment, given_at)
      values (?, ?, ?, ?, clock_timestamp())
      """;

  private static final String COLUMNS =
      "select version, approved, who, comment, given_at from rule_set_verdict";

  private static final String LATEST = COLUMNS + " where version = ? order by id desc limit 1";

  private static final String ALL = COLUMNS + " order by id";

  private static final String AUTHORS =
      """
      select coalesce(s.authors, array[t.who])
      from routing_table t left join rule_set s on s.version = t.version where t.version = ?
      """;

  private final Database database;

  /** Verdicts in a database. */
  public PostgresVerdicts(Database database) {
    this.database = requireNonNull(database);
  }

  /** What somebody said about a version. */
  public record Verdict(long version, boolean approved, String who, String comment, Instant at) {}

  /** What became of a verdict. */
  public enum Outcome {
    GIVEN,
    UNKNOWN_VERSION,
    /** Whoever made it cannot approve it. */
    AUTHOR,
    /** It was refused before, which is for good. */
    REFUSED,
    /** It rules, which only another activation ends. */
    RULES
  }

  /** Says something about a version; a refusal also cancels what is scheduled for it. */
  public Outcome give(long version, boolean approved, String who, String comment) {
    return database.transaction(
        connection -> {
          PostgresRuleSets.lock(connection);
          Optional<Outcome> against = against(connection, version, approved, who);
          if (against.isPresent()) {
            return against.get();
          }
          try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setLong(1, version);
            statement.setBoolean(2, approved);
            statement.setString(3, who);
            statement.setString(4, comment);
            statement.executeUpdate();
          }
          if (!approved) {
            PostgresSchedule.cancelVersion(connection, version, who, "the version was refused");
          }
          PostgresRuleSets.tell(connection, version);
          return Outcome.GIVEN;
        });
  }

  private static Optional<Outcome> against(
      Connection connection, long version, boolean approved, String who) throws SQLException {
    Optional<List<String>> authors = authors(connection, version);
    if (authors.isEmpty()) {
      return Optional.of(Outcome.UNKNOWN_VERSION);
    }
    if (latest(connection, version).filter(verdict -> !verdict.approved()).isPresent()) {
      return Optional.of(Outcome.REFUSED);
    }
    if (approved) {
      return authors.get().contains(who) ? Optional.of(Outcome.AUTHOR) : Optional.empty();
    }
    return PostgresActivations.ruling(connection).equals(OptionalLong.of(version))
        ? Optional.of(Outcome.RULES)
        : Optional.empty();
  }

  /** Every verdict, the first one first. */
  public List<Verdict> all() {
    return database.statement(
        connection -> {
          List<Verdict> verdicts = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(ALL);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              verdicts.add(verdict(row));
            }
          }
          return verdicts;
        });
  }

  /** The verdict that counts for a version. */
  public Optional<Verdict> latest(long version) {
    return database.statement(connection -> latest(connection, version));
  }

  static Optional<Verdict> latest(Connection connection, long version) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LATEST)) {
      statement.setLong(1, version);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(verdict(row)) : Optional.empty();
      }
    }
  }

  private static Optional<List<String>> authors(Connection connection, long version)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(AUTHORS)) {
      statement.setLong(1, version);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(Columns.texts(row, 1)) : Optional.empty();
      }
    }
  }

  private static Verdict verdict(ResultSet row) throws SQLException {
    return new Verdict(
        row.getLong(1),
        row.getBoolean(2),
        row.getString(3),
        row.getString(4),
        Columns.instant(row, 5));
  }
}
