package isthmus.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Loads a gateway with messages and measures. */
public interface BenchRunner {

  /**
   * Starts a gateway and its peers, loads it, prints a table, ends all.
   *
   * @return {@link ExitCode#OK}, or {@link ExitCode#FAILURE} if messages were lost
   * @throws CommandFailure if it cannot start for a reason that a user can mend
   */
  ExitCode run(BenchOptions options, PrintWriter out) throws CommandFailure;

  /**
   * What a user can choose.
   *
   * @param ratePerSecond messages offered per second
   * @param duration how long is measured
   * @param warmUp how long load runs before it is measured
   * @param configuration a configuration instead of the bundled one
   * @param mode what is measured
   * @param activations how many rule sets are activated, of mode ACTIVATE
   */
  record BenchOptions(
      double ratePerSecond,
      Duration duration,
      Duration warmUp,
      Optional<Path> configuration,
      Mode mode,
      int activations) {}

  /** What is measured. */
  enum Mode {
    /** Rates, times and use of the machine at half the rate, at the rate, and without one. */
    STEPS,
    /** What becomes of every message when the gateway is killed under load and started again. */
    KILL,
    /** What messages and memory feel when rule sets are activated under load. */
    ACTIVATE
  }
}
