package isthmus.gateway.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command: what it is called with, and what it does. */
interface Command {

  /** Its name, options and help. */
  CommandSpec spec();

  /**
   * Does it.
   *
   * @param arguments options and parameters, valid by {@link #spec}
   */
  ExitCode execute(ParseResult arguments) throws CommandFailure;
}
