package isthmus.gateway.bench;

import java.util.concurrent.TimeUnit;

/**
 * What became of a run of messages: the ledger added up.
 *
 * @param sent requests, retransmissions aside
 * @param accepted answered with 2xx
 * @param refused answered with anything else
 * @param unanswered without a final answer
 * @param lost accepted and never submitted
 * @param duplicates accepted or not, submitted more than once
 * @param missing accepted, and no notification came
 * @param repeated more than one notification came
 * @param failed a notification said that it failed
 */
record Account(
    int sent,
    int accepted,
    int refused,
    int unanswered,
    int lost,
    int duplicates,
    int missing,
    int repeated,
    int failed) {

  /** Adds up messages from a number up to, not including, another. */
  static Account of(Ledger ledger, int from, int to) {
    int accepted = 0;
    int refused = 0;
    int lost = 0;
    int duplicates = 0;
    int missing = 0;
    int repeated = 0;
    int failed = 0;
    for (int message = from; message < to; message++) {
      boolean taken = ledger.isAccepted(message);
      if (taken) {
        accepted++;
        // The SMSC cannot confirm what never reached it: a message that failed is not lost.
        lost += ledger.submits(message) == 0 && !ledger.isFailed(message) ? 1 : 0;
        missing += ledger.notifications(message) == 0 ? 1 : 0;
      } else if (ledger.status(message) != 0) {
        refused++;
      }
      duplicates += ledger.submits(message) > 1 ? 1 : 0;
      repeated += ledger.notifications(message) > 1 ? 1 : 0;
      failed += ledger.isFailed(message) ? 1 : 0;
    }
    int sent = to - from;
    return new Account(
        sent,
        accepted,
        refused,
        sent - accepted - refused,
        lost,
        duplicates,
        missing,
        repeated,
        failed);
  }

  /** Nothing that was accepted is still on its way. */
  boolean isSettled() {
    return lost == 0 && missing == 0;
  }

  /**
   * How the duplicates lie around a crash.
   *
   * @param inFlight first submitted shortly before it, or read from the line just behind it
   * @param others first submitted at any other time
   * @param oldestMillis the longest time between a first submission and the crash, of those in
   *     flight
   */
  record CrashDuplicates(int inFlight, int others, long oldestMillis) {
    /** What a killed gateway has written is read within this time; it starts again later. */
    private static final long READ_AFTER = TimeUnit.SECONDS.toNanos(1);

    /**
     * Sorts them.
     *
     * @param crashNanos when the gateway was killed
     * @param shortly how long before the crash a message may have been submitted and count as in
     *     flight, in nanoseconds
     */
    static CrashDuplicates of(Ledger ledger, int from, int to, long crashNanos, long shortly) {
      int inFlight = 0;
      int others = 0;
      long oldest = 0;
      for (int message = from; message < to; message++) {
        if (ledger.submits(message) < 2) {
          continue;
        }
        long before = crashNanos - ledger.submittedAt(message);
        if (before >= -READ_AFTER && before <= shortly) {
          inFlight++;
          oldest = Math.max(oldest, before);
        } else {
          others++;
        }
      }
      return new CrashDuplicates(inFlight, others, TimeUnit.NANOSECONDS.toMillis(oldest));
    }
  }
}
