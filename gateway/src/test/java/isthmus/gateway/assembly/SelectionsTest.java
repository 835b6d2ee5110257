package isthmus.gateway.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.config.Configuration;
import isthmus.gateway.config.ConfigurationLoader;
import isthmus.gateway.config.ConfigurationResult;
import isthmus.gateway.rules.CheckedRules;
import isthmus.gateway.rules.ConfiguredRules;
import isthmus.isf.IsfRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that a configuration names by one file, by several and by a folder. */
final class SelectionsTest {
  private static final String ROUTING =
      """
      Criterion,SMS,MMS
      Text ok,Yes,Yes
      """;

  private static final String NIGHT =
      """
      Id:,night
      Criterion,MMS
      Text ok,Yes
      """;

  private static final String POLICY =
      """
      Type:,policy
      Rule,Stage,From,Table,Reject
      Blocked,decision,list blocked,,403 Not from here
      Others,,,night,
      """;

  private static final String BLOCKED =
      """
      Type:,list
      Address
      +1900*
      """;

  @TempDir Path directory;

  private Configuration configuration(String table) throws IOException {
    Path file = directory.resolve("isthmus.yaml");
    Files.writeString(
        file,
        """
        sip: {listen: ["udp://127.0.0.1:0"], domain: ims.example.org, mode: embedded}
        isf: {table: %s}
        """
            .formatted(table));
    return switch (new ConfigurationLoader(Map.of()).load(file)) {
      case ConfigurationResult.Loaded loaded -> loaded.configuration();
      case ConfigurationResult.Wrong wrong -> throw new AssertionError(wrong.problems());
    };
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private List<String> problems(String table) throws IOException {
    return new Selections()
        .problems(configuration(table)).stream()
            .map(line -> line.replace(directory + "/", ""))
            .toList();
  }

  @Test
  void theSheetsOfAllFilesAreOneWorkbook() throws IOException {
    write("routing.csv", ROUTING);
    write("more/blocked.csv", BLOCKED);
    write("more/night.csv", NIGHT);
    write("more/policy.csv", POLICY);
    try (IsfRules tables = new IsfRules(InstantSource.system())) {
      ConfiguredRules configured = Selections.checked(configuration("[routing.csv, more]"), tables);
      assertThat(configured.problems()).isEmpty();
      assertThat(configured.file().name())
          .isEqualTo("routing.csv, blocked.csv, night.csv, policy.csv");
      assertThat(configured.checked())
          .isInstanceOfSatisfying(
              CheckedRules.Usable.class,
              usable -> {
                assertThat(usable.book().sheets())
                    .extracting(sheet -> sheet.name())
                    .containsExactly("routing", "blocked", "night", "policy");
                assertThat(usable.rules().first().id()).isEqualTo("routing");
                assertThat(usable.rules().policy()).isPresent();
              });
      configured.checked().discard();
    }
  }

  @Test
  void everyProblemNamesItsFileItsSheetAndItsPlace() throws IOException {
    write("rules/1-routing.csv", ROUTING.replace("Yes,Yes", "maybe,Yes"));
    write("rules/2-policy.csv", POLICY.replace("list blocked", "list blokced"));
    write("rules/3-blocked.csv", BLOCKED.replace("Type:,list", "Type:,list\nId:,blocked"));
    write("rules/4-night.csv", NIGHT);
    assertThat(problems("rules"))
        .containsExactly(
            "rules/1-routing.csv: routing B2 \"maybe\": neither yes nor no (Text ok, SMS); allowed:"
                + " Yes, No, or empty",
            "rules/2-policy.csv: policy C3 \"list blokced\": no list blokced; perhaps blocked is"
                + " meant; allowed: blocked");
  }

  @Test
  void filesThatAreNoSheetsAreAllToldAtOnce() throws IOException {
    write("a.csv", "\"open");
    write("b.csv", "");
    write("c.csv", ROUTING);
    assertThat(problems("[a.csv, c.csv, b.csv]"))
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("a.csv: "),
            line -> assertThat(line).startsWith("b.csv: "));
  }

  @Test
  void twoSheetsOfOneNameAreRefusedWithBothFiles() throws IOException {
    write("a.csv", ROUTING);
    write("b.csv", ROUTING);
    assertThat(problems("[a.csv, b.csv]"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("b.csv: routing")
        .contains("a sheet of this name is in ", "a.csv, too; allowed: a name for each sheet");
  }

  @Test
  void whatIsWrongWithAllTogetherNamesThemAll() throws IOException {
    write("blocked.csv", BLOCKED);
    write("other.csv", BLOCKED);
    assertThat(problems("[blocked.csv, other.csv]"))
        .containsExactly(
            "blocked.csv, other.csv: no routing table; allowed: at least one sheet of Type:"
                + " routing");
  }
}
