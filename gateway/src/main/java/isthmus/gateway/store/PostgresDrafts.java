package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Drafts and their edits in PostgreSQL. An edit happens under the lock of its draft, so edits of a
 * draft have an order and each sees the one before; edits are never changed or removed.
 */
public final class PostgresDrafts {
  private static final String CHANNEL = "isthmus_rule_draft";

  private static final String INSERT =
      """
      insert into rule_draft
        (name, base, revision, state, version, authors, made_at, changed_at, grid)
      values (?, ?, 0, 'open', null, ?, clock_timestamp(), clock_timestamp(), ?)
      returning id
      """;

  private static final String COLUMNS =
      "id, name, base, revision, state, version, authors, made_at, changed_at";

  private static final String LIST =
      "select " + COLUMNS + " from rule_draft where state = 'open' order by id";

  private static final String COUNT = "select count(*) from rule_draft where state = 'open'";

  private static final String HEAD = "select " + COLUMNS + " from rule_draft where id = ?";

  private static final String FIND = "select " + COLUMNS + ", grid from rule_draft where id = ?";

  private static final String CHANGE =
      """
      update rule_draft set revision = ?, grid = ?, changed_at = clock_timestamp(),
        authors = case when ? = any(authors) then authors else authors || ?::text end
      where id = ?
      """;

  private static final String EDIT =
      """
      insert into rule_draft_edit (draft, revision, who, made_at, ops)
      values (?, ?, ?, clock_timestamp(), ?)
      """;

  private static final String SETTLE =
      """
      update rule_draft set state = ?, version = ?, changed_at = clock_timestamp(),
        authors = case when ? = any(authors) then authors else authors || ?::text end
      where id = ? and state = 'open' and revision = ?
      """;

  private static final String EDITS =
      """
      select revision, who, made_at, ops from rule_draft_edit
      where draft = ? and revision > ? order by revision limit ?
      """;

  private final Database database;

  /** Drafts in a database. */
  public PostgresDrafts(Database database) {
    this.database = requireNonNull(database);
  }

  /** What may become of a draft. */
  public enum State {
    OPEN,
    SUBMITTED,
    DISCARDED;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * A draft without its grid.
   *
   * @param base the version that it was made from
   * @param revision counts its edits
   * @param version what it became when it was submitted
   * @param authors who made it and everybody who edited it
   */
  public record Draft(
      long id,
      String name,
      OptionalLong base,
      long revision,
      State state,
      OptionalLong version,
      List<String> authors,
      Instant madeAt,
      Instant changedAt) {
    /** Copies the authors. */
    public Draft {
      authors = List.copyOf(authors);
    }
  }

  /** A draft with its grid as JSON. */
  public record Stored(Draft draft, String grid) {}

  /** An edit with its operations as JSON. */
  public record Edit(long revision, String who, Instant at, String ops) {}

  /** What an edit writes: the grid afterwards, and the operations that were done. */
  public record Change(String grid, String ops) {}

