package isthmus.gateway.config.tree;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads YAML into a record whose components carry {@link Setting}. */
public final class SettingsReader {
  private final Map<String, String> environment;
  private final Path directory;

  /**
   * Prepares a reader.
   *
   * @param environment what {@code ${env:NAME}} refers to
   * @param directory what relative paths are relative to
   */
  public SettingsReader(Map<String, String> environment, Path directory) {
    this.environment = Map.copyOf(environment);
    this.directory = directory;
  }

  /**
   * Reads a document.
   *
   * @param yaml the text of the document
   * @param type the record that it fills
   * @param problems gets whatever is wrong
   * @return the record; it may be present although {@code problems} has errors
   */
  public <R extends Record> Optional<R> read(String yaml, Class<R> type, Problems problems) {
    ScalarReader scalars =
        new ScalarReader(
            problems, new References(environment, directory), new ScalarTypes(directory));
    return new YamlReader(problems)
        .read(yaml)
        .flatMap(root -> new RecordMapper(problems, scalars).section(type, root, ""))
        .map(type::cast);
  }
}
