package isthmus.gateway.assembly;

import isthmus.gateway.cli.TableChecker;
import isthmus.gateway.config.Configuration;
import isthmus.isf.Activation;
import isthmus.isf.IsfTables;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.SheetLimits;
import isthmus.isf.table.Strategy;
import isthmus.isf.table.TableReader;
import isthmus.isf.table.TableReading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The routing table: read, checked, made active. */
public final class Selections implements TableChecker {
  private static final String DEFAULT = "/isthmus/isf/default-routing.csv";

  @Override
  public List<String> problems(Configuration configuration) {
    String name = name(configuration);
    return switch (read(configuration)) {
      case TableReading.Bad bad ->
          bad.problems().stream().map(problem -> name + ": " + problem.line()).toList();
      case TableReading.Good good -> {
        try (IsfTables tables =
            new IsfTables(InstantSource.system())) {
          yield tables.validate(good.table()).map(why -> name + ": " + why).stream().toList();
        }
      }
    };
  }

  /**
   * Reads the configured table, or the one that comes with the program, and makes it active.
   *
   * @throws IllegalArgumentException with a line for each thing that is wrong with it
   */
  public static IsfTables activated(Configuration configuration, InstantSource clock) {
    String name = name(configuration);
    RoutingTable table =
        switch (read(configuration)) {
          case TableReading.Good good -> good.table();
          case TableReading.Bad bad ->
              throw new IllegalArgumentException(
                  "the routing table " + name + " is not usable:\n" + bad.lines());
        };
    IsfTables tables = new IsfTables(clock);
    Activation activation = tables.activate(1, table);
    if (activation instanceof Activation.Refused refused) {
      tables.close();
      throw new IllegalArgumentException(
          "the routing table " + name + " is not usable: " + refused.why());
    }
    return tables;
  }

  private static String name(Configuration configuration) {
    return configuration.isf().table().map(Path::toString).orElse("(built-in table)");
  }

  private static TableReading read(Configuration configuration) {
    Optional<Path> file = configuration.isf().table();
    TableReader reader = new TableReader(SheetLimits.DEFAULT);
    try {
      byte[] octets = file.isPresent() ? Files.readAllBytes(file.get()) : builtIn();
      TableReading reading = reader.read("routing", octets);
      return switch (reading) {
        case TableReading.Bad bad -> bad;
        case TableReading.Good good ->
            new TableReading.Good(withStrategy(good.table(), configuration));
      };
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "the routing table " + name(configuration) + " cannot be read: " + unreadable.getMessage(),
          unreadable);
    }
  }

  private static RoutingTable withStrategy(RoutingTable table, Configuration configuration) {
    Strategy strategy =
        switch (configuration.isf().strategy()) {
          case TOP_DOWN -> Strategy.TOP_DOWN;
          case WEIGHTS -> Strategy.WEIGHTS;
        };
    return new RoutingTable(table.id(), table.name(), strategy, table.columns(), table.rows());
  }

  private static byte[] builtIn() throws IOException {
    try (InputStream stream = IsfTables.class.getResourceAsStream(DEFAULT)) {
      if (stream == null) {
        throw new IOException(DEFAULT + " is missing from the program");
      }
      return stream.readAllBytes();
    }
  }
}
