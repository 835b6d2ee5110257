package isthmus.gateway.bench;

import isthmus.gateway.cli.BenchRunner.BenchOptions;
import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.cli.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code bench --activate N}: makes and activates one rule set after another under load, and shows
 * what messages and memory feel of it. Every version is a new one, so each is read, compiled, tried
 * and released again.
 */
final class ActivationsUnderLoad {
  /** More than an activation takes on a busy machine: bounds the ledger. */
  static final Duration PATIENCE_EACH = Duration.ofSeconds(3);

  /** A message is concerned by an activation when it was under way around it. */
  private static final long AROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final int MEMORY_READINGS = 5;

  private final String mainClass;
  private final Duration startPatience;

  ActivationsUnderLoad(String mainClass, Duration startPatience) {
    this.mainClass = mainClass;
    this.startPatience = startPatience;
  }

  /** One activation: the version made before it, and the times of both steps. */
  private record Swap(long madeFrom, long madeUntil, long activatedFrom, long until) {}

  ExitCode run(BenchRun run, BenchOptions options) throws CommandFailure {
    SipLoad load = run.peers().load();
    SipLoad.Pace pace = SipLoad.Pace.rate(options.ratePerSecond());
    run.say("Starting a gateway with " + run.site().configuration());
    try (GatewayProcess gateway =
        GatewayProcess.start(mainClass, run.site().configuration(), run.site().log())) {
      gateway.awaitReady(run::isReady, startPatience);
      RuleSetDesk desk = new RuleSetDesk(run.site().http());
      run.say(
          "offering %.0f/s: %d s warm-up, %d s without activations, then %,d activations"
              .formatted(
                  options.ratePerSecond(),
                  options.warmUp().toSeconds(),
                  options.duration().toSeconds(),
                  options.activations()));
      load.offer(pace, System.nanoTime() + options.warmUp().toNanos());
      desk.begin();
      long quietFrom = System.nanoTime();
      load.offer(pace, quietFrom + options.duration().toNanos());
      long quietUntil = System.nanoTime();
      Thread offering =
          Thread.ofPlatform().name("bench-offer").start(() -> load.offerUntilStopped(pace));
      List<Swap> swaps = new ArrayList<>();
      try {
        swapAll(run, gateway, desk, options.activations(), swaps);
      } finally {
        load.stopOffering();
        offering.join();
      }
      run.drain(0, load.next());
      return told(run, quietFrom, quietUntil, swaps);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILURE;
    }
  }

  private static void swapAll(
      BenchRun run, GatewayProcess gateway, RuleSetDesk desk, int activations, List<Swap> swaps)
      throws CommandFailure, InterruptedException {
    run.say("activations   heap MiB   metaspace MiB   classes   memory MiB   (after a collection)");
    say(run, 0, GatewayMemory.of(run.site().http(), gateway.handle()));
    int step = Math.max(1, activations / MEMORY_READINGS);
    for (int i = 1; i <= activations; i++) {
      long from = System.nanoTime();
      long version = desk.make(i);
      long made = System.nanoTime();
      // Apart from each other, so that what the compiler takes and what the exchange takes show.
      LockSupport.parkNanos(APART_NANOS);
      long activated = System.nanoTime();
      desk.activate(version);
      swaps.add(new Swap(from, made, activated, System.nanoTime()));
      LockSupport.parkNanos(APART_NANOS);
      if (i % step == 0 || i == activations) {
        say(run, i, GatewayMemory.of(run.site().http(), gateway.handle()));
      }
    }
    // What the last one did to messages is part of the figures.
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
  }

  private static void say(BenchRun run, int activations, GatewayMemory memory) {
    run.say(
        String.format(
            Locale.ROOT,
            "%,11d   %8s   %13s   %7s   %10s",
            activations,
            memory.heapMebibytes(),
            memory.metaspaceMebibytes(),
            memory.classes(),
            memory.residentMebibytes()));
  }

