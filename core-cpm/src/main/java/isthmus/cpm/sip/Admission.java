package isthmus.cpm.sip;

import java.time.Duration;
import java.util.Optional;

/**
 * Asked for every new request before it is handed on; must be cheap and not block. The endpoint's
 * own limits on requests in progress and per second come first.
 */
@FunctionalInterface
public interface Admission {
  /** Empty to let a request in; else it is answered 503 with this time as Retry-After. */
  Optional<Duration> refusal();

  static Admission always() {
    return Optional::empty;
  }
}
