package isthmus.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-05T12:00:00Z"));
  private final InstantSource clock = now::get;
  private final Throttle throttle = new Throttle(clock, 100);

  private void fail(int times, String account, String peer) {
    for (int i = 0; i < times; i++) {
      assertThat(throttle.begin(account, peer)).isEmpty();
    }
  }

  private void later(Duration duration) {
    now.updateAndGet(at -> at.plus(duration));
  }

  @Test
  void afterFiveFailuresAnAccountWaitsTwiceAsLongEachTime() {
    fail(5, "alice", "10.0.0.1");
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      assertThat(throttle.begin("alice", "10.9.9." + seconds))
          .contains(Duration.ofSeconds(seconds));
      later(Duration.ofSeconds(seconds));
      fail(1, "alice", "10.9.9." + seconds);
    }
    assertThat(throttle.begin("bob", "10.0.0.2")).isEmpty();
  }

  @Test
  void anAttemptThatHasToWaitDoesNotLengthenTheWait() {
    fail(5, "alice", "10.0.0.1");
    for (int i = 0; i < 50; i++) {
      assertThat(throttle.begin("alice", "10.0.0.1")).contains(Duration.ofSeconds(1));
    }
  }

  @Test
  void anAddressThatTriesManyAccountsWaitsToo() {
    for (int i = 0; i < 20; i++) {
      assertThat(throttle.begin("name" + i, "10.0.0.1")).isEmpty();
    }
    assertThat(throttle.begin("another", "10.0.0.1")).isPresent();
    assertThat(throttle.begin("another", "10.0.0.2")).isEmpty();
  }

  @Test
  void theAddressesOfOneNetworkOfVersionSixAreOne() {
    for (int i = 0; i < 20; i++) {
      assertThat(throttle.begin("name" + i, "2001:db8::" + Integer.toHexString(i))).isEmpty();
    }
    assertThat(throttle.begin("another", "2001:db8::ffff")).isPresent();
    assertThat(throttle.begin("another", "2001:db8:0:1::1")).isEmpty();
  }

  @Test
  void aSuccessMakesAnAccountBeginAnew() {
    fail(4, "alice", "10.0.0.1");
    throttle.succeeded("alice", "10.0.0.1");
    fail(5, "alice", "10.0.0.1");
    assertThat(throttle.begin("alice", "10.0.0.1")).isPresent();
  }

  @Test
  void anHourLaterAllIsForgotten() {
    fail(5, "alice", "10.0.0.1");
    later(Duration.ofMinutes(61));
    fail(5, "alice", "10.0.0.1");
  }

  @Test
  void nobodyMakesItRememberMoreThanItMay() {
    for (int i = 0; i < 10_000; i++) {
      Optional<Duration> ignored = throttle.begin("name" + i, "10.0." + i / 250 + "." + i % 250);
      assertThat(ignored).isEmpty();
    }
    assertThat(throttle.size()).isLessThanOrEqualTo(200);
  }
}
