package isthmus.gateway.whatif;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.store.DatabaseException;
import isthmus.gateway.store.PostgresTraffic.Recorded;
import isthmus.isf.analysis.Aftermath;
import isthmus.isf.analysis.Entry;
import isthmus.isf.analysis.RecordedRequest;
import isthmus.isf.analysis.Replay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of two rule sets over the newest messages. A page of messages is read while the pages
 * before it are asked about; few pages are in memory at a time. Ends once, as done, failed or
 * cancelled.
 */
final class WhatIf {
  private static final Logger log = LoggerFactory.getLogger(WhatIf.class);

  /** Pages in memory that wait to be asked about. */
  private static final int AHEAD = 4;

  private final Job job;
  private final Recordings recordings;
  private final InstantSource clock;
  private final Tally tally = new Tally();
  private final Semaphore ahead = new Semaphore(AHEAD);

  /** Where it stands; guarded by this. */
  private State state = State.RUNNING;

  private Optional<String> trouble = Optional.empty();
  private long total;
  private Instant ended = Instant.MAX;

  /** How a run stands. */
  enum State {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }

  /**
   * What is to be run.
   *
   * @param caller who wants it
   * @param of what is tried, as it was named
   * @param against what it is compared with, as it was named
   * @param last how many messages
   */
  record Job(
      String caller,
      String of,
      String against,
      int last,
      Replay tried,
      Replay compared,
      Instant began) {}

  /**
   * How it stands.
   *
   * @param error why it failed
   * @param done messages so far
   * @param total messages to come and so far; fewer than were asked for when there are no more
   * @param unreadable messages whose records this release cannot read
   * @param inbound messages that came from services, which are not among those counted before
   * @param failures messages of which attempts failed: what would have followed
   * @param notes what the record does not say, for people
   */
  record Report(
      String of,
      String against,
      State state,
      Optional<String> error,
      long done,
      long total,
      Duration took,
      long same,
      long unreadable,
      List<Moves.Moved> moves,
      Tally.Recorded recorded,
      Tally.Beside inbound,
      Tally.Beside failures,
      List<String> notes) {}

  WhatIf(Job job, Recordings recordings, InstantSource clock) {
    this.job = requireNonNull(job);
    this.recordings = requireNonNull(recordings);
    this.clock = requireNonNull(clock);
    this.total = job.last();
  }

  Job job() {
    return job;
  }

  /** Runs it; blocks until it ended. */
  void run(Executor workers) {
    Phaser pages = new Phaser(1);
    try {
      recordings.read(
          job.last(), page -> begin(page, workers, pages), () -> now() == State.RUNNING);
      pages.arriveAndAwaitAdvance();
      end(State.DONE, Optional.empty());
    } catch (StoreUnavailableException | DatabaseException away) {
      end(State.FAILED, Optional.of("the database did not answer: " + away.getMessage()));
    } catch (CancellationException cancelled) {
      end(State.CANCELLED, Optional.empty());
    } catch (RuntimeException broken) {
      log.error("a what-if failed", broken);
      end(State.FAILED, Optional.of("an internal error; the log tells more"));
    }
  }

  private void begin(List<Recorded> page, Executor workers, Phaser pages) {
    try {
      ahead.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
    pages.register();
    workers.execute(
        () -> {
          try {
            ask(page);
          } catch (RuntimeException broken) {
            log.error("a what-if failed", broken);
            end(State.FAILED, Optional.of("an internal error; the log tells more"));
          } finally {
            ahead.release();
            pages.arriveAndDeregister();
          }
        });
  }

  private void ask(List<Recorded> page) {
    Tally own = new Tally();
    for (Recorded message : page) {
      if (now() != State.RUNNING) {
        return;
      }
      Optional<RecordedRequest> request = recordings.request(message);
      if (request.isPresent()) {
        ask(request.get(), own);
      } else if (message.interworked()) {
        own.addUnreadable();
      }
    }
    synchronized (this) {
      tally.add(own);
    }
  }

  private void ask(RecordedRequest request, Tally own) {
    boolean failed = !request.failures().isEmpty();
    switch (request.kind()) {
      case INTERWORKED -> {
        Replay.Outcome before = job.compared().of(request);
        Replay.Outcome after = job.tried().of(request);
        own.add(request, before, after);
        if (failed) {
          own.add(request, Aftermath.of(request, job.compared(), before, job.tried(), after));
        }
      }
      case INBOUND -> {
        Entry before = job.compared().entry(request);
        Entry after = job.tried().entry(request);
        own.add(request, before, after);
        if (failed && before.enters() && after.enters()) {
          own.add(request, Aftermath.of(request, job.compared(), job.tried()));
        }
      }
      case INSIDE -> own.add(request, Aftermath.of(request, job.compared(), job.tried()));
    }
  }

  private synchronized State now() {
    return state;
  }

  private synchronized void end(State how, Optional<String> why) {
    if (state == State.RUNNING) {
      state = how;
      trouble = why;
      ended = clock.instant();
      total = how == State.DONE ? tally.done() : total;
    }
  }

  /** Ends it where it stands. */
  void cancel() {
    end(State.CANCELLED, Optional.empty());
  }

  synchronized boolean running() {
    return state == State.RUNNING;
  }

  /** When it ended; the end of all time while it runs. */
  synchronized Instant ended() {
    return ended;
  }

  synchronized Report report() {
    Instant until = state == State.RUNNING ? clock.instant() : ended;
    return new Report(
        job.of(),
        job.against(),
        state,
        trouble,
        tally.done(),
        total,
        Duration.between(job.began(), until),
        tally.same(),
        tally.unreadable(),
        tally.moves(),
        tally.recorded(),
        tally.inbound(),
        tally.failures(),
        Limits.of(job, tally.inbound(), tally.failures()));
  }
}
