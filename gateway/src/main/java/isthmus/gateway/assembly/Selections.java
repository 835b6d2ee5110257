package isthmus.gateway.assembly;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.cli.TableChecker;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.store.PostgresRuleSets.Format;
import isthmus.gateway.store.PostgresRuleSets.ImportedFile;
import isthmus.gateway.tables.CheckedRules;
import isthmus.gateway.tables.ConfiguredRules;
import isthmus.isf.IsfRules;
import isthmus.isf.table.Strategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The routing table that a configuration names, or the one that comes with the program. */
public final class Selections implements TableChecker {
  private static final String DEFAULT = "/isthmus/isf/default-routing.csv";

  @Override
  public List<String> problems(Configuration configuration) {
    try (IsfRules tables = new IsfRules(InstantSource.system())) {
      return switch (checked(configuration, tables).checked()) {
        case CheckedRules.Unusable unusable -> unusable.lines().lines().toList();
        case CheckedRules.Usable usable -> {
          usable.prepared().close();
          yield List.of();
        }
      };
    }
  }

  /** Reads and compiles the table; takes seconds. */
  static ConfiguredRules checked(Configuration configuration, IsfRules tables) {
    return ConfiguredRules.of(file(configuration), tables);
  }

  private static ImportedFile file(Configuration configuration) {
    Optional<Path> path = configuration.isf().table();
    String name = path.map(Path::toString).orElse("(built-in table)");
    try {
      byte[] octets = path.isPresent() ? Files.readAllBytes(path.get()) : builtIn();
      Format format = name.toLowerCase(Locale.ROOT).endsWith(".xlsx") ? Format.XLSX : Format.CSV;
      return new ImportedFile(name, format, Octets.wrap(octets), strategy(configuration));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "the routing table " + name + " cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  /** How ties are broken by tables that do not say. */
  static Strategy strategy(Configuration configuration) {
    return switch (configuration.isf().strategy()) {
      case TOP_DOWN -> Strategy.TOP_DOWN;
      case WEIGHTS -> Strategy.WEIGHTS;
    };
  }

  private static byte[] builtIn() throws IOException {
    try (InputStream stream = IsfRules.class.getResourceAsStream(DEFAULT)) {
      if (stream == null) {
        throw new IOException(DEFAULT + " is missing from the program");
      }
      return stream.readAllBytes();
    }
  }
}
