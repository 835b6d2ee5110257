package isthmus.gateway.flow;

/** A bounded queue is full. */
public final class OverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the name of the queue and its bound, for the operator. */
  public OverloadedException(String message) {
    super(message, null, false, false);
  }
}
