package isthmus.isf;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * Threads for what computes for a while beside messages, such as compiling rules: platform threads
 * of the lowest priority, so that the operating system shares the processors out and messages come
 * first where the JVM passes priorities on. On a virtual thread the same work would keep a carrier
 * from messages until it is done.
 */
public final class BesideMessages {
  private BesideMessages() {}

  /** Threads with these names, a number behind each. */
  public static ThreadFactory threads(String name) {
    return lowest(name).name(name, 1).factory();
  }

  // Nothing waits for these threads in turn: priority decides how soon, not whether.
  @SuppressWarnings("ThreadPriorityCheck")
  private static Thread.Builder.OfPlatform lowest(String name) {
    return Thread.ofPlatform().name(name).daemon().priority(Thread.MIN_PRIORITY);
  }

  /**
   * Computes a value and waits for it. An interrupt meanwhile is kept for the caller; the work goes
   * on.
   *
   * @throws RuntimeException what the work threw
   */
  static <T> T compute(String thread, Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    lowest(thread).start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException later) {
          interrupted = true;
        } catch (ExecutionException failed) {
          switch (failed.getCause()) {
            case RuntimeException thrown -> throw thrown;
            case Error thrown -> throw thrown;
            case null, default -> throw new IllegalStateException(failed);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
