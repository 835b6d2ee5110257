package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.store.StoreUnavailableException;
import isthmus.cpm.store.WorkSignal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals by LISTEN and NOTIFY. Announcements go through the pool; the listener holds one
 * connection of its own, and makes another when it is lost. What is lost meanwhile, a poll finds.
 */
public final class PostgresWorkSignal implements WorkSignal {
  private static final Logger log = LoggerFactory.getLogger(PostgresWorkSignal.class);
  private static final String CHANNEL = "isthmus_work";
  private static final int WAIT_MILLIS = 500;
  private static final PGNotification[] NONE = {};
  private static final Duration RECONNECT = Duration.ofSeconds(1);

  private final Database database;

  /** Signals on a database. */
  public PostgresWorkSignal(Database database) {
    this.database = requireNonNull(database);
  }

  @Override
  public void announce(Set<Integer> shards) {
    String payload = shards.stream().map(String::valueOf).collect(Collectors.joining(","));
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement notify =
            connection.prepareStatement("select pg_notify('" + CHANNEL + "', ?)")) {
      notify.setString(1, payload);
      notify.execute();
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    } catch (SQLException away) {
      throw new StoreUnavailableException("work not announced: " + away.getMessage(), away);
    }
  }

  @Override
  public AutoCloseable listen(Consumer<Set<Integer>> listener) {
    AtomicBoolean ended = new AtomicBoolean();
    Thread thread =
        Thread.ofVirtual()
            .name("isthmus-listen")
            .start(
                () -> {
                  while (!ended.get()) {
                    listen(listener, ended);
                  }
                });
    return () -> {
      ended.set(true);
      thread.join(Duration.ofSeconds(2));
    };
  }

  /** Listens until the end, or until the connection is lost. */
  private void listen(Consumer<Set<Integer>> listener, AtomicBoolean ended) {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(true);
      execute(connection, "listen " + CHANNEL);
      PGConnection postgres = connection.unwrap(PGConnection.class);
      while (!ended.get()) {
        Set<Integer> shards = new HashSet<>();
        PGNotification[] notifications = postgres.getNotifications(WAIT_MILLIS);
        for (PGNotification notification : notifications == null ? NONE : notifications) {
          shards.addAll(parse(notification.getParameter()));
        }
        if (!shards.isEmpty()) {
          listener.accept(shards);
        }
      }
      execute(connection, "unlisten *");
    } catch (SQLException lost) {
      log.debug("the connection that listens was lost: {}", lost.getMessage());
      LockSupport.parkNanos(RECONNECT.toNanos());
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Anybody who can reach the database can notify: what is no number is passed over. */
  private static Set<Integer> parse(String payload) {
    Set<Integer> shards = new HashSet<>();
    for (String word : payload.split(",", -1)) {
      if (word.matches("\\d{1,4}")) {
        shards.add(Integer.valueOf(word));
      }
    }
    return shards;
  }
}
