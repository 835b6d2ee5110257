package isthmus.cpm.store;

/** Too much waits to be written; nothing of the call was taken. */
public final class StoreOverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the name of the queue and its bound, for the operator. */
  public StoreOverloadedException(String message) {
    super(message, null, false, false);
  }
}
