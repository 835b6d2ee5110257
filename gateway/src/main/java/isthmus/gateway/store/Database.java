package isthmus.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import isthmus.cpm.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** A pool of connections to the database, with its schema brought up to date. */
public final class Database implements AutoCloseable {
  /** How often a transaction is tried that another one got in the way of. */
  private static final int TRIES = 6;

  /**
   * Plans are made while tables are still empty and then kept. Every statement of the hot path
   * reaches its rows by an index, from an array of keys, so say that once, instead of hoping that
   * statistics come before the plan.
   */
  private static final String SESSION =
      "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;"
          + " set jit = off; set max_parallel_workers_per_gather = 0;"
          + " set plan_cache_mode = force_generic_plan; set synchronous_commit = on;"
          + " set lock_timeout = '10s'; set statement_timeout = '30s';"
          + " set idle_in_transaction_session_timeout = '30s'; set timezone = 'UTC'";

  private final HikariDataSource pool;
  private final Channels channels;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.channels = new Channels(pool);
  }

  /**
   * How the pool is used.
   *
   * @param connections how many at most
   * @param patience how long to wait for one before the database counts as away
   */
  public record Settings(int connections, Duration patience) {
    /** Ten connections, two seconds. */
    public static final Settings DEFAULT = new Settings(10, Duration.ofSeconds(2));

    /** Checks the ranges. */
    public Settings {
      if (connections < 2 || connections > 500) {
        throw new IllegalArgumentException("connections must be 2 to 500, is " + connections);
      }
      if (patience.toMillis() < 250) {
        throw new IllegalArgumentException("patience must be at least 250 ms, is " + patience);
      }
    }
  }

  /**
   * Connects, and migrates the schema.
   *
   * @throws StoreUnavailableException with a line for the operator when it cannot
   */
  public static Database open(DatabaseSource.Server server, Settings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("isthmus");
    config.setJdbcUrl(server.url());
    server.user().ifPresent(config::setUsername);
    server.password().ifPresent(config::setPassword);
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(Math.min(4, settings.connections()));
    config.setConnectionTimeout(settings.patience().toMillis());
    config.setValidationTimeout(Math.min(1_000, settings.patience().toMillis()));
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(SESSION);
    config.addDataSourceProperty("ApplicationName", "isthmus");
    config.addDataSourceProperty("prepareThreshold", "1");
    config.addDataSourceProperty("preparedStatementCacheQueries", "512");
    config.addDataSourceProperty("binaryTransfer", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("socketTimeout", "40");
    HikariDataSource pool = new HikariDataSource(config);
    try {
      migrate(pool, server);
      return new Database(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static void migrate(DataSource pool, DatabaseSource.Server server) {
    try {
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:isthmus/gateway/store/migration")
          .table("schema_version")
          .baselineOnMigrate(false)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreUnavailableException(
          "database: cannot bring the schema at " + server + " up to date: " + firstLine(e), e);
    }
  }

  private static String firstLine(FlywayException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
  }

  /** Work on a connection. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T on(Connection connection) throws SQLException;
  }

  /**
   * Runs single statements, each a transaction of its own; tried again when another transaction got
   * in the way, so at most one of them may write.
   */
  <T> T statement(Work<T> work) {
    return retrying(() -> autoCommitted(work));
  }

  /** Runs one transaction; tried again from the start when another one got in the way. */
  <T> T transaction(Work<T> work) {
    return retrying(() -> committed(work));
  }

  /**
   * Asks the database for an answer.
   *
   * @return how long it took
   * @throws StoreUnavailableException when there is none, or it cannot be written to
   */
  public Duration ping() {
    long start = System.nanoTime();
    boolean readOnly =
        statement(
            connection -> {
              try (var statement = connection.createStatement();
                  var results =
                      statement.executeQuery("select current_setting('transaction_read_only')")) {
                results.next();
                return results.getString(1).equals("on");
              }
            });
    if (readOnly) {
      throw new StoreUnavailableException(
          "database is read-only", new SQLException("read-only", "25006"));
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Notices between the nodes that share this database. */
  Channels channels() {
    return channels;
  }

  /** For stores of other packages of the gateway that keep their own tables here. */
  public DataSource dataSource() {
    return pool;
  }

  /** Connections in use, and connections open. */
  public record Use(int active, int open, int waiting) {}

  /** How the pool is used now. */
  public Use use() {
    var bean = pool.getHikariPoolMXBean();
    return bean == null
        ? new Use(0, 0, 0)
        : new Use(
            bean.getActiveConnections(),
            bean.getTotalConnections(),
            bean.getThreadsAwaitingConnection());
  }

  @Override
  public void close() {
    channels.close();
    pool.close();
  }

  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws SQLException;
  }

  private static <T> T retrying(Attempt<T> attempt) {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.run();
      } catch (SQLException e) {
        if (tries == TRIES || SqlTrouble.of(e) != SqlTrouble.CONFLICT) {
          throw SqlTrouble.asException(e);
        }
        // Different pauses, so that the same two do not meet again.
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2_000_000L * tries));
      }
    }
  }

  private <T> T autoCommitted(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return work.on(connection);
    }
  }

  private <T> T committed(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      } finally {
        if (!connection.isClosed()) {
          connection.setAutoCommit(true);
        }
      }
    }
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
