package isthmus.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.observe.GatewayGauges.Traffic;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SamplerTest {

  @Test
  void aRateIsACountByTheTimeItTook() {
    Rates rates =
        Rates.between(
            new Traffic(100, 0, 10, 0, 7), new Traffic(350, 0, 11, 0, 7), Duration.ofMillis(1_250));
    assertThat(rates).isEqualTo(new Rates(200, 0.8, 0, 0));
  }

  @Test
  void aClockThatStoodStillOrWentBackGivesNoRate() {
    Traffic before = new Traffic(0, 0, 0, 0, 0);
    Traffic after = new Traffic(5, 5, 5, 5, 5);
    assertThat(Rates.between(before, after, Duration.ZERO)).isEqualTo(Rates.NONE);
    assertThat(Rates.between(before, after, Duration.ofSeconds(-1))).isEqualTo(Rates.NONE);
  }

  @Test
  void aCountThatBeganAnewGivesNoNegativeRate() {
    assertThat(
            Rates.between(
                new Traffic(9, 9, 9, 9, 9), new Traffic(0, 0, 0, 0, 0), Duration.ofSeconds(1)))
        .isEqualTo(Rates.NONE);
  }
}
