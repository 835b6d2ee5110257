package isthmus.gateway.assembly;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SenderStripesTest {
  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatOneSenderSendsIsTakenInItsOrder() {
    Map<String, List<Integer>> taken = new HashMap<>();
    try (SenderStripes stripes = new SenderStripes()) {
      for (int sender = 0; sender < 50; sender++) {
        taken.put("sip:" + sender, Collections.synchronizedList(new ArrayList<>()));
      }
      for (int number = 0; number < 20; number++) {
        int each = number;
        taken.forEach(
            (sender, list) -> assertThat(stripes.take(sender, () -> list.add(each))).isTrue());
      }
    }
    List<Integer> inOrder = IntStream.range(0, 20).boxed().toList();
    assertThat(taken.values()).allSatisfy(list -> assertThat(list).isEqualTo(inOrder));
  }

  @Test
  void aSenderThatIsStuckHoldsNoSenderOfAnotherStripeUpAndIsRefusedInTheEnd() {
    CountDownLatch stuck = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    try (SenderStripes stripes = new SenderStripes()) {
      assertThat(stripes.take("sip:a", () -> await(stuck))).isTrue();
      int let = 0;
      while (stripes.take("sip:a", done::incrementAndGet)) {
        let++;
        assertThat(let).isLessThan(100_000);
      }
      assertThat(stripes.take("sip:b", done::incrementAndGet)).isTrue();
      eventually("another goes on", () -> done.get() == 1);
      stuck.countDown();
      int all = let + 1;
      eventually("what was let in is done", () -> done.get() == all);
      assertThat(stripes.take("sip:a", done::incrementAndGet)).isTrue();
    }
  }

  @Test
  void aFailureEndsNothing() {
    AtomicInteger done = new AtomicInteger();
    try (SenderStripes stripes = new SenderStripes()) {
      stripes.take(
          "sip:a",
          () -> {
            throw new IllegalStateException("on purpose");
          });
      stripes.take("sip:a", done::incrementAndGet);
      eventually("the next one is taken", () -> done.get() == 1);
    }
  }
}
