package isthmus.cpm.store;

/** The database is away or refuses to work; nothing of the call was written. */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With one line for the operator. */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
