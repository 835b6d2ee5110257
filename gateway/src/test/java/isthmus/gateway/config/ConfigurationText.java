package isthmus.gateway.config;

import isthmus.gateway.config.tree.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads configurations for tests. */
final class ConfigurationText {
  /** The least that an embedded core needs. */
  static final String MINIMAL =
      """
      sip:
        listen: ["udp://127.0.0.1:5060"]
        domain: ims.example.org
        mode: embedded
      """;

  private ConfigurationText() {}

  static ConfigurationResult read(String yaml, Path directory) {
    return new ConfigurationLoader(Map.of()).read(yaml, "isthmus.yaml", directory);
  }

  static Configuration good(String yaml, Path directory) {
    return switch (read(yaml, directory)) {
      case ConfigurationResult.Loaded loaded -> loaded.configuration();
      case ConfigurationResult.Wrong wrong -> throw new AssertionError(wrong.problems());
    };
  }

  static List<String> problems(ConfigurationResult result) {
    return switch (result) {
      case ConfigurationResult.Loaded _ -> List.of();
      case ConfigurationResult.Wrong wrong ->
          wrong.problems().stream().map(Problem::toString).toList();
    };
  }

  static List<String> warnings(ConfigurationResult result) {
    return switch (result) {
      case ConfigurationResult.Loaded loaded ->
          loaded.warnings().stream().map(Problem::toString).toList();
      case ConfigurationResult.Wrong wrong -> throw new AssertionError(wrong.problems());
    };
  }

  static String resource(String name) {
    try (InputStream in = ConfigurationText.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
