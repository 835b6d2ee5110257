package isthmus.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import isthmus.cpm.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/** A pool of connections to the database, with its schema brought up to date. */
public final class Database implements AutoCloseable {
  /** How often a transaction is tried that another one got in the way of. */
  private static final int TRIES = 6;

  /** Who has waited so long for a lock of somebody else is told instead of waiting once more. */
  private static final Duration TRYING = Duration.ofSeconds(5);

  /** How often an idle connection is used, so that one which is dead is not found by a message. */
  private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);

  /**
   * Plans are made while tables are still empty and then kept. Every statement of the hot path
   * reaches its rows by an index, from an array of keys, so say that once, instead of hoping that
   * statistics come before the plan.
   */
  private static final String SESSION =
      "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;"
          + " set jit = off; set max_parallel_workers_per_gather = 0;"
          + " set plan_cache_mode = force_generic_plan; set synchronous_commit = on;"
          + " set lock_timeout = '3s'; set client_connection_check_interval = '5s';"
          + " set timezone = 'UTC'";

  /** For what may take minutes. */
  private static final String LENGTHY =
      "set local statement_timeout = '10min'; set local lock_timeout = '10s';"
          + " set local idle_in_transaction_session_timeout = '2min'";

  private static final Duration LONGEST = Duration.ofMinutes(12);

  /** A migration may rewrite a large table, but must not keep others from theirs for long. */
  private static final String MIGRATING =
      "set statement_timeout = '1h'; set lock_timeout = '30s'; set timezone = 'UTC'";

  private static final Duration MIGRATION = Duration.ofMinutes(61);

  private final HikariDataSource pool;
  private final Channels channels;
  private final DatabaseSource.Server server;
  private final Settings settings;
  private final InFlight inFlight = new InFlight();
  private volatile Optional<DatabaseWatch> watch = Optional.empty();

  private Database(HikariDataSource pool, DatabaseSource.Server server, Settings settings) {
    this.pool = pool;
    this.server = server;
    this.settings = settings;
    this.channels = new Channels(pool, inFlight);
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

    /** How long a statement may take at the server, in seconds. */
    private long statementSeconds() {
      return Math.max(10, patience.toSeconds());
    }

    /** How long a connection waits for the server: longer, so that the server says it first. */
    private long networkSeconds() {
      return statementSeconds() + 2;
    }

    /** How long a piece of work may take with all its statements and tries. */
    private Duration work() {
      return Duration.ofSeconds(statementSeconds() + 5);
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
    config.setKeepaliveTime(KEEP_ALIVE.toMillis());
    config.setConnectionInitSql(
        SESSION
            + "; set statement_timeout = '%ds'; set idle_in_transaction_session_timeout = '%ds'"
                .formatted(settings.statementSeconds(), settings.networkSeconds()));
    config.addDataSourceProperty("ApplicationName", "isthmus");
    config.addDataSourceProperty("prepareThreshold", "1");
    config.addDataSourceProperty("preparedStatementCacheQueries", "512");
    config.addDataSourceProperty("binaryTransfer", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("loginTimeout", String.valueOf(settings.networkSeconds()));
    config.addDataSourceProperty("socketTimeout", String.valueOf(settings.networkSeconds()));
    migrate(server, settings);
    return new Database(new HikariDataSource(config), server, settings);
  }

  private static DataSource migrating(DatabaseSource.Server server, Settings settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(server.url());
    server.user().ifPresent(source::setUser);
    server.password().ifPresent(source::setPassword);
    source.setApplicationName("isthmus");
    source.setTcpKeepAlive(true);
    source.setConnectTimeout((int) settings.networkSeconds());
    source.setLoginTimeout((int) settings.networkSeconds());
    source.setSocketTimeout((int) MIGRATION.toSeconds());
    return source;
  }

  private static void migrate(DatabaseSource.Server server, Settings settings) {
    try {
      Flyway.configure()
          .dataSource(migrating(server, settings))
          .initSql(MIGRATING)
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
    return retrying(() -> committed(settings.work(), work));
  }

  /**
   * Runs one transaction that may take minutes: housekeeping, or reading what is of no message's
   * way. Everything else is held to seconds.
   */
  <T> T lengthy(Work<T> work) {
    return retrying(
        () ->
            committed(
                LONGEST,
                connection -> {
                  connection.setNetworkTimeout(Runnable::run, (int) LONGEST.toMillis());
                  try (Statement statement = connection.createStatement()) {
                    statement.execute(LENGTHY);
                  }
                  return work.on(connection);
                }));
  }

  /**
   * Watches the database from now on: while it is away everything fails at once, what it keeps
   * waiting is given up, and it is told when there is no room for more.
   */
  public void watch(DatabaseHost host) {
    watch = Optional.of(DatabaseWatch.start(server, settings.patience(), host, inFlight));
  }

  /** How the database is, as {@link #watch} sees it; well when nobody watches. */
  public DatabaseCondition condition() {
    return watch.map(DatabaseWatch::condition).orElse(DatabaseCondition.WELL);
  }

  /**
   * Refuses what is new while there is no room for it, before the disk is full to the last block.
   */
  void requireRoom() {
    DatabaseCondition now = condition();
    if (!now.isWell()) {
      throw unavailable(now);
    }
  }

  private static StoreUnavailableException unavailable(DatabaseCondition now) {
    return new StoreUnavailableException(
        "database unavailable: " + now.detail(), new SQLException(now.detail(), "08000"));
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

  /** For stores of other packages of the gateway that keep their own tables here. */
  public DataSource dataSource() {
    return pool;
  }

  /** Notices between the nodes that share this database. */
  Channels channels() {
    return channels;
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
    watch.ifPresent(DatabaseWatch::close);
    pool.close();
  }

  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws SQLException;
  }

  private <T> T retrying(Attempt<T> attempt) {
    long deadline = System.nanoTime() + TRYING.toNanos();
    for (int tries = 1; ; tries++) {
      DatabaseCondition now = condition();
      if (now.state() == DatabaseCondition.State.AWAY) {
        throw unavailable(now);
      }
      try {
        return attempt.run();
      } catch (SQLException e) {
        watch.ifPresent(watching -> watching.failed(e));
        if (tries == TRIES
            || SqlTrouble.of(e) != SqlTrouble.CONFLICT
            || System.nanoTime() - deadline > 0) {
          throw SqlTrouble.asException(e);
        }
        // Different pauses, so that the same two do not meet again.
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2_000_000L * tries));
      }
    }
  }

  private <T> T autoCommitted(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return bounded(connection, settings.work(), work);
    }
  }

  private <T> T committed(Duration limit, Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return bounded(connection, limit, same -> committed(same, work));
    }
  }

  private <T> T bounded(Connection connection, Duration limit, Work<T> work) throws SQLException {
    Connection own = inFlight.begin(connection, System.nanoTime() + limit.toNanos());
    try {
      return work.on(connection);
    } finally {
      inFlight.end(own);
    }
  }

  private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
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

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
