package isthmus.gateway.tables;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.store.PostgresRuleSets.ImportedFile;
import isthmus.isf.IsfRules;
import isthmus.isf.book.SheetProblem;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.WorkbookReading;
import java.util.List;

/**
 * The file that a configuration names, read and compiled.
 *
 * @param file the file
 * @param checked what came of it
 */
public record ConfiguredRules(ImportedFile file, CheckedRules checked) {
  /** Checks the components. */
  public ConfiguredRules {
    requireNonNull(file);
    requireNonNull(checked);
  }

  /** Reads, compiles and tries a file; takes tenths of a second, seconds the first time. */
  public static ConfiguredRules of(ImportedFile file, IsfRules tables) {
    return new ConfiguredRules(
        file,
        switch (Books.read(file.name(), file.octets())) {
          case WorkbookReading.Good(Workbook book) ->
              CheckedRules.of(file.name(), book, file.strategy(), tables);
          case WorkbookReading.Bad(List<SheetProblem> problems) ->
              new CheckedRules.Unusable(file.name(), problems);
        });
  }
}
