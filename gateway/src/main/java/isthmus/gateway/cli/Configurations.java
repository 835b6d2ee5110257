package isthmus.gateway.cli;

import isthmus.gateway.config.Configuration;
import isthmus.gateway.config.ConfigurationLoader;
import isthmus.gateway.config.ConfigurationResult;
import isthmus.gateway.config.tree.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Loads a configuration for a command, or says in its lines what is wrong. */
final class Configurations {
  private final ConfigurationLoader loader;
  private final PrintWriter err;

  Configurations(ConfigurationLoader loader, PrintWriter err) {
    this.loader = loader;
    this.err = err;
  }

  Configuration load(Path file) throws CommandFailure {
    return switch (loader.load(file)) {
      case ConfigurationResult.Loaded loaded -> {
        loaded.warnings().forEach(err::println);
        err.flush();
        yield loaded.configuration();
      }
      case ConfigurationResult.Wrong wrong ->
          throw CommandFailure.wrongUse(wrong.problems().stream().map(Problem::toString).toList());
    };
  }
}
