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
    return Specs.command(
        this, "version", "Print the versions of Isthmus and of the JDK; --version does it, too.");
  }

  @Override
  public ExitCode execute(ParseResult arguments) {
    out.println(line(version));
    return ExitCode.OK;
  }

  /** What this build is, and the JDK that runs it. */
  static String line(String version) {
    return "isthmus %s, Java %s (%s)"
        .formatted(version, Runtime.version(), System.getProperty("java.vendor", "unknown"));
  }
}
