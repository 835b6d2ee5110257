package isthmus.isf.book;

import isthmus.isf.Fixtures;
import isthmus.isf.table.Strategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Workbooks that several tests use. */
final class Books {
  private Books() {}

  /** A sheet with the cells of a CSV text. */
  static Worksheet sheet(String name, String csv) {
    return new Worksheet(
        name, read("x.csv", csv.getBytes(StandardCharsets.UTF_8)).sheets().getFirst().rows());
  }

  /** A file that is a workbook. */
  static Workbook read(String name, byte[] file) {
    return switch (reading(name, file)) {
      case WorkbookReading.Good(Workbook workbook) -> workbook;
      case WorkbookReading.Bad bad -> throw new AssertionError(bad.lines());
    };
  }

  static WorkbookReading reading(String name, byte[] file) {
    return new WorkbookReader(SheetLimits.WORKBOOK).read(name, file);
  }

  static RuleSetReading rules(Workbook workbook) {
    return new RuleSetReader(Strategy.TOP_DOWN).read(workbook);
  }

  /** A workbook that is a rule set. */
  static RuleSetReading.Good good(Workbook workbook) {
    return switch (rules(workbook)) {
      case RuleSetReading.Good good -> good;
      case RuleSetReading.Bad(List<SheetProblem> problems) ->
          throw new AssertionError(lines(problems).toString());
    };
  }

  /** All that is wrong with a workbook that is no rule set. */
  static List<SheetProblem> problems(Workbook workbook) {
    return switch (rules(workbook)) {
      case RuleSetReading.Good _ -> List.of();
      case RuleSetReading.Bad(List<SheetProblem> problems) -> problems;
    };
  }

  /** All that is wrong with a file. */
  static List<SheetProblem> problems(String name, byte[] file) {
    return switch (reading(name, file)) {
      case WorkbookReading.Good(Workbook workbook) -> problems(workbook);
      case WorkbookReading.Bad(List<SheetProblem> problems) -> problems;
    };
  }

  static List<String> lines(List<SheetProblem> problems) {
    return problems.stream().map(SheetProblem::line).toList();
  }

  /** The CSV files of a folder of the test resources, by the names of their sheets. */
  static Map<String, Worksheet> folder(String folder) {
    Map<String, Worksheet> sheets = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(path(folder))) {
      for (Path file : files.sorted().toList()) {
        String name = Objects.requireNonNull(file.getFileName()).toString().replace(".csv", "");
        sheets.put(name, sheet(name, Files.readString(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sheets;
  }

  private static Path path(String folder) {
    try {
      URI uri =
          Objects.requireNonNull(Fixtures.class.getResource("/isthmus/isf/" + folder)).toURI();
      return Path.of(uri);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** A workbook in which some sheets take the place of those of the same name. */
  static Workbook with(Map<String, Worksheet> usual, Map<String, Worksheet> others) {
    Map<String, Worksheet> sheets = new LinkedHashMap<>(usual);
    sheets.putAll(others);
    return new Workbook(new ArrayList<>(sheets.values()));
  }
}
