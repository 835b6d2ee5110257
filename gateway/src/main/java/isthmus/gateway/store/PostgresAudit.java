package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The audit in PostgreSQL. Rows count from 1 without gaps and are never changed; the SHA-256 of
 * each covers its fields and the hash of the row before.
 */
public final class PostgresAudit {
  /** One writer at a time: the hash of the row before must be known. */
  private static final String LOCK = "lock table audit in share row exclusive mode";

  private static final String LAST =
      """
      select clock_timestamp(), a.id, a.hash
        from (select 1) one left join (select id, hash from audit order by id desc limit 1) a on true
      """;

  private static final String INSERT =
      """
      insert into audit (id, at, who, roles, peer, what, subject, detail, previous, hash)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String COLUMNS =
      "select id, at, who, roles, peer, what, subject, detail, previous, hash from audit ";

  private static final String OLDER =
      COLUMNS
          + """
          where id < ? and (? = '' or what like ? escape '!') and (? = '' or who = ?)
          order by id desc limit ?
          """;

  private static final String NEWER =
      COLUMNS
          + """
          where id > ? and (? = '' or what like ? escape '!') and (? = '' or who = ?)
          order by id limit ?
          """;

  private static final String FROM = COLUMNS + "where id > ? order by id limit ?";

  private static final int BATCH = 1_000;
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] FIRST = new byte[32];
  private static final int MICROS = 1_000;

  private final Database database;

  /** The audit in a database. */
  public PostgresAudit(Database database) {
    this.database = requireNonNull(database);
  }

  /**
   * What was done.
   *
   * @param who who did it
   * @param roles what that one might do, words with commas between
   * @param peer the address it came from
   * @param what in words with dashes
   * @param subject to what
   * @param detail more, as JSON
   */
  public record Entry(
      String who, String roles, String peer, String what, String subject, String detail) {
    /** Checks the components; NUL and half a character are what PostgreSQL cannot keep. */
    public Entry {
      who = kept(who);
      roles = kept(roles);
      peer = kept(peer);
      what = kept(what);
      subject = kept(subject);
      detail = kept(detail);
    }

    private static String kept(String text) {
      String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      return whole.replace('\0', ' ');
    }
  }

  /**
   * A row.
   *
   * @param hash SHA-256 in hexadecimal
   */
  public record Recorded(long id, Instant at, Entry entry, String hash) {}

  /**
   * Which rows are wanted.
   *
   * @param what the word, or how it begins when it ends with {@code *}; empty for all
   * @param who by whom; empty for all
   */
  public record Filter(String what, String who) {
    /** Checks the components. */
    public Filter {
      requireNonNull(what);
      requireNonNull(who);
    }

    private String pattern() {
      boolean open = what.endsWith("*");
      String words = open ? what.substring(0, what.length() - 1) : what;
      String literal = words.replace("!", "!!").replace("%", "!%").replace("_", "!_");
      return open ? literal + "%" : literal;
    }
  }

  /**
   * What an examination of all rows found.
   *
   * @param rows how many are in order, from the first one on
   * @param head hash of the last of them, in hexadecimal; empty when there is none
   * @param trouble what is wrong with the next one
   */
  public record Examined(long rows, String head, Optional<String> trouble) {}

  /** Makes what is changed and recorded meanwhile one transaction. */
  public <T, E extends Exception> T together(Database.Change<T, E> change) throws E {
    return database.together(change);
  }

  /** Records what was done. */
  public void append(Entry entry) {
    database.transaction(
        connection -> {
          append(connection, entry);
          return true;
        });
  }

  /**
   * Records what was done within a transaction, as its last statement: others who record wait until
   * it ends.
   */
  static void append(Connection connection, Entry entry) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOCK);
    }
    try (PreparedStatement last = connection.prepareStatement(LAST);
        ResultSet row = last.executeQuery()) {
      row.next();
      OffsetDateTime at = row.getObject(1, OffsetDateTime.class);
      long id = row.getLong(2) + 1;
      byte[] previous = id == 1 ? FIRST : row.getBytes(3);
      insert(connection, id, at, entry, previous);
    }
  }

  private static void insert(
      Connection connection, long id, OffsetDateTime at, Entry entry, byte[] previous)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setLong(1, id);
      insert.setObject(2, at);
      insert.setString(3, entry.who());
      insert.setString(4, entry.roles());
      insert.setString(5, entry.peer());
      insert.setString(6, entry.what());
      insert.setString(7, entry.subject());
      insert.setString(8, entry.detail());
      insert.setBytes(9, previous);
      insert.setBytes(10, hash(id, at.toInstant(), entry, previous));
      insert.executeUpdate();
    }
  }

  /** Rows before an id, the newest first. */
  public List<Recorded> before(OptionalLong id, Filter filter, int limit) {
    return page(OLDER, id.orElse(Long.MAX_VALUE), filter, limit);
  }

  /** Rows after an id, the oldest first. */
  public List<Recorded> after(long id, Filter filter, int limit) {
    return page(NEWER, id, filter, limit);
  }

  private List<Recorded> page(String sql, long id, Filter filter, int limit) {
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            statement.setString(2, filter.what());
            statement.setString(3, filter.pattern());
            statement.setString(4, filter.who());
            statement.setString(5, filter.who());
            statement.setInt(6, limit);
            try (ResultSet row = statement.executeQuery()) {
              List<Recorded> rows = new ArrayList<>();
              while (row.next()) {
                rows.add(recorded(row));
              }
              return rows;
            }
          }
        });
  }

  /**
   * Computes every hash again, from the first row on.
   *
   * @param keep is told of each row that is in order; returns what is wrong with it all the same
   */
  public Examined examine(Check keep) {
    Examined state = new Examined(0, "", Optional.empty());
    String previous = HEX.formatHex(FIRST);
    while (state.trouble().isEmpty()) {
      List<Chained> batch = batch(state.rows());
      for (Chained row : batch) {
        Optional<String> trouble =
            fault(row, state.rows() + 1, previous).or(() -> keep.trouble(row.recorded()));
        if (trouble.isPresent()) {
          return new Examined(state.rows(), state.head(), trouble);
        }
        previous = row.recorded().hash();
        state = new Examined(row.recorded().id(), row.recorded().hash(), Optional.empty());
      }
      if (batch.size() < BATCH) {
        return state;
      }
    }
    return state;
  }

  /** A further check of each row. */
  @FunctionalInterface
  public interface Check {
    /** What is wrong with a row whose own hash is right. */
    Optional<String> trouble(Recorded row);
  }

  /** A row with the hash of the one before, in hexadecimal. */
  private record Chained(Recorded recorded, String previous) {}

  private static Optional<String> fault(Chained row, long id, String previous) {
    Recorded recorded = row.recorded();
    if (recorded.id() != id) {
      return Optional.of("row " + id + " is missing");
    }
    if (!row.previous().equals(previous)) {
      return Optional.of("row " + id + " does not follow the row before it");
    }
    byte[] computed = hash(id, recorded.at(), recorded.entry(), HEX.parseHex(previous));
    return recorded.hash().equals(HEX.formatHex(computed))
        ? Optional.empty()
        : Optional.of("row " + id + " was changed after it was written");
  }

  private List<Chained> batch(long after) {
    return database.statement(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FROM)) {
            statement.setLong(1, after);
            statement.setInt(2, BATCH);
            try (ResultSet row = statement.executeQuery()) {
              List<Chained> rows = new ArrayList<>();
              while (row.next()) {
                rows.add(new Chained(recorded(row), HEX.formatHex(row.getBytes(9))));
              }
              return rows;
            }
          }
        });
  }

  private static Recorded recorded(ResultSet row) throws SQLException {
    return new Recorded(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        new Entry(
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getString(8)),
        HEX.formatHex(row.getBytes(10)));
  }

  /** Every field with its length before it, so that no two rows look alike. */
  private static byte[] hash(long id, Instant at, Entry entry, byte[] previous) {
    try {
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(octets);
      out.writeLong(id);
      out.writeLong(at.getEpochSecond() * 1_000_000 + at.getNano() / MICROS);
      for (String field :
          List.of(
              entry.who(),
              entry.roles(),
              entry.peer(),
              entry.what(),
              entry.subject(),
              entry.detail())) {
        byte[] text = field.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
      }
      out.write(previous);
      return MessageDigest.getInstance("SHA-256").digest(octets.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
