package isthmus.gateway.store;

/** The database answered that a statement or its data is wrong; nothing of it was written. */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String sqlState;

  DatabaseException(String message, String sqlState, Throwable cause) {
    super(message, cause);
    this.sqlState = sqlState;
  }

  /** The SQLSTATE, five characters, or an empty text. */
  public String sqlState() {
    return sqlState;
  }
}
