package isthmus.cpm.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests in progress and answers lately given, so that a retransmission is dropped or answered
 * again without any server transaction (RFC 3261 §17.2.2, timer J). Bounded by number and by
 * memory: beyond a bound the oldest answers are forgotten first. Requests in progress are bounded
 * by admission, and given up when they stay unanswered for as long as their sender waits.
 *
 * <p>Safe for any thread. Times are {@link System#nanoTime} readings handed in by the caller.
 */
final class AnswerCache {
  private static final int ENTRY_OVERHEAD_BYTES = 250;

  /** How far a request has come. */
  sealed interface Progress {
    record Open() implements Progress {}

    record Answered(SipAnswer answer) implements Progress {}

    record Abandoned() implements Progress {}
  }

  /** One transaction. */
  static final class Entry {
    private final String key;
    private final long openedAt;
    private Progress progress = new Progress.Open();
    private volatile long answeredAt;
    private volatile int weight;

    private Entry(String key, long openedAt) {
      this.key = key;
      this.openedAt = openedAt;
    }

    synchronized Progress progress() {
      return progress;
    }

    /** Leaves the open state; false when it was left before. */
    private synchronized boolean leaveOpen(Progress next) {
      if (!isOpen()) {
        return false;
      }
      progress = next;
      return true;
    }

    private synchronized boolean isOpen() {
      return progress instanceof Progress.Open;
    }
  }

  private final int maxAnswers;
  private final long maxBytes;
  private final long lifetimeNanos;
  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
  private final Queue<Entry> openOrder = new ConcurrentLinkedQueue<>();
  private final Queue<Entry> answeredOrder = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  AnswerCache(int maxAnswers, long maxBytes, Duration lifetime) {
    this.maxAnswers = maxAnswers;
    this.maxBytes = maxBytes;
    this.lifetimeNanos = lifetime.toNanos();
  }

  /** Finds a known transaction. */
  Optional<Entry> find(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** Opens a transaction; empty when another thread has just opened it. */
  Optional<Entry> open(String key, long now) {
    Entry fresh = new Entry(key, now);
    if (entries.putIfAbsent(key, fresh) != null) {
      return Optional.empty();
    }
    openOrder.add(fresh);
    return Optional.of(fresh);
  }

  /** Takes back a transaction that was just opened and not let in. */
  void discard(Entry entry) {
    entry.leaveOpen(new Progress.Abandoned());
    entries.remove(entry.key, entry);
  }

  /** Keeps the answer of an open transaction; false when it has one or was given up. */
  boolean answer(Entry entry, SipAnswer answer, long now) {
    entry.answeredAt = now;
    if (!entry.leaveOpen(new Progress.Answered(answer))) {
      return false;
    }
    entry.weight = weigh(entry.key, answer);
    answeredOrder.add(entry);
    answers.incrementAndGet();
    bytes.addAndGet(entry.weight);
    while (answers.get() > maxAnswers || bytes.get() > maxBytes) {
      if (!forgetOldest()) {
        break;
      }
    }
    return true;
  }

  /** Forgets what is past its time; returns how many open transactions were given up. */
  int sweep(long now) {
    for (Entry oldest = answeredOrder.peek();
        oldest != null && now - oldest.answeredAt >= lifetimeNanos;
        oldest = answeredOrder.peek()) {
      forgetOldest();
    }
    int abandoned = 0;
    for (Entry oldest = openOrder.peek();
        oldest != null && (!oldest.isOpen() || now - oldest.openedAt >= lifetimeNanos);
        oldest = openOrder.peek()) {
      openOrder.poll();
      if (oldest.leaveOpen(new Progress.Abandoned())) {
        entries.remove(oldest.key, oldest);
        abandoned++;
      }
    }
    return abandoned;
  }

  int answersKept() {
    return answers.get();
  }

  private boolean forgetOldest() {
    Entry oldest = answeredOrder.poll();
    if (oldest == null) {
      return false;
    }
    entries.remove(oldest.key, oldest);
    answers.decrementAndGet();
    bytes.addAndGet(-oldest.weight);
    return true;
  }

  private static int weigh(String key, SipAnswer answer) {
    int weight = ENTRY_OVERHEAD_BYTES + key.length() + answer.body().octets().length;
    for (SipHeader header : answer.headers()) {
      weight += 64 + header.name().length() + header.value().length();
    }
    return weight;
  }
}
