package isthmus.gateway.observe;

import isthmus.gateway.observe.GatewayGauges.Traffic;
import java.time.Duration;

/** Traffic in a second, from two counts and the time between them. */
public record Rates(double accepted, double submitted, double receipts, double notifications) {
  /** No traffic. */
  public static final Rates NONE = new Rates(0, 0, 0, 0);

  static Rates between(Traffic before, Traffic after, Duration time) {
    double seconds = time.toNanos() / 1e9;
    if (seconds <= 0) {
      return NONE;
    }
    return new Rates(
        rate(after.accepted() - before.accepted(), seconds),
        rate(after.submitted() - before.submitted(), seconds),
        rate(after.receipts() - before.receipts(), seconds),
        rate(after.notifications() - before.notifications(), seconds));
  }

  private static double rate(long count, double seconds) {
    return Math.round(Math.max(0, count) / seconds * 10) / 10.0;
  }
}
