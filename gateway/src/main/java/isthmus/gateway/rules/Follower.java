package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something when it is told to, when it said it wants to, and every few seconds in case a
 * notice was lost. On a platform thread: reading a large rule set would keep a carrier of virtual
 * threads from messages.
 */
final class Follower implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Follower.class);

  /** How long it rests at most. */
  static final Duration POLL = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Supplier<Duration> work;
  private final Semaphore notices = new Semaphore(0);
  private final Thread thread;
  private volatile boolean ended;

  /**
   * Begins.
   *
   * @param name of its thread
   * @param work may block; tells by StoreUnavailableException that it has to wait
   */
  static Follower start(String name, Runnable work) {
    return paced(
        name,
        () -> {
          work.run();
          return POLL;
        });
  }

  /**
   * Begins.
   *
   * @param work gives how long to rest at most before it is done again
   */
  static Follower paced(String name, Supplier<Duration> work) {
    Follower follower = new Follower(name, work);
    follower.thread.start();
    return follower;
  }

  private Follower(String name, Supplier<Duration> work) {
    this.work = requireNonNull(work);
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /** Has it done soon; never blocks. */
  void tell() {
    notices.release();
  }

  private void run() {
    Duration rest = POLL;
    while (!ended) {
      try {
        long millis = Math.clamp(rest.toMillis(), 0, POLL.toMillis());
        rest = POLL;
        if (notices.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
          notices.drainPermits();
        }
        if (!ended) {
          rest = work.get();
        }
      } catch (StoreUnavailableException away) {
        log.debug("not now: {}", away.getMessage());
      } catch (InterruptedException stopped) {
        return;
      } catch (RuntimeException bug) {
        log.error("{} failed", thread.getName(), bug);
      }
    }
  }

  /** Waits for what is being done. */
  @Override
  public void close() {
    ended = true;
    tell();
    try {
      if (!thread.join(PATIENCE)) {
        log.warn("{} did not end", thread.getName());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
