package isthmus.gateway.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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

  /** Why a file or a connection does not work, in words. */
  public static String reason(IOException failed) {
    String message = failed.getMessage();
    return switch (failed) {
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileSystemException file when file.getReason() == null ->
          file.getFile() + " cannot be read or written";
      default -> message == null || message.isEmpty() ? failed.getClass().getSimpleName() : message;
    };
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
