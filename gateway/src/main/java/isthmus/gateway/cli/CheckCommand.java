package isthmus.gateway.cli;

import isthmus.gateway.config.Configuration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code isthmus check -c FILE}. */
final class CheckCommand implements Command {
  private final TableChecker tables;
  private final Configurations configurations;
  private final PrintWriter out;

  CheckCommand(TableChecker tables, Configurations configurations, PrintWriter out) {
    this.tables = tables;
    this.configurations = configurations;
    this.out = out;
  }

  @Override
  public CommandSpec spec() {
    return Specs.command(this, "check", "Validate a configuration and its tables; starts nothing.")
        .addOption(Specs.requiredConfig());
  }

  @Override
  public ExitCode execute(ParseResult arguments) throws CommandFailure {
    Path file = arguments.matchedOptionValue(Specs.CONFIG, Path.of(""));
    Configuration configuration = configurations.load(file);
    List<String> problems = tables.problems(configuration);
    if (!problems.isEmpty()) {
      throw CommandFailure.wrongUse(problems);
    }
    out.println(file + ": good");
    return ExitCode.OK;
  }
}
