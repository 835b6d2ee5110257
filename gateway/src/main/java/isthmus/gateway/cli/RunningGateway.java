package isthmus.gateway.cli;

/** A gateway, or a demo with its peers, that runs in this process. */
public interface RunningGateway extends AutoCloseable {

  /** What to tell the user, such as the console's address; one or more lines. */
  String greeting();

  /** Waits until it has been closed. */
  void awaitEnd() throws InterruptedException;

  /** Ends it and waits for that; may be called twice, and from any thread. */
  @Override
  void close();
}
