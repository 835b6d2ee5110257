package isthmus.gateway.cli;

import java.util.List;

/** A command cannot be done, for reasons that the user understands: one line each. */
public final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;
  private final transient List<String> lines;

  private CommandFailure(ExitCode exitCode, List<String> lines) {
    super(String.join("; ", lines));
    this.exitCode = exitCode;
    this.lines = List.copyOf(lines);
  }

  /** It was asked well but could not be done: exit code 1. */
  public static CommandFailure failed(String line) {
    return new CommandFailure(ExitCode.FAILURE, List.of(line));
  }

  /** It was asked wrongly: exit code 2. */
  public static CommandFailure wrongUse(String line) {
    return new CommandFailure(ExitCode.WRONG_USE, List.of(line));
  }

  /** The configuration or a table is wrong: exit code 2. */
  public static CommandFailure wrongUse(List<String> lines) {
    return new CommandFailure(ExitCode.WRONG_USE, lines);
  }

  /** How the command ends. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** What to print, without line ends. */
  public List<String> lines() {
    return lines;
  }
}