  private static ExitCode told(BenchRun run, long quietFrom, long quietUntil, List<Swap> swaps) {
    Account account = Account.of(run.ledger(), 0, run.peers().load().next());
    long busyFrom = swaps.getFirst().madeFrom();
    long busyUntil = swaps.getLast().until() + AROUND_NANOS;
    run.say("");
    run.say("                                   p50 ms   p99 ms   p99.9 ms   max ms   messages");
    delays(run, "SIP answer, no activations", quietFrom, quietUntil, List.of(), true);
    delays(run, "SIP answer, making and activating", busyFrom, busyUntil, List.of(), true);
    delays(run, "SIP answer, around the swaps", busyFrom, busyUntil, swaps, true);
    delays(run, "SIP to submit, no activations", quietFrom, quietUntil, List.of(), false);
    delays(run, "SIP to submit, making/activating", busyFrom, busyUntil, List.of(), false);
    delays(run, "SIP to submit, around the swaps", busyFrom, busyUntil, swaps, false);
    run.say("");
    took(run, "making a version (read, compile, try)", swaps, Swap::madeFrom, Swap::madeUntil);
    took(run, "activating it", swaps, Swap::activatedFrom, Swap::until);
    run.say("activations                         %,10d".formatted(swaps.size()));
    run.say("sent                                %,10d".formatted(account.sent()));
    run.say("accepted (2xx)                      %,10d".formatted(account.accepted()));
    run.say("refused                             %,10d".formatted(account.refused()));
    run.say("unanswered                          %,10d".formatted(account.unanswered()));
    run.say("failed                              %,10d".formatted(account.failed()));
    run.say("duplicate submits                   %,10d".formatted(account.duplicates()));
    run.say("missing IMDNs                       %,10d".formatted(account.missing()));
    run.say("lost                                %,10d".formatted(account.lost()));
    boolean kept =
        account.isSettled()
            && account.refused() == 0
            && account.failed() == 0
            && account.duplicates() == 0;
    run.say("");
    run.say(kept ? "No message felt an error." : "THE ACCOUNT IS WRONG.");
    return kept ? ExitCode.OK : ExitCode.FAILURE;
  }

  private interface Moment {
    long of(Swap swap);
  }

  private static void took(BenchRun run, String name, List<Swap> swaps, Moment from, Moment to) {
    Percentiles times =
        Percentiles.of(swaps.stream().mapToLong(swap -> to.of(swap) - from.of(swap)).toArray());
    run.say(
        String.format(
            Locale.ROOT,
            "%s: p50 %.0f ms, p99 %.0f ms, max %.0f ms",
            name,
            times.millis(0.5).orElse(0),
            times.millis(0.99).orElse(0),
            times.millis(1).orElse(0)));
  }

  /** Delays of messages sent in a span; with swaps only of those that were under way at one. */
  private static void delays(
      BenchRun run, String name, long from, long until, List<Swap> swaps, boolean answers) {
    Ledger ledger = run.ledger();
    long[] delays = new long[run.peers().load().next()];
    int count = 0;
    for (int message = 0; message < delays.length; message++) {
      long sent = ledger.sentAt(message);
      long end = answers ? ledger.answeredAt(message) : ledger.submittedAt(message);
      if (sent >= from && sent < until && end != 0 && concerned(swaps, sent, end)) {
        delays[count++] = end - sent;
      }
    }
    Percentiles percentiles = Percentiles.of(Arrays.copyOf(delays, count));
    run.say(
        String.format(
            Locale.ROOT,
            "%-33s %7.1f %8.1f %10.1f %8.1f   %,8d",
            name,
            percentiles.millis(0.5).orElse(0),
            percentiles.millis(0.99).orElse(0),
            percentiles.millis(0.999).orElse(0),
            percentiles.millis(1).orElse(0),
            count));
  }

  private static boolean concerned(List<Swap> swaps, long sent, long end) {
    if (swaps.isEmpty()) {
      return true;
    }
    int low = 0;
    int high = swaps.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Swap swap = swaps.get(middle);
      if (end < swap.activatedFrom() - AROUND_NANOS) {
        high = middle - 1;
      } else if (sent > swap.until() + AROUND_NANOS) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }
}
