package isthmus.gateway.rules;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes those who wait for a draft to change. Safe for any thread. */
final class DraftNews {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();

  /** How often each draft that somebody waits for was told of. */
  private final Map<Long, Waited> waited = new HashMap<>();

  private static final class Waited {
    private int waiting;
    private long notices;
  }

  /** Drafts changed; each is given as {@code id:revision}. */
  void tell(List<String> notices) {
    lock.lock();
    try {
      for (String notice : notices) {
        Waited draft = waited.get(Long.parseLong(notice.substring(0, notice.indexOf(':'))));
        if (draft != null) {
          draft.notices++;
        }
      }
      told.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What is looked for. */
  @FunctionalInterface
  interface Look {
    /** Whether there is news. */
    boolean news();
  }

  /**
   * Waits until there is news.
   *
   * @param look asked at once, whenever the draft changed, and now and then
   * @return whether there is
   */
  boolean await(long draft, Duration patience, Look look) throws InterruptedException {
    Waited one = begin(draft);
    try {
      long left = patience.toNanos();
      while (true) {
        long seen = notices(one);
        if (look.news()) {
          return true;
        }
        if (left <= 0) {
          return false;
        }
        left = sleep(one, seen, left);
      }
    } finally {
      end(draft, one);
    }
  }

  private long sleep(Waited one, long seen, long nanos) throws InterruptedException {
    lock.lock();
    try {
      // A lost notice costs a few seconds.
      long rest = Math.min(nanos, TimeUnit.SECONDS.toNanos(3));
      long left = rest;
      while (one.notices == seen && left > 0) {
        left = told.awaitNanos(left);
      }
      return nanos - (rest - left);
    } finally {
      lock.unlock();
    }
  }

  private long notices(Waited one) {
    lock.lock();
    try {
      return one.notices;
    } finally {
      lock.unlock();
    }
  }

  private Waited begin(long draft) {
    lock.lock();
    try {
      Waited one = waited.computeIfAbsent(draft, _ -> new Waited());
      one.waiting++;
      return one;
    } finally {
      lock.unlock();
    }
  }

  private void end(long draft, Waited one) {
    lock.lock();
    try {
      if (--one.waiting == 0) {
        waited.remove(draft);
      }
    } finally {
      lock.unlock();
    }
  }
}
