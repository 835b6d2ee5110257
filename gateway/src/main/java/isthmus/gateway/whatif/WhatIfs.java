package isthmus.gateway.whatif;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.Caller;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.Role;
import isthmus.isf.BesideMessages;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The runs of all callers: one at a time for each, a few in all. What ended is kept for a while.
 * Safe for any thread.
 */
public final class WhatIfs implements AutoCloseable {
  private static final int MAX_RUNNING = 4;
  private static final int MAX_KEPT = 50;
  private static final Duration KEPT = Duration.ofMinutes(30);

  private final InstantSource clock;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  /** Threads of their own and of low priority, so that replaying takes no carrier from messages. */
  private final ExecutorService workers;

  /** The oldest first; guarded by this. */
  private final Map<String, WhatIf> runs = new LinkedHashMap<>();

  /** No runs yet. */
  public WhatIfs(InstantSource clock) {
    this.clock = requireNonNull(clock);
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 2);
    this.workers = Executors.newFixedThreadPool(threads, BesideMessages.threads("isthmus-whatif-"));
  }

  /**
   * Begins a run.
   *
   * @return its id
   * @throws HttpProblem 409 when the caller has one running, 429 when too many run
   */
  synchronized String begin(WhatIf.Job job, Recordings recordings) throws HttpProblem {
    forget();
    int running = 0;
    for (Map.Entry<String, WhatIf> run : runs.entrySet()) {
      if (run.getValue().running()) {
        running++;
        if (run.getValue().job().caller().equals(job.caller())) {
          throw new HttpProblem(
              409, "id", "one of yours is running: " + run.getKey() + "; wait for it or cancel it");
        }
      }
    }
    if (running >= MAX_RUNNING) {
      throw new HttpProblem(429, "", "%d are running; try again later".formatted(running));
    }
    String id = UUID.randomUUID().toString();
    WhatIf run = new WhatIf(job, recordings, clock);
    runs.put(id, run);
    readers.execute(() -> run.run(workers));
    return id;
  }

  private void forget() {
    Instant oldest = clock.instant().minus(KEPT);
    runs.values().removeIf(run -> !run.running() && run.ended().isBefore(oldest));
    Optional<String> first = runs.keySet().stream().findFirst();
    while (runs.size() >= MAX_KEPT && first.isPresent()) {
      runs.remove(first.get());
      first = runs.keySet().stream().findFirst();
    }
  }

  /** How a run stands. */
  WhatIf.Report report(String id) throws HttpProblem {
    return find(id).report();
  }

  /**
   * Ends a run where it stands; one that ended stays as it is.
   *
   * @throws HttpProblem 403 for somebody else's
   */
  WhatIf.Report cancel(String id, Caller caller) throws HttpProblem {
    WhatIf run = find(id);
    if (!run.job().caller().equals(caller.name()) && !caller.may(Role.ADMIN)) {
      throw new HttpProblem(403, "id", "it is " + run.job().caller() + "'s");
    }
    run.cancel();
    return run.report();
  }

  private synchronized WhatIf find(String id) throws HttpProblem {
    forget();
    WhatIf run = runs.get(id);
    if (run == null) {
      throw HttpProblem.notFound("id", "there is no such what-if; they are kept for 30 minutes");
    }
    return run;
  }

  /** Cancels what runs and waits a little for it. */
  @Override
  public void close() {
    synchronized (this) {
      runs.values().forEach(WhatIf::cancel);
    }
    readers.shutdown();
    workers.shutdown();
    try {
      boolean quiet = workers.awaitTermination(2, TimeUnit.SECONDS);
      if (!quiet) {
        workers.shutdownNow();
      }
      if (!readers.awaitTermination(2, TimeUnit.SECONDS)) {
        readers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      readers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
