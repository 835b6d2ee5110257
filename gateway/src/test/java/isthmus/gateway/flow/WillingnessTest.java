package isthmus.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.interworking.LinkStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WillingnessTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final AtomicReference<List<LinkStatus>> links = new AtomicReference<>(List.of());
  private final Willingness willingness =
      new Willingness(links::get, now::get, Duration.ofSeconds(30));

  private void links(State... states) {
    links.set(
        Stream.of(states)
            .map(
                state ->
                    new LinkStatus(
                        "sms", "s", "ESME", state, now.get(), Optional.empty(), Map.of(), Map.of()))
            .toList());
  }

  private void pass(int seconds) {
    now.updateAndGet(before -> before.plusSeconds(seconds));
  }

  @Test
  void aNodeWithoutLinksIsWilling() {
    pass(1_000);
    assertThat(willingness.getAsBoolean()).isTrue();
  }

  @Test
  void oneLinkOfManyIsEnough() {
    links(State.DOWN, State.DEGRADED, State.CONNECTING);
    pass(1_000);
    assertThat(willingness.getAsBoolean()).isTrue();
  }

  @Test
  void aStartIsGivenTime() {
    links(State.CONNECTING);
    pass(30);
    assertThat(willingness.getAsBoolean()).isTrue();
    pass(1);
    assertThat(willingness.getAsBoolean()).isFalse();
  }

  @Test
  void tryingToComeUpDoesNotCountAsUp() {
    links(State.UP);
    assertThat(willingness.getAsBoolean()).isTrue();
    for (int i = 0; i < 4; i++) {
      pass(10);
      links(i % 2 == 0 ? State.CONNECTING : State.DOWN);
      assertThat(willingness.getAsBoolean()).isEqualTo(i < 3);
    }
  }

  @Test
  void aLinkThatIsBackMakesItWillingAtOnce() {
    links(State.DOWN);
    pass(100);
    assertThat(willingness.getAsBoolean()).isFalse();
    links(State.UP);
    assertThat(willingness.getAsBoolean()).isTrue();
  }
}
