package isthmus.gateway.cli;

import isthmus.gateway.cli.BenchRunner.BenchOptions;
import isthmus.gateway.cli.BenchRunner.Mode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code isthmus bench}. */
final class BenchCommand implements Command {
  private final BenchRunner runner;
  private final PrintWriter out;

  BenchCommand(BenchRunner runner, PrintWriter out) {
    this.runner = runner;
    this.out = out;
  }

  @Override
  public CommandSpec spec() {
    return Specs.command(
            this, "bench", "Load a gateway of its own with messages and print what it does.")
        .addOption(
            Specs.option("--rate", "N", Double.class, "2500", "Messages offered per second."))
        .addOption(
            Specs.option("--duration", "TIME", Duration.class, "30s", "How long to measure."))
        .addOption(
            Specs.option("--warm-up", "TIME", Duration.class, "20s", "Load before measuring."))
        .addOption(
            Specs.flag(
                "--kill",
                "Kill the gateway under load, start it again and account for every message."))
        .addOption(
            Specs.option(
                "--activate",
                "N",
                Integer.class,
                "0",
                "Make and activate so many rule sets under load."))
        .addOption(Specs.optionalConfig());
  }

  @Override
  public ExitCode execute(ParseResult arguments) throws CommandFailure {
    double rate = arguments.matchedOptionValue("--rate", 2500.0);
    if (!(rate > 0 && rate <= 1_000_000)) {
      throw CommandFailure.wrongUse("--rate: allowed is more than 0, up to 1000000");
    }
    Duration duration = arguments.matchedOptionValue("--duration", Duration.ofSeconds(30));
    if (!duration.isPositive()) {
      throw CommandFailure.wrongUse("--duration: allowed is more than 0");
    }
    int activations = arguments.matchedOptionValue("--activate", 0);
    if (activations < 0 || activations > 10_000) {
      throw CommandFailure.wrongUse("--activate: allowed is 1 to 10000");
    }
    if (activations > 0 && arguments.hasMatchedOption("--kill")) {
      throw CommandFailure.wrongUse("--activate and --kill: one at a time");
    }
    Mode mode =
        activations > 0
            ? Mode.ACTIVATE
            : arguments.hasMatchedOption("--kill") ? Mode.KILL : Mode.STEPS;
    Optional<Path> configuration =
        arguments.hasMatchedOption(Specs.CONFIG)
            ? Optional.of(arguments.matchedOptionValue(Specs.CONFIG, Path.of("")))
            : Optional.empty();
    return runner.run(
        new BenchOptions(
            rate,
            duration,
            arguments.matchedOptionValue("--warm-up", Duration.ofSeconds(20)),
            configuration,
            mode,
            activations),
        out);
  }
}
