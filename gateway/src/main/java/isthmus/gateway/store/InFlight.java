package isthmus.gateway.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections on which something is being done, and until when it may take. A server that is
 * frozen, or a network that swallows everything, keeps a thread in a read or a write that no
 * setting of the server ends; closing its socket does. Safe for any thread.
 */
final class InFlight {
  private static final Logger log = LoggerFactory.getLogger(InFlight.class);

  private final Map<Connection, Long> deadlines = new ConcurrentHashMap<>();

  /**
   * Notes that something begins.
   *
   * @param deadline by {@link System#nanoTime}
   * @return what {@link #end} is to be told
   */
  Connection begin(Connection pooled, long deadline) throws SQLException {
    // The pool's own wrapper is given to somebody else afterwards.
    Connection own = pooled.unwrap(Connection.class);
    deadlines.put(own, deadline);
    return own;
  }

  void end(Connection own) {
    deadlines.remove(own);
  }

  /** Gives up what takes too long. */
  void abortOverdue(long now) {
    abort(deadline -> now - deadline > 0);
  }

  /** Gives up everything. */
  void abortAll() {
    abort(_ -> true);
  }

  private void abort(LongPredicate which) {
    deadlines.forEach(
        (connection, deadline) -> {
          if (which.test(deadline) && deadlines.remove(connection, deadline)) {
            try {
              connection.abort(Runnable::run);
            } catch (SQLException gone) {
              log.debug("not aborted: {}", gone.getMessage());
            }
          }
        });
  }
}
