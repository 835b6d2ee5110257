package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * LISTEN and NOTIFY between the nodes that share the database. All channels of a node share one
 * connection, which is made again when it is lost; what is lost meanwhile, a poll has to find.
 */
final class Channels implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Channels.class);
  private static final Pattern NAME = Pattern.compile("[a-z_]{1,60}");
  private static final int WAIT_MILLIS = 500;
  private static final PGNotification[] NONE = {};
  private static final Duration RECONNECT = Duration.ofSeconds(1);
  private static final Duration EVER = Duration.ofDays(10_000);

  private final DataSource pool;
  private final InFlight inFlight;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean ended;
  private boolean started;

  private record Listener(String channel, Consumer<List<String>> payloads) {}

  Channels(DataSource pool, InFlight inFlight) {
    this.pool = requireNonNull(pool);
    this.inFlight = requireNonNull(inFlight);
  }

  /** Notifies on a connection; leaves with its transaction. */
  static void notify(Connection connection, String channel, String payload) throws SQLException {
    try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
      new Parameters(notify).text(channel).text(payload);
      notify.execute();
    }
  }

  /** Notifies at once. */
  void notify(String channel, String payload) {
    try (Connection connection = pool.getConnection()) {
      notify(connection, channel, payload);
    } catch (SQLException away) {
      throw new StoreUnavailableException(
          "no notice on " + channel + ": " + away.getMessage(), away);
    }
  }

  /**
   * Listens, from within a second on.
   *
   * @param payloads is given what came, in its order; must be quick, for others wait
   * @return ends it
   */
  AutoCloseable listen(String channel, Consumer<List<String>> payloads) {
    if (!NAME.matcher(channel).matches()) {
      throw new IllegalArgumentException("not a channel: " + channel);
    }
    Listener listener = new Listener(channel, payloads);
    listeners.add(listener);
    start();
    return () -> listeners.remove(listener);
  }

  private synchronized void start() {
    if (!started && !ended) {
      started = true;
      Thread.ofVirtual().name("isthmus-listen").start(this::run);
    }
  }

  private void run() {
    while (!ended) {
      try (Connection connection = pool.getConnection()) {
        connection.setAutoCommit(true);
        listenUntilAway(connection);
      } catch (SQLException lost) {
        if (!ended) {
          log.debug("the connection that listens was lost: {}", lost.getMessage());
          LockSupport.parkNanos(RECONNECT.toNanos());
        }
      }
    }
  }

  /** On a line that is dead nothing comes: given up with everything else when that is seen. */
  private void listenUntilAway(Connection connection) throws SQLException {
    Connection own = inFlight.begin(connection, System.nanoTime() + EVER.toNanos());
    try {
      listen(connection);
      execute(connection, "unlisten *");
    } finally {
      inFlight.end(own);
    }
  }

  /** Listens until the end, or until the connection is lost. */
  private void listen(Connection connection) throws SQLException {
    PGConnection postgres = connection.unwrap(PGConnection.class);
    Set<String> open = new HashSet<>();
    while (!ended) {
      for (Listener listener : listeners) {
        if (open.add(listener.channel())) {
          execute(connection, "listen " + listener.channel());
        }
      }
      PGNotification[] notifications = postgres.getNotifications(WAIT_MILLIS);
      deliver(Stream.of(notifications == null ? NONE : notifications).toList());
    }
  }

  private void deliver(List<PGNotification> notifications) {
    if (notifications.isEmpty()) {
      return;
    }
    for (Listener listener : listeners) {
      List<String> payloads = new ArrayList<>();
      for (PGNotification notification : notifications) {
        if (notification.getName().equals(listener.channel())) {
          payloads.add(notification.getParameter());
        }
      }
      if (!payloads.isEmpty()) {
        listener.payloads().accept(payloads);
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    ended = true;
  }
}
