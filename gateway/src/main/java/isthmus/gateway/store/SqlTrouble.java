package isthmus.gateway.store;

import isthmus.cpm.store.StoreUnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** What an SQL exception means for the caller. */
enum SqlTrouble {
  /** The database is away, shuts down, is full or read-only: try again later. */
  UNAVAILABLE,
  /** Another transaction was in the way: try again at once. */
  CONFLICT,
  /** The statement or its data is wrong. */
  WRONG;

  /** Classes of PostgreSQL's appendix A, "PostgreSQL Error Codes". */
  static SqlTrouble of(SQLException e) {
    String state = stateOf(e);
    if (state.equals("40001") || state.equals("40P01") || state.equals("55P03")) {
      return CONFLICT;
    }
    if (e instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P")
        || state.startsWith("58")
        || state.equals("57014")
        || state.equals("25006")
        || state.equals("28P01")
        || state.equals("3D000")
        || state.isEmpty()) {
      return UNAVAILABLE;
    }
    return WRONG;
  }

  /** Whether there was no room on the disk. */
  static boolean isFull(SQLException e) {
    return stateOf(e).equals("53100");
  }

  static RuntimeException asException(SQLException e) {
    return switch (of(e)) {
      case UNAVAILABLE ->
          new StoreUnavailableException(
              (isFull(e) ? "disk full: " : "database unavailable: ") + line(e), e);
      case CONFLICT -> new StoreUnavailableException("database too busy: " + line(e), e);
      case WRONG -> new DatabaseException(line(e), stateOf(e), e);
    };
  }

  private static String stateOf(SQLException e) {
    String state = e.getSQLState();
    return state == null ? "" : state;
  }

  /** The first line of what it says. */
  static String line(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
