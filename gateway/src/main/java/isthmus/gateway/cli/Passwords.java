package isthmus.gateway.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Where a password comes from that must not stand among the arguments, where others see it. */
@FunctionalInterface
public interface Passwords {
  /**
   * Reads a password.
   *
   * @param file whose first line it is; otherwise it is asked for
   */
  String read(Optional<Path> file) throws CommandFailure;
}
