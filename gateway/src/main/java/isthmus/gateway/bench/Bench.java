package isthmus.gateway.bench;

import isthmus.gateway.cli.BenchRunner;
import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.cli.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code isthmus bench}: loads a gateway in steps and prints a table, or kills it under load and
 * accounts for every message. Timing is shown; only what was lost decides the exit code.
 */
public final class Bench implements BenchRunner {
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);
  private static final Duration SHORT_WARM_UP = Duration.ofSeconds(5);

  /** Unanswered requests in the step without a rate. */
  private static final int MAX_WINDOW = 400;

  /** What no gateway on such a machine will exceed: bounds the ledger of that step. */
  private static final int MAX_RATE = 20_000;

  /** Submitted so shortly before a crash counts as in flight: its outcome may not be on disk. */
  private static final Duration IN_FLIGHT = Duration.ofSeconds(5);

  /** Answers that a killed gateway had sent are read within this time. */
  private static final Duration IN_TRANSIT = Duration.ofMillis(500);

  private final String mainClass;
  private final Map<String, String> environment;

  /**
   * A bench.
   *
   * @param mainClass the command line's main class, started as {@code run -c FILE}
   * @param environment tells where the user's cache is: {@code XDG_CACHE_HOME} or {@code HOME}
   */
  public Bench(String mainClass, Map<String, String> environment) {
    this.mainClass = mainClass;
    this.environment = Map.copyOf(environment);
  }

  private record Step(String name, SipLoad.Pace pace, Duration warmUp) {
    /** Most messages it can send. */
    long messages(Duration duration) {
      double rate = Math.min(pace.ratePerSecond(), MAX_RATE);
      return (long) (rate * (warmUp.plus(duration).toMillis() / 1000.0 + 1)) + 1;
    }
  }

  @Override
  public ExitCode run(BenchOptions options, PrintWriter out) throws CommandFailure {
    String run = Long.toHexString(System.nanoTime());
    BenchSite site = site(options.configuration(), run);
    List<Step> steps = steps(options);
    long capacity = steps.stream().mapToLong(step -> step.messages(options.duration())).sum();
    if (capacity > Ledger.MAX_MESSAGES) {
      throw CommandFailure.wrongUse(
          "--rate and --duration: together at most " + Ledger.MAX_MESSAGES + " messages");
    }
    Ledger ledger = new Ledger((int) capacity);
    ExitCode code;
    try (BenchPeers peers = BenchPeers.start(site, ledger, run)) {
      BenchRun all = new BenchRun(site, ledger, peers, out);
      code =
          switch (options.mode()) {
            case STEPS -> loadInSteps(all, steps, options);
            case KILL -> killUnderLoad(all, options);
            case ACTIVATE -> new ActivationsUnderLoad(mainClass, START_PATIENCE).run(all, options);
          };
    }
    if (code == ExitCode.OK) {
      site.clean();
    } else {
      out.println("The gateway's log and data are kept in " + site.folder());
    }
    return code;
  }

  private BenchSite site(Optional<Path> configuration, String run) throws CommandFailure {
    Path folder = cache().resolve("isthmus").resolve("bench-" + run).toAbsolutePath();
    return configuration.isPresent()
        ? BenchSite.given(configuration.get(), folder)
        : BenchSite.own(folder);
  }

  /** Not the system's temporary directory: it may be in memory, where syncing costs nothing. */
  private Path cache() {
    String given = environment.getOrDefault("XDG_CACHE_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    if (!given.isEmpty()) {
      return Path.of(given);
    }
    return home.isEmpty() ? Path.of("data") : Path.of(home, ".cache");
  }

  private static List<Step> steps(BenchOptions options) {
    Duration first = options.warmUp();
    Duration next = first.compareTo(SHORT_WARM_UP) < 0 ? first : SHORT_WARM_UP;
    SipLoad.Pace target = SipLoad.Pace.rate(options.ratePerSecond());
    return switch (options.mode()) {
      case STEPS ->
          List.of(
              new Step("half rate", SipLoad.Pace.rate(options.ratePerSecond() / 2), first),
              new Step("target rate", target, next),
              new Step("as fast as answered", SipLoad.Pace.asFastAsAnswered(MAX_WINDOW), next));
      // The load goes on while the gateway is away and starts again.
      case KILL -> List.of(new Step("killed", target, first.plus(START_PATIENCE)));
      case ACTIVATE ->
          List.of(
              new Step(
                  "activating",
                  target,
                  first.plus(
                      ActivationsUnderLoad.PATIENCE_EACH.multipliedBy(options.activations()))));
    };
  }

  // --- steps ------------------------------------------------------------------------------------

  private ExitCode loadInSteps(BenchRun run, List<Step> steps, BenchOptions options)
      throws CommandFailure {
    List<StepResult> results = new ArrayList<>();
    run.say("Starting a gateway with " + run.site().configuration());
    try (GatewayProcess gateway =
        GatewayProcess.start(mainClass, run.site().configuration(), run.site().log())) {
      gateway.awaitReady(run::isReady, START_PATIENCE);
      for (Step step : steps) {
        run.say(
            "%s: warm-up %d s, measuring %d s"
                .formatted(step.name(), step.warmUp().toSeconds(), options.duration().toSeconds()));
        results.add(measured(run, gateway, step, options.duration()));
      }
    }
    run.say("");
    ResultTable.of(results).forEach(run::say);
    boolean settled = results.stream().allMatch(result -> result.account().isSettled());
    run.say("");
    run.say(verdict(results));
    return settled ? ExitCode.OK : ExitCode.FAILURE;
  }

  private static String verdict(List<StepResult> results) {
    int lost = results.stream().mapToInt(result -> result.account().lost()).sum();
    int missing = results.stream().mapToInt(result -> result.account().missing()).sum();
    if (lost > 0) {
      return "MESSAGES WERE LOST: " + lost + " of those accepted were never submitted.";
    }
    return missing > 0
        ? "NOTIFICATIONS ARE MISSING: for " + missing + " accepted messages none came."
        : "Nothing was lost.";
  }

  private static StepResult measured(
      BenchRun run, GatewayProcess gateway, Step step, Duration duration) {
    SipLoad load = run.peers().load();
    int first = load.next();
    long retransmitted = load.retransmitted();
    load.offer(step.pace(), System.nanoTime() + step.warmUp().toNanos());
    Reading start = run.reading(gateway);
    load.offer(step.pace(), System.nanoTime() + duration.toNanos());
    Reading end = run.reading(gateway);
    run.drain(first, load.next());
    double drained = (System.nanoTime() - end.nanos()) / 1e9;
    return StepResult.of(
        step.name(),
        run.ledger(),
        first,
        load.next(),
        start,
        end,
        new StepResult.Aftermath(
            Reading.heapBytes(run.site().http()), load.retransmitted() - retransmitted, drained));
  }

  // --- kill -9 ----------------------------------------------------------------------------------

  private ExitCode killUnderLoad(BenchRun run, BenchOptions options) throws CommandFailure {
    SipLoad load = run.peers().load();
    SipLoad.Pace pace = SipLoad.Pace.rate(options.ratePerSecond());
    long half = options.duration().toNanos() / 2;
    long killed;
    run.say("Starting a gateway with " + run.site().configuration());
    GatewayProcess gateway =
        GatewayProcess.start(mainClass, run.site().configuration(), run.site().log());
    try {
      gateway.awaitReady(run::isReady, START_PATIENCE);
      run.say(
          "offering %.0f/s, kill -9 after %d s"
              .formatted(options.ratePerSecond(), options.warmUp().plusNanos(half).toSeconds()));
      load.offer(pace, System.nanoTime() + options.warmUp().toNanos() + half);
      Thread offering =
          Thread.ofPlatform().name("bench-offer").start(() -> load.offerUntilStopped(pace));
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      gateway.kill();
      killed = System.nanoTime();
      Instant gone = InstantSource.system().instant();
      run.say("killed; starting it again");
      gateway = GatewayProcess.start(mainClass, run.site().configuration(), run.site().log());
      // Not by SIP: what was sent in the meantime comes again and fills the socket.
      gateway.awaitReady(() -> run.peers().linkedSince(gone), START_PATIENCE);
      run.say("bound again after %.1f s".formatted((System.nanoTime() - killed) / 1e9));
      LockSupport.parkNanos(half);
      load.stopOffering();
      offering.join();
      run.drain(0, load.next());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILURE;
    } finally {
      load.stopOffering();
      gateway.close();
    }
    return told(run, killed);
  }

  private static ExitCode told(BenchRun run, long killed) {
    Account account = Account.of(run.ledger(), 0, run.peers().load().next());
    Account.CrashDuplicates duplicates =
        Account.CrashDuplicates.of(
            run.ledger(), 0, run.peers().load().next(), killed, IN_FLIGHT.toNanos());
    run.say("");
    run.say(
        "first answer after the kill         %10.1f s".formatted(firstAnswer(run, killed) / 1e9));
    run.say("sent                                %,10d".formatted(account.sent()));
    run.say("accepted (2xx)                      %,10d".formatted(account.accepted()));
    run.say("refused                             %,10d".formatted(account.refused()));
    run.say("unanswered                          %,10d".formatted(account.unanswered()));
    run.say(
        "retransmitted                       %,10d".formatted(run.peers().load().retransmitted()));
    run.say(
        "submitted twice, in flight at kill  %,10d   (first submitted up to %d ms before)"
            .formatted(duplicates.inFlight(), duplicates.oldestMillis()));
    run.say("submitted twice, others             %,10d".formatted(duplicates.others()));
    run.say("repeated IMDNs                      %,10d".formatted(account.repeated()));
    run.say("missing IMDNs                       %,10d".formatted(account.missing()));
    run.say("lost                                %,10d".formatted(account.lost()));
    boolean kept = account.isSettled() && duplicates.others() == 0;
    run.say("");
    run.say(kept ? "Every accepted message is accounted for." : "THE ACCOUNT IS WRONG.");
    return kept ? ExitCode.OK : ExitCode.FAILURE;
  }

  /** How long nobody answered, in nanoseconds; answers still on the line do not count. */
  private static long firstAnswer(BenchRun run, long killed) {
    long first = Long.MAX_VALUE;
    for (int message = 0; message < run.peers().load().next(); message++) {
      long after = run.ledger().answeredAt(message) - killed;
      if (after > IN_TRANSIT.toNanos()) {
        first = Math.min(first, after);
      }
    }
    return first == Long.MAX_VALUE ? 0 : first;
  }
}
