package isthmus.gateway.assembly;

import isthmus.gateway.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The name of this node: configured, or drawn once and kept in the data directory, so that a
 * restarted node takes its own work up again without waiting for its leases to run out.
 */
final class NodeName {
  private static final int OCTETS = 4;

  private NodeName() {}

  static String of(Configuration configuration) throws IOException {
    if (configuration.node().isPresent()) {
      return configuration.node().get();
    }
    Path file = configuration.data().resolve("node");
    if (Files.exists(file)) {
      String kept = Files.readString(file).strip();
      if (!kept.isEmpty()) {
        return kept;
      }
    }
    byte[] random = new byte[OCTETS];
    new SecureRandom().nextBytes(random);
    String drawn = "node-" + HexFormat.of().formatHex(random);
    Files.createDirectories(configuration.data());
    Files.writeString(file, drawn + System.lineSeparator());
    return drawn;
  }
}
