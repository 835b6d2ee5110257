package isthmus.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Files of sheets, by their names. */
public final class SheetFiles {
  private SheetFiles() {}

  /** Whether the name of a file is that of sheets. */
  public static boolean isOne(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".xlsx");
  }

  /**
   * The file itself, or what a folder holds of such files, by name. What spreadsheet programs leave
   * beside a file that is open ({@code ~$rules.xlsx}, {@code .~lock.rules.csv#}) and other hidden
   * files do not count.
   */
  public static List<Path> at(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside.filter(SheetFiles::isShown).filter(SheetFiles::isOne).sorted().toList();
    }
  }

  private static boolean isShown(Path path) {
    String name = String.valueOf(path.getFileName());
    return !name.startsWith(".") && !name.startsWith("~$") && !Files.isDirectory(path);
  }
}
