package isthmus.gateway.cli;

import isthmus.gateway.config.Configuration;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code isthmus run -c FILE}. */
final class RunCommand implements Command {
  private final GatewayRunner runner;
  private final Configurations configurations;
  private final Foreground foreground;

  RunCommand(GatewayRunner runner, Configurations configurations, Foreground foreground) {
    this.runner = runner;
    this.configurations = configurations;
    this.foreground = foreground;
  }

  @Override
  public CommandSpec spec() {
    return Specs.command(this, "run", "Start a gateway; Ctrl-C ends it.")
        .addOption(Specs.requiredConfig());
  }

  @Override
  public ExitCode execute(ParseResult arguments) throws CommandFailure {
    Path file = arguments.matchedOptionValue(Specs.CONFIG, Path.of(""));
    Configuration configuration = configurations.load(file);
    List<String> taken = PortProbe.taken(configuration);
    if (!taken.isEmpty()) {
      throw CommandFailure.failed(String.join(System.lineSeparator(), taken));
    }
    return foreground.run(runner.start(configuration));
  }
}
