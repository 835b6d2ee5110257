package isthmus.gateway.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code isthmus version}. */
final class VersionCommand implements Command {
  private final String version;
  private final PrintWriter out;

  VersionCommand(String version, PrintWriter out) {
    this.version = version;
    this.out = out;
  }

  @Override
  public CommandSpec spec() {
    return Specs.command(this, "version", "Print the versions of Isthmus and of Java.");
  }

  @Override
  public ExitCode execute(ParseResult arguments) {
    out.println("isthmus %s, Java %s".formatted(version, Runtime.version()));
    return ExitCode.OK;
  }
}
