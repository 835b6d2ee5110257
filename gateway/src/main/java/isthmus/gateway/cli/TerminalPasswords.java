package isthmus.gateway.cli;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Passwords from a file, from the terminal without echo, or where there is no terminal from the
 * first line of standard input.
 */
public final class TerminalPasswords implements Passwords {
  private final InputStream input;

  /** Reads from standard input where there is no terminal. */
  public TerminalPasswords(InputStream input) {
    this.input = requireNonNull(input);
  }

  @Override
  public String read(Optional<Path> file) throws CommandFailure {
    return file.isPresent() ? fromFile(file.get()) : fromPerson();
  }

  private static String fromFile(Path file) throws CommandFailure {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return firstLine(reader, "file " + file + " is empty; it must hold the password");
    } catch (IOException e) {
      throw CommandFailure.wrongUse("file " + file + " cannot be read");
    }
  }

  private String fromPerson() throws CommandFailure {
    Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (terminal.isPresent()) {
      char[] typed = terminal.get().readPassword("Password: ");
      if (typed != null && typed.length > 0) {
        return new String(typed);
      }
      throw CommandFailure.wrongUse("no password given");
    }
    try {
      return firstLine(
          new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)),
          "no password on standard input; give it there, or in a file with --password-file");
    } catch (IOException e) {
      throw CommandFailure.failed("standard input cannot be read");
    }
  }

  private static String firstLine(BufferedReader reader, String missing)
      throws IOException, CommandFailure {
    String line = reader.readLine();
    if (line == null || line.isEmpty()) {
      throw CommandFailure.wrongUse(missing);
    }
    return line;
  }
}
