package isthmus.gateway.assembly;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.cli.TableChecker;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.rules.ConfiguredRules;
import isthmus.gateway.store.PostgresRuleSets.Format;
import isthmus.gateway.store.PostgresRuleSets.ImportedFile;
import isthmus.isf.IsfRules;
import isthmus.isf.table.Strategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sheets that a configuration names, or the routing table that comes with the program. */
public final class Selections implements TableChecker {
  private static final String DEFAULT = "/isthmus/isf/default-routing.csv";

  @Override
  public List<String> problems(Configuration configuration) {
    try (IsfRules tables = new IsfRules(InstantSource.system())) {
      ConfiguredRules configured = checked(configuration, tables);
      configured.checked().discard();
      return configured.problems();
    } catch (UncheckedIOException unreadable) {
      return List.of(String.valueOf(unreadable.getMessage()));
    }
  }

  /** Reads and compiles the tables; takes seconds. */
  static ConfiguredRules checked(Configuration configuration, IsfRules tables) {
    return ConfiguredRules.of(files(configuration), tables);
  }

  private static List<ImportedFile> files(Configuration configuration) {
    Strategy strategy = strategy(configuration);
    List<ImportedFile> files = new ArrayList<>();
    try {
      for (Path path : configuration.isf().sheetFiles()) {
        String name = path.toString();
        Format format = name.toLowerCase(Locale.ROOT).endsWith(".xlsx") ? Format.XLSX : Format.CSV;
        Octets octets = Octets.wrap(Files.readAllBytes(path));
        files.add(new ImportedFile(name, format, octets, strategy));
      }
      return files.isEmpty()
          ? List.of(
              new ImportedFile("(built-in table)", Format.CSV, Octets.wrap(builtIn()), strategy))
          : files;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "isf.table cannot be read: " + CommandFailure.reason(unreadable), unreadable);
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
