package isthmus.gateway.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverloadTest {
  @ParameterizedTest
  @CsvSource({"false, false, false", "true, false, true", "false, true, true", "true, true, true"})
  void requestsAreRefusedWhileTheDatabaseIsAwayOrTooMuchWaits(
      boolean suspended, boolean nearlyFull, boolean refused) {
    Overload overload = new Overload(() -> suspended, () -> nearlyFull, Duration.ofSeconds(7));
    assertThat(overload.refusal().isPresent()).isEqualTo(refused);
    overload.refusal().ifPresent(delay -> assertThat(delay).isEqualTo(Duration.ofSeconds(7)));
  }
}
