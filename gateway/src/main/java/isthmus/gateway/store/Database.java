package isthmus.gateway.store;

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

/** A pool of connections to the database, with its schema brought up to date. */
public final class Database implements AutoCloseable {
  /** How often a transaction is tried that another one got in the way of. */
  private static final int TRIES = 6;

  /** Who has waited so long for a lock of somebody else is told instead of waiting once more. */
  private static final Duration TRYING = Duration.ofSeconds(5);

  /** For what may take minutes. */
  private static final String LENGTHY =
      "set local statement_timeout = '10min'; set local lock_timeout = '10s';"
          + " set local idle_in_transaction_session_timeout = '2min'";

  private static final Duration LONGEST = Duration.ofMinutes(12);

  private final HikariDataSource pool;
  private final Channels channels;
  private final DatabaseSource.Server server;
  private final Settings settings;
  private final InFlight inFlight = new InFlight();

  /** The transaction that all work on this thread is part of. */
  private final ScopedValue<Connection> joined = ScopedValue.newInstance();

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
    long statementSeconds() {
      return Math.max(10, patience.toSeconds());
    }

    /** How long a connection waits for the server: longer, so that the server says it first. */
    long networkSeconds() {
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
    DatabaseSchema.migrate(server, settings);
    return new Database(ConnectionPool.on(server, settings), server, settings);
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
    if (joined.isBound()) {
      return joining(work);
    }
    return retrying(() -> autoCommitted(work));
  }

  /** Runs one transaction; tried again from the start when another one got in the way. */
  <T> T transaction(Work<T> work) {
    if (joined.isBound()) {
      return joining(work);
    }
    return retrying(() -> committed(settings.work(), work));
  }

  /** Several pieces of work. */
  @FunctionalInterface
  public interface Change<T, E extends Exception> {
    /** Does them, on one thread. */
    T make() throws E;
  }

  /**
   * Makes everything that a change does on this thread and this database one transaction; the whole
   * change is made again when another one got in the way.
   *
   * @throws E what the change throws; nothing is kept then
   */
  <T, E extends Exception> T together(Change<T, E> change) throws E {
    if (joined.isBound()) {
      return change.make();
    }
    try {
      return transaction(connection -> joinedBy(connection, change));
    } catch (GivenUp given) {
      @SuppressWarnings("unchecked") // Nothing else is thrown by the change, and wrapped.
      E why = (E) given.why;
      throw why;
    }
  }

  /** A change ended with an exception of its own. */
  private static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Exception why;

    GivenUp(Exception why) {
      super(why);
      this.why = why;
    }
  }

  /** A statement within a change failed; the change has to be made again, or ends. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient SQLException why;

    Broken(SQLException why) {
      super(why);
      this.why = why;
    }
  }

  private <T, E extends Exception> T joinedBy(Connection connection, Change<T, E> change)
      throws SQLException {
    try {
      return ScopedValue.where(joined, connection).call(change::make);
    } catch (Broken broken) {
      throw broken.why;
    } catch (RuntimeException unchecked) {
      throw unchecked;
    } catch (Exception why) {
      throw new GivenUp(why);
    }
  }

  private <T> T joining(Work<T> work) {
    try {
      return work.on(joined.get());
    } catch (SQLException why) {
      throw new Broken(why);
    }
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
   *
   * @param clock is kept at the database's time
   */
  public void watch(DatabaseHost host, DatabaseClock clock) {
    watch = Optional.of(DatabaseWatch.start(server, settings.patience(), host, inFlight, clock));
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
