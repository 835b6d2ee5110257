package isthmus.gateway.tables;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something when it is told to, and every few seconds in case a notice was lost. */
final class Follower implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Follower.class);
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Runnable work;
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
    Follower follower = new Follower(name, work);
    follower.thread.start();
    return follower;
  }

  private Follower(String name, Runnable work) {
    this.work = requireNonNull(work);
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /** Has it done soon; never blocks. */
  void tell() {
    notices.release();
  }

  private void run() {
    while (!ended) {
      try {
        if (notices.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          notices.drainPermits();
        }
        if (!ended) {
          work.run();
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
