package isthmus.gateway.store;

import isthmus.cpm.message.KeySource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the partitions of the coming days and drops those of days long past. Run it at start and
 * every hour; two nodes may run it at the same time.
 */
public final class Partitions {
  private static final int DAYS_AHEAD = 2;

  /** Any number will do that nothing else in this database locks. */
  private static final long LOCK = 7_305_803_264_172_009L;

  /** Rows of these change several times soon after they are written. */
  private static final String BUSY =
      " with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02,"
          + " autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_insert_scale_factor = 0.5,"
          + " autovacuum_analyze_scale_factor = 0.2)";

  private static final String QUIET =
      " with (autovacuum_vacuum_insert_scale_factor = 0.5, autovacuum_analyze_scale_factor = 0.3)";

  /** The partitioned tables and how their partitions are stored. */
  private enum Table {
    MESSAGE("message", "id", QUIET),
    DELIVERY("delivery", "id", BUSY),
    PART("part", "delivery_id", BUSY),
    ATTEMPT("attempt", "delivery_id", QUIET),
    REQUEST_KEY("request_key", "day", QUIET);

    private final String sql;
    private final String key;
    private final String storage;

    Table(String sql, String key, String storage) {
      this.sql = sql;
      this.key = key;
      this.storage = storage;
    }

    String bound(LocalDate day) {
      return this == REQUEST_KEY
          ? "'" + day + "'"
          : "'" + KeySource.floor(day.atStartOfDay(ZoneOffset.UTC).toInstant()) + "'";
    }

    String partition(LocalDate day) {
      return sql + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }
  }

  private final Database database;
  private final Duration retention;
  private final InstantSource clock;

  /**
   * Partitions of a database.
   *
   * @param retention how long messages are kept, at least a day
   */
  public Partitions(Database database, Duration retention, InstantSource clock) {
    if (retention.toDays() < 1) {
      throw new IllegalArgumentException("retention must be at least one day, is " + retention);
    }
    this.database = database;
    this.retention = retention;
    this.clock = clock;
  }

  /** What a run did. */
  public record Run(List<String> made, List<String> dropped) {}

  /** Makes and drops what is due; what cannot be locked soon is left to the next run. */
  public Run maintain() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<String> made = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    for (Table table : Table.values()) {
      for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
        LocalDate day = today.plusDays(ahead);
        make(table, day).ifPresent(made::add);
      }
      dropped.addAll(dropBefore(table, firstKept(table, today)));
    }
    return new Run(made, dropped);
  }

  private LocalDate firstKept(Table table, LocalDate today) {
    return table == Table.REQUEST_KEY ? today.minusDays(1) : today.minusDays(retention.toDays());
  }

  private Optional<String> make(Table table, LocalDate day) {
    String name = table.partition(day);
    return database.lengthy(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            prepare(statement);
            if (exists(statement, name)) {
              return Optional.empty();
            }
            String from = table.bound(day);
            String to = table.bound(day.plusDays(1));
            statement.execute(
                "create table " + name + " (like " + table.sql + " including all)" + table.storage);
            // Nothing is in the default partition unless this came too late.
            statement.execute(
                "with late as (delete from "
                    + table.sql
                    + "_default where "
                    + table.key
                    + " >= "
                    + from
                    + " and "
                    + table.key
                    + " < "
                    + to
                    + " returning *) insert into "
                    + name
                    + " select * from late");
            statement.execute(
                "alter table "
                    + table.sql
                    + " attach partition "
                    + name
                    + " for values from ("
                    + from
                    + ") to ("
                    + to
                    + ")");
            return Optional.of(name);
          }
        });
  }

  private List<String> dropBefore(Table table, LocalDate first) {
    return database.lengthy(
        connection -> {
          List<String> dropped = new ArrayList<>();
          try (Statement statement = connection.createStatement()) {
            prepare(statement);
            for (String name : partitionsOf(connection, table)) {
              String day = name.substring(table.sql.length() + 1);
              if (day.matches("\\d{8}")
                  && LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE).isBefore(first)) {
                statement.execute("drop table " + name);
                dropped.add(name);
              }
            }
          }
          return dropped;
        });
  }

  /** One node at a time; and nobody waits long behind us for a table. */
  private static void prepare(Statement statement) throws SQLException {
    statement.execute("set local enable_seqscan = on; set local lock_timeout = '2s'");
    statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
  }

  private static boolean exists(Statement statement, String name) throws SQLException {
    try (ResultSet results = statement.executeQuery("select to_regclass('" + name + "')")) {
      results.next();
      return results.getString(1) != null;
    }
  }

  private static List<String> partitionsOf(Connection connection, Table table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (var statement =
        connection.prepareStatement(
            """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
             where i.inhparent = ?::regclass order by 1
            """)) {
      statement.setString(1, table.sql);
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          names.add(results.getString(1));
        }
      }
    }
    return names;
  }
}
