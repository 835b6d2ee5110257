package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.Ratio;
import java.time.Duration;

/** The section {@code delivery}. */
public record DeliveryConfiguration(
    @Setting(
            meaning = "How long a message is tried when its sender sets no expiry.",
            fallback = "48h",
            min = "1m",
            max = "30d")
        Duration expiry,
    @Setting(meaning = "When a delivery that failed for the moment is tried again.") Retry retry,
    @Setting(meaning = "Messages that wait for a client to register.") Deferral deferral,
    @Setting(
            meaning =
                "Most deliveries that this node holds in memory; the others wait in the database.",
            fallback = "10000",
            min = "100",
            max = "1000000")
        int maxInMemory,
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

  /** Messages for users without a registered client. */
  public record Deferral(
      @Setting(
              meaning = "How long a message waits when its sender sets no expiry.",
              fallback = "48h",
              min = "1m",
              max = "30d")
          Duration expiry,
      @Setting(
              meaning =
                  "Most deferred messages on their way to one user at a time once a client"
                      + " registers.",
              fallback = "5",
              min = "1",
              max = "1000")
          int pushWindow) {}

  /** What arrives within a few milliseconds is committed together. */
  public record GroupCommit(
      @Setting(
              meaning = "Longest that a write waits for others.",
              fallback = "2ms",
              min = "0",
              max = "1s")
          Duration maxDelay,
      @Setting(
              meaning = "Most writes in one transaction.",
              fallback = "256",
              min = "1",
              max = "10000")
          int maxBatch) {}

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