  /**
   * Stores a draft.
   *
   * @param authors whoever opens it, and those whose work it begins with
   * @param most open drafts that there may be
   * @return its id; empty when there are too many
   */
  public OptionalLong add(
      String name, OptionalLong base, List<String> authors, String grid, int most) {
    return database.transaction(
        connection -> {
          if (number(connection, COUNT) >= most) {
            return OptionalLong.empty();
          }
          try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, name);
            Columns.set(statement, 2, base);
            Columns.set(statement, 3, authors);
            statement.setString(4, grid);
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              long id = row.getLong(1);
              Channels.notify(connection, CHANNEL, id + ":0");
              return OptionalLong.of(id);
            }
          }
        });
  }

  /** Drafts that are open, the first one first. */
  public List<Draft> open() {
    return database.statement(
        connection -> {
          List<Draft> drafts = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(LIST);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              drafts.add(draft(row));
            }
          }
          return drafts;
        });
  }

  /** A draft without its grid, which may be large; whatever became of it. */
  public Optional<Draft> draft(long id) {
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(HEAD)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(draft(row)) : Optional.empty();
            }
          }
        });
  }

  /** A draft, whatever became of it. */
  public Optional<Stored> find(long id) {
    return database.statement(connection -> find(connection, id, ""));
  }

  /**
   * Edits a draft while nobody else does.
   *
   * @param since the revision that the author looked at; edits from {@code keep} before it on are
   *     given
   * @param change is given the draft and its latest edits and says what to write, if anything; is
   *     asked again when the database wants the transaction repeated
   * @return false when there is no such draft
   */
  public boolean edit(long id, long since, int keep, String who, Editing change) {
    return database.<Boolean>transaction(
        connection -> {
          Optional<Stored> stored = find(connection, id, " for update");
          if (stored.isEmpty()) {
            return false;
          }
          long revision = stored.get().draft().revision();
          long from = Math.max(0, Math.min(since, revision - keep));
          List<Edit> edits = edits(connection, id, from, Integer.MAX_VALUE);
          Optional<Change> made = change.of(stored.get(), edits);
          if (made.isPresent()) {
            write(connection, id, revision + 1, who, made.get());
          }
          return true;
        });
  }

  /** What to write. */
  @FunctionalInterface
  public interface Editing {
    /** Says what to write; nothing is written when it is empty. */
    Optional<Change> of(Stored stored, List<Edit> edits);
  }

  private static void write(
      Connection connection, long id, long revision, String who, Change change)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CHANGE)) {
      statement.setLong(1, revision);
      statement.setString(2, change.grid());
      statement.setString(3, who);
      statement.setString(4, who);
      statement.setLong(5, id);
      statement.executeUpdate();
    }
    try (PreparedStatement statement = connection.prepareStatement(EDIT)) {
      statement.setLong(1, id);
      statement.setLong(2, revision);
      statement.setString(3, who);
      statement.setString(4, change.ops());
      statement.executeUpdate();
    }
    Channels.notify(connection, CHANNEL, id + ":" + revision);
  }

  /** Edits after a revision, the first one first. */
  public List<Edit> edits(long id, long since, int most) {
    return database.statement(connection -> edits(connection, id, since, most));
  }

  /**
   * Ends a draft, when it is open and nobody has edited it since.
   *
   * @param version what it became
   * @return whether it was
   */
  public boolean settle(long id, long revision, State state, OptionalLong version, String who) {
    return database.<Boolean>transaction(
        connection -> settle(connection, id, revision, state, version, who));
  }

  static boolean settle(
      Connection connection, long id, long revision, State state, OptionalLong version, String who)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
      statement.setString(1, state.word());
      Columns.set(statement, 2, version);
      statement.setString(3, who);
      statement.setString(4, who);
      statement.setLong(5, id);
      statement.setLong(6, revision);
      boolean settled = statement.executeUpdate() == 1;
      if (settled) {
        Channels.notify(connection, CHANNEL, id + ":" + revision);
      }
      return settled;
    }
  }

  /**
   * Listens for changes of drafts by any node.
   *
   * @param changed given {@code id:revision}; must be quick
   * @return ends it
   */
  public AutoCloseable listen(Consumer<List<String>> changed) {
    return database.channels().listen(CHANNEL, changed);
  }

  private static Optional<Stored> find(Connection connection, long id, String locking)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND + locking)) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new Stored(draft(row), row.getString(10)))
            : Optional.empty();
      }
    }
  }

  private static List<Edit> edits(Connection connection, long id, long since, int most)
      throws SQLException {
    List<Edit> edits = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(EDITS)) {
      statement.setLong(1, id);
      statement.setLong(2, since);
      statement.setInt(3, most);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          edits.add(
              new Edit(
                  row.getLong(1), row.getString(2), Columns.instant(row, 3), row.getString(4)));
        }
      }
    }
    return edits;
  }

  private static Draft draft(ResultSet row) throws SQLException {
    return new Draft(
        row.getLong(1),
        row.getString(2),
        Columns.optionalLong(row, 3),
        row.getLong(4),
        State.of(row.getString(5)),
        Columns.optionalLong(row, 6),
        Columns.texts(row, 7),
        Columns.instant(row, 8),
        Columns.instant(row, 9));
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
