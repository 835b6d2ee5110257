package isthmus.gateway.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What became of every message, by its number. Times are {@link System#nanoTime}; 0 stands for "has
 * not happened". Safe for several threads: an event counts when it is first seen.
 */
public final class Ledger {
  /** Largest number of messages. */
  public static final int MAX_MESSAGES = 8_000_000;

  private final AtomicLongArray sent;
  private final AtomicLongArray answered;
  private final AtomicLongArray submitted;
  private final AtomicLongArray notified;
  private final AtomicLongArray detail;

  // Layout of `detail`, so that one array serves the small facts of a message.
  private static final int STATUS_BITS = 10;
  private static final long STATUS_MASK = (1L << STATUS_BITS) - 1;
  private static final int SUBMITS_SHIFT = STATUS_BITS;
  private static final int NOTIFICATIONS_SHIFT = 26;
  private static final int FAILED_SHIFT = 42;
  private static final long COUNT_MASK = 0xffff;

  /** A ledger for numbers from 0 below the capacity. */
  public Ledger(int capacity) {
    if (capacity < 1 || capacity > MAX_MESSAGES) {
      throw new IllegalArgumentException(
          "a run has 1 to " + MAX_MESSAGES + " messages, not " + capacity);
    }
    sent = new AtomicLongArray(capacity);
    answered = new AtomicLongArray(capacity);
    submitted = new AtomicLongArray(capacity);
    notified = new AtomicLongArray(capacity);
    detail = new AtomicLongArray(capacity);
  }

  /** How many messages it can hold. */
  public int capacity() {
    return sent.length();
  }

  /** The request was sent for the first time. */
  public void sent(int message, long now) {
    sent.set(message, now);
  }

  /**
   * The request was answered.
   *
   * @return true for the first answer
   */
  public boolean answered(int message, int status, long now) {
    if (!knows(message) || !answered.compareAndSet(message, 0, now)) {
      return false;
    }
    detail.accumulateAndGet(message, status & STATUS_MASK, (old, add) -> old | add);
    return true;
  }

  /** It was submitted to the SMSC, perhaps not for the first time. */
  public void submitted(int message, long now) {
    if (knows(message)) {
      submitted.compareAndSet(message, 0, now);
      detail.addAndGet(message, 1L << SUBMITS_SHIFT);
    }
  }

  /** A notification about it came, perhaps not the first one. */
  public void notified(int message, boolean delivered, long now) {
    if (knows(message)) {
      notified.compareAndSet(message, 0, now);
      detail.addAndGet(message, 1L << NOTIFICATIONS_SHIFT);
      if (!delivered) {
        detail.accumulateAndGet(message, 1L << FAILED_SHIFT, (old, add) -> old | add);
      }
    }
  }

  private boolean knows(int message) {
    return message >= 0 && message < sent.length() && sent.get(message) != 0;
  }

  /** When it was first sent. */
  public long sentAt(int message) {
    return sent.get(message);
  }

  /** When it was answered. */
  public long answeredAt(int message) {
    return answered.get(message);
  }

  /** When it was first submitted. */
  public long submittedAt(int message) {
    return submitted.get(message);
  }

  /** When its first notification came. */
  public long notifiedAt(int message) {
    return notified.get(message);
  }

  /** The status of the answer, 0 without one. */
  public int status(int message) {
    return (int) (detail.get(message) & STATUS_MASK);
  }

  /** Whether it was answered with a 2xx. */
  public boolean isAccepted(int message) {
    int status = status(message);
    return status >= 200 && status < 300;
  }

  /** How often it was submitted. */
  public int submits(int message) {
    return (int) (detail.get(message) >> SUBMITS_SHIFT & COUNT_MASK);
  }

  /** How many notifications about it came, retransmissions aside. */
  public int notifications(int message) {
    return (int) (detail.get(message) >> NOTIFICATIONS_SHIFT & COUNT_MASK);
  }

  /** Whether a notification said that it failed. */
  public boolean isFailed(int message) {
    return (detail.get(message) >> FAILED_SHIFT & 1) != 0;
  }
}
