package isthmus.gateway.config;

import isthmus.gateway.config.tree.Complaints;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rule for settings that name a file which must be there. */
final class ReadableFile {
  private ReadableFile() {}

  static void check(Path path, String key, Complaints complaints) {
    if (!Files.exists(path)) {
      complaints.error(key, "file " + path + " does not exist");
    } else if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      complaints.error(key, path + " is not a readable file");
    }
  }
}
