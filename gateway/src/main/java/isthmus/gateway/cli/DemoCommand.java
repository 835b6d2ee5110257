package isthmus.gateway.cli;

import isthmus.gateway.cli.DemoRunner.DemoOptions;
import isthmus.gateway.config.value.HostPort;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code isthmus demo}. */
final class DemoCommand implements Command {
  private final DemoRunner runner;
  private final Foreground foreground;
  private final PrintWriter out;

  DemoCommand(DemoRunner runner, Foreground foreground, PrintWriter out) {
    this.runner = runner;
    this.foreground = foreground;
    this.out = out;
  }

  @Override
  public CommandSpec spec() {
    return Specs.command(
            this, "demo", "Start a gateway with a simulated network around it; Ctrl-C ends all.")
        .addOption(
            Specs.option(
                "--http",
                "HOST:PORT",
                HostPort.class,
                "127.0.0.1:8080",
                "Where the console listens."))
        .addOption(Specs.option("--data", "DIRECTORY", Path.class, "Where the database is kept."));
  }

  @Override
  public ExitCode execute(ParseResult arguments) throws CommandFailure {
    HostPort http = arguments.matchedOptionValue("--http", HostPort.parse("127.0.0.1:8080"));
    Optional<Path> data =
        arguments.hasMatchedOption("--data")
            ? Optional.of(arguments.matchedOptionValue("--data", Path.of("")))
            : Optional.empty();
    out.println(
        "Isthmus demo starts: database, rules, SIP core and simulated SMSC; some seconds ...");
    out.flush();
    return foreground.run(runner.start(new DemoOptions(http, data)));
  }
}
