package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.store.PostgresRuleSets.ImportedFile;
import isthmus.isf.IsfRules;
import isthmus.isf.book.SheetProblem;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.WorkbookReading;
import java.util.List;

/**
 * What a configuration names as rules, read and compiled.
 *
 * @param file the file; of several, all their sheets as one workbook
 * @param checked what came of it
 * @param problems everything that is wrong, one line each with file, sheet, row and column; empty
 *     when it can decide
 */
public record ConfiguredRules(ImportedFile file, CheckedRules checked, List<String> problems) {
  /** Checks the components. */
  public ConfiguredRules {
    requireNonNull(file);
    requireNonNull(checked);
    problems = List.copyOf(problems);
  }

  /** Reads, compiles and tries a file; takes tenths of a second, seconds the first time. */
  public static ConfiguredRules of(ImportedFile file, IsfRules tables) {
    CheckedRules checked =
        switch (Books.read(file.name(), file.octets())) {
          case WorkbookReading.Good(Workbook book) ->
              CheckedRules.ofNew(file.name(), book, file.strategy(), tables);
          case WorkbookReading.Bad(List<SheetProblem> problems) ->
              new CheckedRules.Unusable(file.name(), problems);
        };
    return switch (checked) {
      case CheckedRules.Usable usable -> new ConfiguredRules(file, usable, List.of());
      case CheckedRules.Unusable unusable ->
          new ConfiguredRules(file, unusable, unusable.lines().lines().toList());
    };
  }

  /**
   * The same for several files that are one workbook together.
   *
   * @param files at least one; the first routing table of the first file that has one decides when
   *     the policy names no other
   */
  public static ConfiguredRules of(List<ImportedFile> files, IsfRules tables) {
    return files.size() == 1 ? of(files.getFirst(), tables) : new JoinedFiles(files).check(tables);
  }
}
