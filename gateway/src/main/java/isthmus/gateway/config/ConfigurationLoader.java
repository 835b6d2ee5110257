package isthmus.gateway.config;

import isthmus.gateway.config.tree.Problem;
import isthmus.gateway.config.tree.Problem.Severity;
import isthmus.gateway.config.tree.Problems;
import isthmus.gateway.config.tree.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads configuration files. Stateless; any thread may use it. */
public final class ConfigurationLoader {
  /** Largest file that is read. */
  public static final int MAX_FILE_BYTES = 1 << 20;

  private final Map<String, String> environment;

  /**
   * Makes a loader.
   *
   * @param environment what {@code ${env:NAME}} refers to, usually {@link System#getenv()}
   */
  public ConfigurationLoader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Reads a file. Relative paths in it are relative to its directory. Never throws for its content.
   */
  public ConfigurationResult load(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        return wrong(file, "is larger than 1 MiB, too large for a configuration");
      }
      String yaml = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      Path absolute = file.toAbsolutePath();
      return read(
          yaml, file.toString(), Optional.ofNullable(absolute.getParent()).orElse(absolute));
    } catch (NoSuchFileException e) {
      return wrong(file, "does not exist");
    } catch (CharacterCodingException e) {
      return wrong(file, "is not UTF-8 text");
    } catch (IOException e) {
      return wrong(file, Files.isDirectory(file) ? "is a directory" : "cannot be read");
    }
  }

  /**
   * Reads a text.
   *
   * @param yaml the configuration
   * @param name what problems call it
   * @param directory what relative paths in it are relative to
   */
  public ConfigurationResult read(String yaml, String name, Path directory) {
    Problems problems = new Problems(name);
    Optional<Configuration> configuration =
        new SettingsReader(environment, directory).read(yaml, Configuration.class, problems);
    if (problems.errors().isEmpty() && configuration.isPresent()) {
      return new ConfigurationResult.Loaded(configuration.get(), problems.warnings());
    }
    return new ConfigurationResult.Wrong(problems.errors());
  }

  private static ConfigurationResult wrong(Path file, String text) {
    return new ConfigurationResult.Wrong(
        List.of(new Problem(Severity.ERROR, file.toString(), 0, "", text)));
  }
}
