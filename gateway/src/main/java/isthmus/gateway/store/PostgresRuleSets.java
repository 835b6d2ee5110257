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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the rule set in PostgreSQL. Nothing is changed or removed once it is there, and
 * versions count from 1 without gaps.
 */
public final class PostgresRuleSets {
  /** Whatever may interest other nodes about versions: made, approved, scheduled, activated. */
  private static final String CHANNEL = "isthmus_rule_set";

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

  private static final String INSERT_BOOK =
      """
      insert into rule_set (version, book, imported, draft, base, authors)
      values (?, ?, ?, ?, ?, ?)
      """;

  private static final String VERSION =
      """
      select t.version, t.name, t.strategy, t.comment, t.who, t.imported_at,
        s.draft, s.base, coalesce(s.authors, array[t.who]),
        s.book is null or s.imported is not null
      """;

  private static final String FROM =
      " from routing_table t left join rule_set s on s.version = t.version ";

  /** The latest version that never ruled and was not refused. */
  private static final String CANDIDATE =
      """
      select version from routing_table t
      where not exists (select 1 from routing_table_activation a where a.version = t.version)
        and coalesce((select approved from rule_set_verdict v where v.version = t.version
          order by v.id desc limit 1), true)
      order by version desc limit 1
      """;

  private static final String CONTAINS =
      """
      select 1 from routing_table t left join rule_set s on s.version = t.version
      where t.file = ? or s.imported = ? limit 1
      """;

  private final Database database;

  /** Versions in a database. */
  public PostgresRuleSets(Database database) {
    this.database = requireNonNull(database);
  }

  /** The kinds of file that a version is imported from. */
  public enum Format {
    CSV,
    XLSX
  }

  /**
   * A file as it was imported.
   *
   * @param strategy how ties are broken unless the file says
   */
  public record ImportedFile(String name, Format format, Octets octets, Strategy strategy) {
    /** Checks the components. */
    public ImportedFile {
      requireNonNull(name);
      requireNonNull(format);
      requireNonNull(octets);
      requireNonNull(strategy);
    }

    /** The same without the folders it lies in, which say nothing to other nodes. */
    public ImportedFile named() {
      String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
      return new ImportedFile(last.isEmpty() ? name : last, format, octets, strategy);
    }
  }

  /**
   * A version that is to be.
   *
   * @param file what a release that knows no workbooks reads, or refuses, instead
   * @param book the workbook as JSON
   * @param imported the file that it was imported from
   * @param draft the draft that it was submitted from
   * @param base the version that it was made from
   * @param authors whose work it is
   */
  public record NewVersion(
      ImportedFile file,
      String book,
      Optional<Octets> imported,
      OptionalLong draft,
      OptionalLong base,
      String comment,
      String who,
      List<String> authors) {
    /** Checks the components. */
    public NewVersion {
      requireNonNull(file);
      requireNonNull(book);
      requireNonNull(imported);
      authors = List.copyOf(authors);
    }
  }

  /**
   * A version, without what it holds.
   *
   * @param version counts from 1
   * @param name of its file or draft
   * @param strategy how ties are broken by sheets that do not say
   * @param draft the draft that it was submitted from
   * @param base the version that it was made from
   * @param file whether it was imported from a file, which is still there
   */
  public record Version(
      long version,
      String name,
      Strategy strategy,
      String comment,
      String who,
      Instant madeAt,
      OptionalLong draft,
      OptionalLong base,
      List<String> authors,
      boolean file) {
    /** Copies the authors. */
    public Version {
      authors = List.copyOf(authors);
    }
  }

  /**
   * A version with what it holds.
   *
   * @param book the workbook as JSON; empty for a version of a release that knew files only
   * @param file the file as it was imported, else what such a release reads
   * @param strange a word that only a newer release knows; then nobody can tell here what the
   *     version means, and strategy and format are guesses
   */
  public record Stored(
      Version version, Optional<String> book, ImportedFile file, Optional<String> strange) {}

  /** Stores the next version. */
  public long add(NewVersion made) {
    return database.transaction(
        connection -> {
          lock(connection);
          return insert(connection, made);
        });
  }

  /**
   * Stores a draft as the next version, when it is open and nobody has edited it since.
   *
   * @return empty when it is not
   */
  public OptionalLong submit(NewVersion made, long draft, long revision) {
    return database.transaction(
        connection -> {
          lock(connection);
          long version = insert(connection, made);
          if (PostgresDrafts.settle(
              connection,
              draft,
              revision,
              PostgresDrafts.State.SUBMITTED,
              OptionalLong.of(version),
              made.who())) {
            return OptionalLong.of(version);
          }
          connection.rollback();
          return OptionalLong.empty();
        });
  }

