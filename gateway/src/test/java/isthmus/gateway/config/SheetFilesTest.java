package isthmus.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code isf.table} may name. */
final class SheetFilesTest {
  @TempDir Path directory;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(directory.resolve("rules/archive.csv"));
    Files.createDirectories(directory.resolve("empty"));
    for (String name :
        List.of(
            "routing.csv",
            "rules/20-policy.csv",
            "rules/10-routing.XLSX",
            "rules/~$10-routing.XLSX",
            "rules/.~lock.20-policy.csv",
            "rules/.hidden.csv",
            "rules/notes.txt")) {
      Files.writeString(directory.resolve(name), "");
    }
  }

  private List<Path> files(String isf) throws IOException {
    return ConfigurationText.good(ConfigurationText.MINIMAL + isf, directory).isf().sheetFiles();
  }

  private List<String> problems(String isf) {
    return ConfigurationText.problems(
            ConfigurationText.read(ConfigurationText.MINIMAL + isf, directory))
        .stream()
        .map(line -> line.replaceFirst(".*?\\d+: ", "").replace(directory + "/", ""))
        .toList();
  }

  @Test
  void aFileIsItself() throws IOException {
    assertThat(files("isf: {table: routing.csv}\n"))
        .containsExactly(directory.resolve("routing.csv"));
  }

  @Test
  void aFolderIsItsSheetsByNameWithoutWhatIsHidden() throws IOException {
    assertThat(files("isf: {table: rules}\n"))
        .containsExactly(
            directory.resolve("rules/10-routing.XLSX"), directory.resolve("rules/20-policy.csv"));
  }

  @Test
  void aListKeepsItsOrder() throws IOException {
    assertThat(files("isf: {table: [rules, routing.csv]}\n"))
        .containsExactly(
            directory.resolve("rules/10-routing.XLSX"),
            directory.resolve("rules/20-policy.csv"),
            directory.resolve("routing.csv"));
  }

  @Test
  void whatCannotBeReadIsToldWithItsPlaceInTheList() {
    assertThat(problems("isf: {table: [routing.csv, rules/notes.txt, empty, more.csv]}\n"))
        .containsExactly(
            "isf.table[1]: must be a .csv or .xlsx file, or a folder of such files",
            "isf.table[2]: folder empty has no .csv or .xlsx file",
            "isf.table[3]: file more.csv does not exist");
    assertThat(problems("isf: {table: empty}\n"))
        .containsExactly("isf.table: folder empty has no .csv or .xlsx file");
  }
}
