package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database every second whether it answers and has room, on a connection and a thread of
 * its own, so that neither a busy pool nor somebody who waits is in its way. While the database is
 * away everything else fails at once instead of waiting, and what waits already is given up.
 */
final class DatabaseWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofSeconds(5);
  private static final long MB = 1L << 20;

  /**
   * Below this nothing new is accepted. It is for what is under way: results, receipts, and a
   * server that stops for good when it cannot write its log.
   */
  private static final long RESERVE = 64 * MB;

  /** From this on it is accepted again, so that it does not go to and fro. */
  private static final long ENOUGH = 80 * MB;

  private static final String HOW_IT_IS =
      "select current_setting('transaction_read_only'), clock_timestamp()";

  /** What is written, and taken back, to see that a disk that was full has room again. */
  private static final String FILL =
      "create temporary table isthmus_room (filler text) on commit drop;"
          + " alter table isthmus_room alter column filler set storage plain;"
          + " insert into isthmus_room select repeat('x', 7000) from generate_series(1, 2400)";

  private final DatabaseSource.Server server;
  private final Duration patience;
  private final DatabaseHost host;
  private final InFlight inFlight;
  private final DatabaseClock clock;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;

  /** When a server that did not start is started again, by {@link System#nanoTime}. */
  private long notBefore = System.nanoTime();

  private Optional<Connection> own = Optional.empty();
  private volatile DatabaseCondition condition = DatabaseCondition.WELL;

  /** What a statement said that found no room; empty when all found some. */
  private volatile Optional<String> noRoom = Optional.empty();

  /**
   * Begins to watch.
   *
   * @param patience how long an answer may take
   */
  static DatabaseWatch start(
      DatabaseSource.Server server,
      Duration patience,
      DatabaseHost host,
      InFlight inFlight,
      DatabaseClock clock) {
    DatabaseWatch watch = new DatabaseWatch(server, patience, host, inFlight, clock);
    watch.thread.start();
    return watch;
  }

  private DatabaseWatch(
      DatabaseSource.Server server,
      Duration patience,
      DatabaseHost host,
      InFlight inFlight,
      DatabaseClock clock) {
    this.server = requireNonNull(server);
    this.patience = requireNonNull(patience);
    this.host = requireNonNull(host);
    this.inFlight = requireNonNull(inFlight);
    this.clock = requireNonNull(clock);
    this.thread = Thread.ofPlatform().name("isthmus-database").daemon().unstarted(this::run);
  }

  DatabaseCondition condition() {
    return condition;
  }

  /** A statement failed. */
  void failed(SQLException failure) {
    if (SqlTrouble.isFull(failure)) {
      String why = "disk full: " + SqlTrouble.line(failure);
      noRoom = Optional.of(why);
      if (condition.isWell()) {
        become(DatabaseCondition.full(why));
      }
    }
  }

  private void run() {
    try {
      do {
        look();
      } while (!ended.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      log.debug("no longer watched");
    } finally {
      disconnect();
    }
  }

  private void look() {
    try {
      become(answering());
      inFlight.abortOverdue(System.nanoTime());
    } catch (SQLException away) {
      disconnect();
      become(DatabaseCondition.away(shortOfRoom().orElseGet(() -> SqlTrouble.line(away))));
      inFlight.abortAll();
      revive();
    } catch (RuntimeException bug) {
      log.error("the database cannot be watched", bug);
    }
  }

  /** Also called when it is frozen: then its process is there, and nothing is done. */
  private void revive() {
    if (System.nanoTime() - notBefore < 0) {
      return;
    }
    host.revive()
        .ifPresent(
            why -> {
              notBefore = System.nanoTime() + REST.toNanos();
              become(DatabaseCondition.away(shortOfRoom().orElse(why)));
            });
  }

  private void become(DatabaseCondition now) {
    DatabaseCondition before = condition;
    condition = now;
    if (ended.getCount() > 0 && before.state() != now.state()) {
      switch (now.state()) {
        case WELL -> log.info("The database can be written to again");
        case FULL, AWAY -> log.warn("The database takes nothing new: {}", now.detail());
      }
    }
  }

  private DatabaseCondition answering() throws SQLException {
    Connection connection = connected();
    if (onlyReads(connection)) {
      return DatabaseCondition.away("database is read-only");
    }
    Optional<String> little = shortOfRoom();
    if (little.isPresent()) {
      return DatabaseCondition.full(little.get());
    }
    if (noRoom.isPresent()) {
      Optional<String> still = filled(connection);
      if (still.isPresent()) {
        return DatabaseCondition.full(still.get());
      }
      noRoom = Optional.empty();
    }
    return DatabaseCondition.WELL;
  }

  private Connection connected() throws SQLException {
    if (own.isEmpty()) {
      own = Optional.of(server.connect(patience));
    }
    return own.get();
  }

  private boolean onlyReads(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      DatabaseClock.Asked asked = clock.ask();
      try (ResultSet row = statement.executeQuery(HOW_IT_IS)) {
        row.next();
        clock.answered(asked, row.getObject(2, OffsetDateTime.class).toInstant());
        return row.getString(1).equals("on");
      }
    }
  }

  /** Why nothing new should be written, as far as the file system tells. */
  private Optional<String> shortOfRoom() {
    OptionalLong usable = host.usableBytes();
    long needed = condition.state() == DatabaseCondition.State.FULL ? ENOUGH : RESERVE;
    return usable.isPresent() && usable.getAsLong() < needed
        ? Optional.of(
            "disk full: %d MB are free where the database is, it needs %d MB"
                .formatted(usable.getAsLong() / MB, needed / MB))
        : Optional.empty();
  }

  private static Optional<String> filled(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(FILL);
      return Optional.empty();
    } catch (SQLException failure) {
      if (SqlTrouble.isFull(failure)) {
        return Optional.of("disk full: " + SqlTrouble.line(failure));
      }
      throw failure;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private void disconnect() {
    own.ifPresent(
        connection -> {
          try {
            // Without a word: whoever does not answer does not read either.
            connection.abort(Runnable::run);
          } catch (SQLException gone) {
            log.debug("not closed: {}", gone.getMessage());
          }
        });
    own = Optional.empty();
  }

  /** Watches no more; waits for what it is about to do for the server. */
  @Override
  public void close() {
    ended.countDown();
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
