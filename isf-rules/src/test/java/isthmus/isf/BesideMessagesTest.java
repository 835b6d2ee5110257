package isthmus.isf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BesideMessagesTest {
  @Test
  void itComputesOnAPlatformThreadOfTheLowestPriority() throws Exception {
    AtomicReference<Thread> seen = new AtomicReference<>(Thread.currentThread());

    Thread.ofVirtual()
        .start(
            () ->
                assertThat(
                        BesideMessages.compute(
                            "beside",
                            () -> {
                              seen.set(Thread.currentThread());
                              return 1;
                            }))
                    .isOne())
        .join();

    assertThat(seen.get().isVirtual()).isFalse();
    assertThat(seen.get().getName()).isEqualTo("beside");
    assertThat(seen.get().getPriority()).isEqualTo(Thread.MIN_PRIORITY);
  }

  @Test
  void whatTheWorkThrowsReachesTheCaller() {
    assertThatThrownBy(
            () ->
                BesideMessages.compute(
                    "beside",
                    () -> {
                      throw new IllegalArgumentException("no");
                    }))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("no");
  }

  @Test
  void anInterruptIsKeptAndTheWorkGoesOn() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicReference<String> outcome = new AtomicReference<>("");
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  int value =
                      BesideMessages.compute(
                          "beside",
                          () -> {
                            begun.countDown();
                            awaiting(mayEnd);
                            return 7;
                          });
                  outcome.set(value + " " + Thread.currentThread().isInterrupted());
                });
    begun.await();
    caller.interrupt();
    mayEnd.countDown();
    caller.join();

    assertThat(outcome.get()).isEqualTo("7 true");
  }

  private static void awaiting(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
