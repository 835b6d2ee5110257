package isthmus.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Percentiles, timers and what is read from other programs. */
final class MeasuresTest {

  @Test
  void aPercentileIsTheNearestRank() {
    long[] oneToHundred = LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).toArray();

    Percentiles percentiles = Percentiles.of(oneToHundred);

    assertThat(percentiles.millis(0.50)).hasValue(50.0);
    assertThat(percentiles.millis(0.99)).hasValue(99.0);
    assertThat(percentiles.millis(1.0)).hasValue(100.0);
  }

  @Test
  void nothingHasNoPercentile() {
    assertThat(Percentiles.of(new long[0]).millis(0.99)).isEmpty();
  }

  @Test
  void anUnansweredRequestIsSentAgainByTimerEUntilTimerF() {
    Retransmissions retransmissions = new Retransmissions();
    List<Long> again = new ArrayList<>();
    retransmissions.sent(7, 0);

    for (long millis = 0; millis <= 40_000; millis += 100) {
      long now = millis;
      retransmissions.fire(now * 1_000_000, _ -> false, _ -> again.add(now));
    }

    assertThat(again)
        .containsExactly(
            500L, 1_500L, 3_500L, 7_500L, 11_500L, 15_500L, 19_500L, 23_500L, 27_500L, 31_500L);
    assertThat(retransmissions.waiting()).isZero();
  }

  @Test
  void anAnsweredRequestIsNotSentAgain() {
    Retransmissions retransmissions = new Retransmissions();
    List<Integer> again = new ArrayList<>();
    retransmissions.sent(1, 0);
    retransmissions.sent(2, 0);

    retransmissions.fire(600_000_000, message -> message == 1, again::add);

    assertThat(again).containsExactly(2);
    assertThat(retransmissions.waiting()).isEqualTo(1);
  }

  @Test
  void heapIsTheSumOfItsPools() {
    String metrics =
        """
        # TYPE jvm_memory_used_bytes gauge
        jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 1.0E7
        jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 9.0E7
        jvm_memory_used_bytes{area="heap",id="G1 Old Gen"} 2.5E7
        """;

    assertThat(Reading.heapBytes(metrics)).hasValue(35_000_000);
    assertThat(Reading.heapBytes("nothing of the kind 1")).isEmpty();
  }

  @Test
  void coresAreTimeOverTime() {
    ProcessUsage before =
        new ProcessUsage(java.time.Duration.ofSeconds(1), java.util.OptionalLong.empty());
    ProcessUsage after =
        new ProcessUsage(java.time.Duration.ofSeconds(4), java.util.OptionalLong.empty());

    assertThat(Reading.cores(before, after, 2_000_000_000L)).isEqualTo(1.5);
  }
}