  /**
   * Stores version 1 and makes it rule, when no version rules yet.
   *
   * @param node that does it
   * @return false when one ruled already
   */
  public boolean begin(NewVersion made, String node) {
    return database.<Boolean>transaction(
        connection -> {
          lock(connection);
          if (PostgresActivations.ruling(connection).isPresent()) {
            return false;
          }
          long version = insert(connection, made);
          PostgresActivations.insert(connection, version, made.who(), made.comment(), node);
          return true;
        });
  }

  /** A version. */
  public Optional<Stored> find(long version) {
    String sql =
        VERSION + ", s.book, t.format, coalesce(s.imported, t.file)" + FROM + "where t.version = ?";
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, version);
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(stored(row)) : Optional.empty();
            }
          }
        });
  }

  /** Whether a file is one of the versions. */
  public boolean contains(Octets file) {
    return database.<Boolean>statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CONTAINS)) {
            statement.setBytes(1, file.toByteArray());
            statement.setBytes(2, file.toByteArray());
            try (ResultSet row = statement.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  /** Whether a workbook, as JSON, is one of the versions. */
  public boolean contains(String book) {
    return database.<Boolean>statement(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement("select 1 from rule_set where book = ? limit 1")) {
            statement.setString(1, book);
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
          try (PreparedStatement statement =
                  connection.prepareStatement(VERSION + FROM + "order by t.version");
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              versions.add(version(row));
            }
          }
          return versions;
        });
  }

  /** The latest version that never ruled and was not refused: likely the next to rule. */
  public OptionalLong candidate() {
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CANDIDATE);
              ResultSet row = statement.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
          }
        });
  }

  /**
   * Listens for whatever becomes of versions, by any node.
   *
   * @param changed must be quick
   * @return ends it
   */
  public AutoCloseable listen(Runnable changed) {
    return database.channels().listen(CHANNEL, _ -> changed.run());
  }

  static void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOCK);
    }
  }

  static void tell(Connection connection, long version) throws SQLException {
    Channels.notify(connection, CHANNEL, String.valueOf(version));
  }

  private static long insert(Connection connection, NewVersion made) throws SQLException {
    long version;
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, made.file().name());
      statement.setBytes(2, made.file().octets().toByteArray());
      statement.setString(3, made.file().format().name());
      statement.setString(4, made.file().strategy().name());
      statement.setString(5, made.comment());
      statement.setString(6, made.who());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        version = row.getLong(1);
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT_BOOK)) {
      byte @Nullable [] imported = made.imported().map(Octets::toByteArray).orElse(null);
      statement.setLong(1, version);
      statement.setString(2, made.book());
      statement.setBytes(3, imported);
      Columns.set(statement, 4, made.draft());
      Columns.set(statement, 5, made.base());
      Columns.set(statement, 6, made.authors());
      statement.executeUpdate();
    }
    tell(connection, version);
    return version;
  }

  private static Stored stored(ResultSet row) throws SQLException {
    Version version = version(row);
    ImportedFile file =
        new ImportedFile(
            version.name(),
            known(Format.class, row.getString(12)).orElse(Format.CSV),
            Octets.wrap(row.getBytes(13)),
            version.strategy());
    Optional<String> strange =
        known(Strategy.class, row.getString(3)).isEmpty()
            ? Optional.of("strategy " + row.getString(3))
            : Optional.empty();
    return new Stored(version, Optional.ofNullable(row.getString(11)), file, strange);
  }

  /** A word of a row, unless a newer release wrote one that is not known here. */
  private static <E extends Enum<E>> Optional<E> known(Class<E> words, String word) {
    return EnumSet.allOf(words).stream().filter(each -> each.name().equals(word)).findFirst();
  }

  private static Version version(ResultSet row) throws SQLException {
    return new Version(
        row.getLong(1),
        row.getString(2),
        known(Strategy.class, row.getString(3)).orElse(Strategy.TOP_DOWN),
        row.getString(4),
        row.getString(5),
        Columns.instant(row, 6),
        Columns.optionalLong(row, 7),
        Columns.optionalLong(row, 8),
        Columns.texts(row, 9),
        row.getBoolean(10));
  }
}
