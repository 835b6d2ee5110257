package isthmus.gateway.flow;

import java.util.concurrent.atomic.LongAdder;

/** Counts what passes, since the start, over all services and both directions. */
public final class Tally {
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder submitted = new LongAdder();
  private final LongAdder receipts = new LongAdder();
  private final LongAdder notifications = new LongAdder();

  void oneAccepted() {
    accepted.increment();
  }

  void oneRefused() {
    refused.increment();
  }

  void oneSubmitted() {
    submitted.increment();
  }

  void oneReceipt() {
    receipts.increment();
  }

  void oneNotification() {
    notifications.increment();
  }

  /** Messages on disk. */
  public long accepted() {
    return accepted.sum();
  }

  /** Messages refused for good. */
  public long refused() {
    return refused.sum();
  }

  /** Messages that a service or a client took. */
  public long submitted() {
    return submitted.sum();
  }

  /** Receipts of services and notifications of clients that moved a delivery. */
  public long receipts() {
    return receipts.sum();
  }

  /** Notifications that somebody took. */
  public long notifications() {
    return notifications.sum();
  }
}
