package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.Ratio;
import java.time.Duration;

/** The section {@code delivery}. */
public record DeliveryConfiguration(
    @Setting(
            meaning =
                "How long a message is tried, or waits for a client to register, before it fails;"
                    + " its sender's `Expires` may shorten that, to no less than 30 s.",
            fallback = "48h",
            min = "1m",
            max = "30d")
        Duration expiry,
    @Setting(meaning = "When a delivery that failed for the moment is tried again.") Retry retry,
    @Setting(
            meaning =
                "Most deliveries that this node holds in memory; the others wait in the database.",
            fallback = "10000",
            min = "100",
            max = "1000000")
        int maxInMemory,
    @Setting(
            meaning = "Most attempts of this node at a time.",
            fallback = "5000",
            min = "1",
            max = "1000000")
        int maxAttempts,
    @Setting(meaning = "How receipts of other services find their messages.") Receipts receipts,
    @Setting(meaning = "How writes share a transaction.") GroupCommit groupCommit,
    @Setting(
            meaning =
                "How long a node keeps work it has claimed without a sign of life; then another"
                    + " takes it over.",
            fallback = "30s",
            min = "2s",
            max = "10m")
        Duration lease,
    @Setting(
            meaning = "How long finished messages are kept, in whole days.",
            fallback = "30d",
            min = "1d",
            max = "3650d")
        Duration retention,
    @Setting(meaning = "Delivery notifications to CPM senders (RFC 5438).")
        Notifications notifications)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    if (!retention.equals(Duration.ofDays(retention.toDays()))) {
      complaints.error("retention", "must be whole days, such as 30d");
    }
    if (receipts.window().compareTo(retention) > 0) {
      complaints.warning("receipts.window", "is longer than retention, which ends it");
    }
  }

  /** The delay before attempt n+1 is first × factorⁿ⁻¹, at most max, varied by jitter. */
  public record Retry(
      @Setting(
              meaning = "Delay before the second attempt.",
              fallback = "5s",
              min = "10ms",
              max = "1h")
          Duration first,
      @Setting(
              meaning = "What each delay is multiplied by for the next.",
              fallback = "2",
              min = "1",
              max = "100")
          double factor,
      @Setting(meaning = "Longest delay.", fallback = "10m", min = "10ms", max = "1d") Duration max,
      @Setting(
              meaning = "Share of a delay that is left to chance, so that retries do not pile up.",
              fallback = "0.2")
          Ratio jitter)
      implements Checked {

    @Override
    public void check(Complaints complaints) {
      if (max.compareTo(first) < 0) {
        complaints.error("max", "must not be shorter than first");
      }
    }
  }

  /** How long receipts and messages wait for each other. */
  public record Receipts(
      @Setting(
              meaning =
                  "How long after a message was accepted receipts and notifications still find it;"
                      + " later ones count as unknown.",
              fallback = "4d",
              min = "1m",
              max = "3650d")
          Duration window,
      @Setting(
              meaning =
                  "How long a receipt that names no known message waits for one: it may have"
                      + " overtaken the answer to the submit_sm.",
              fallback = "10m",
              min = "1s",
              max = "1d")
          Duration patience) {}

  /** What arrives within a few milliseconds is committed together. */
  public record GroupCommit(
      @Setting(
              meaning =
                  "Longest that a write waits for others while there are many; a lone one never"
                      + " waits.",
              fallback = "4ms",
              min = "0",
              max = "100ms")
          Duration maxDelay,
      @Setting(
              meaning = "Most writes in one transaction.",
              fallback = "500",
              min = "1",
              max = "10000")
          int maxBatch,
      @Setting(
              meaning =
                  "Transactions at a time of each of the five kinds of write; each takes a"
                      + " connection.",
              fallback = "2",
              min = "1",
              max = "16")
          int writers,
      @Setting(
              meaning =
                  "Most writes that wait in each queue; from 90% of it on, new SIP requests get"
                      + " 503.",
              fallback = "20000",
              min = "100",
              max = "1000000")
          int queue) {}

  /** Which notifications are made. */
  public record Notifications(
      @Setting(
              meaning = "Notify of a delivery: when the sender asked, or never.",
              fallback = "on-request")
          PositiveNotification positive,
      @Setting(
              meaning = "Notify of a failure: when the sender asked, always, or never.",
              fallback = "on-request")
          NegativeNotification negative) {}

  /** When a delivery is notified. */
  public enum PositiveNotification {
    /** When the sender asked for it. */
    ON_REQUEST,
    /** Not even then. */
    NEVER
  }

  /** When a failure is notified. */
  public enum NegativeNotification {
    /** When the sender asked for it. */
    ON_REQUEST,
    /** Even unasked. */
    ALWAYS,
    /** Not even when asked. */
    NEVER
  }
}
