package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The section {@code functions}. */
public record FunctionsConfiguration(
    @Setting(
            meaning =
                "Directory of jars with further interworking functions; one that is put there is"
                    + " loaded while the gateway runs, and its code runs as part of the gateway:"
                    + " nobody else may write there.")
        Optional<Path> directory)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    directory
        .filter(path -> !Files.isDirectory(path))
        .ifPresent(path -> complaints.error("directory", path + " is not a directory"));
  }
}
