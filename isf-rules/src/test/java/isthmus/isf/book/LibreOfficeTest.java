package isthmus.isf.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a spreadsheet that opens and saves our files makes of them: nothing. */
class LibreOfficeTest {
  private static final List<String> TEXTS =
      List.of(
          "=1+1",
          "+49*",
          "+4930123456",
          "0800",
          "00",
          "-1",
          "@example.org",
          "1.10",
          "1,5",
          "10.000.000",
          "1e3",
          "TRUE",
          "2026-11-20",
          "08:00",
          "50%",
          "'quoted",
          "\"quoted\"",
          "two\nlines",
          "tab\there",
          "a_x000D_b",
          "_x005F_",
          "_x00e9_X_",
          "<b>&amp;</b>",
          "ünï – ✓ 😀",
          "עברית",
          "a  b",
          "#N/A",
          "x".repeat(100));

  @TempDir Path folder;

  @Test
  void aWorkbookThatItOpensAndSavesIsTheSame() throws Exception {
    Workbook workbook = RuleSetReaderTest.workbook();
    assertThat(saved(workbook)).isEqualTo(workbook);
  }

  @Test
  void textOfAnyKindStaysText() throws Exception {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "", "in the middle"));
    rows.add(List.of());
    for (String text : TEXTS) {
      rows.add(List.of(text, "", text));
    }
    Workbook workbook =
        new Workbook(List.of(new Worksheet("Any & <text> \"é\"", rows), new Worksheet("2", rows)));
    assertThat(saved(workbook)).isEqualTo(workbook);
  }

  private Workbook saved(Workbook workbook) throws IOException, InterruptedException {
    Optional<Path> office = program();
    assumeTrue(office.isPresent(), "LibreOffice is not installed");
    Path file = Files.write(folder.resolve("ours.xlsx"), WorkbookXlsx.write(workbook));
    Path out = folder.resolve("saved");
    Process process =
        new ProcessBuilder(
                office.get().toString(),
                "--headless",
                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
                out.toString(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    byte[] saved = Files.readAllBytes(out.resolve("ours.xlsx"));
    return switch (new WorkbookReader(SheetLimits.WORKBOOK).read("ours.xlsx", saved)) {
      case WorkbookReading.Good(Workbook read) -> read;
      case WorkbookReading.Bad bad -> throw new AssertionError(bad.lines());
    };
  }

  private static Optional<Path> program() {
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry, "soffice"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
