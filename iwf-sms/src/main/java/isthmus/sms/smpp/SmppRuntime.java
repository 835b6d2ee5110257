package isthmus.sms.smpp;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * What links and servers share.
 *
 * @param clock for times in snapshots and results; intervals use the monotonic clock
 * @param timer runs time-outs and wake-ups, none of which blocks; one thread serves many links
 * @param completions completes the stages handed out. A virtual thread for each keeps a caller that
 *     blocks in a continuation from stalling the link; {@code Runnable::run} saves the hop where no
 *     continuation ever blocks
 */
public record SmppRuntime(InstantSource clock, ScheduledExecutorService timer, Executor completions)
    implements AutoCloseable {

  /** System clock, one daemon timer thread, completions on virtual threads. */
  public static SmppRuntime standard() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("smpp-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    Executor completions =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("smpp-done").factory());
    return new SmppRuntime(InstantSource.system(), timer, completions);
  }

  /** The same with another executor for completions. */
  public SmppRuntime withCompletions(Executor executor) {
    return new SmppRuntime(clock, timer, executor);
  }

  /** Stops the timer. Close links and servers first. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
