package isthmus.gateway.rules;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.store.PostgresRuleSets.Format;
import isthmus.gateway.store.PostgresRuleSets.ImportedFile;
import isthmus.isf.IsfRules;
import isthmus.isf.book.CellProblem;
import isthmus.isf.book.SheetLimits;
import isthmus.isf.book.SheetProblem;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.WorkbookReading;
import isthmus.isf.book.WorkbookXlsx;
import isthmus.isf.book.Worksheet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Several files whose sheets are one workbook; knows which sheet stands in which file. */
final class JoinedFiles {
  private static final int LONGEST_NAME = 200;

  private final List<ImportedFile> files;
  private final String name;
  private final List<Worksheet> sheets = new ArrayList<>();
  private final Map<String, String> fileOfSheet = new HashMap<>();
  private final List<SheetProblem> problems = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  JoinedFiles(List<ImportedFile> files) {
    this.files = List.copyOf(files);
    this.name = name(this.files);
  }

  /** Every file is read, so that one run tells all that is wrong with any of them. */
  ConfiguredRules check(IsfRules tables) {
    for (ImportedFile file : files) {
      switch (Books.read(file.name(), file.octets())) {
        case WorkbookReading.Good(Workbook book) ->
            book.sheets().forEach(sheet -> add(sheet, file.name()));
        case WorkbookReading.Bad(List<SheetProblem> wrong) ->
            wrong.forEach(problem -> refuse(file.name(), problem));
      }
    }
    int most = SheetLimits.WORKBOOK.maxSheets();
    if (sheets.size() > most) {
      refuse(name, ofFile("", "more sheets than a workbook has", "at most " + most));
    }
    if (!problems.isEmpty()) {
      return unusable(Octets.utf8(""));
    }
    Workbook book = new Workbook(sheets);
    Octets octets = Octets.wrap(WorkbookXlsx.write(book));
    return switch (CheckedRules.ofNew(name, book, files.getFirst().strategy(), tables)) {
      case CheckedRules.Usable usable -> new ConfiguredRules(joined(octets), usable, List.of());
      case CheckedRules.Unusable(var _, List<SheetProblem> wrong) -> {
        wrong.forEach(problem -> refuse(fileOf(problem), problem));
        yield unusable(octets);
      }
    };
  }

  private void add(Worksheet sheet, String file) {
    String other = fileOfSheet.putIfAbsent(sheet.name().toLowerCase(Locale.ROOT), file);
    if (other == null) {
      sheets.add(sheet);
    } else {
      String allowed = "a name for each sheet, by a row Id: or Name: at its top";
      refuse(file, ofFile(sheet.name(), "a sheet of this name is in " + other + ", too", allowed));
    }
  }

  private static SheetProblem ofFile(String sheet, String what, String allowed) {
    return new SheetProblem(sheet, CellProblem.ofFile(what, allowed));
  }

  private void refuse(String file, SheetProblem problem) {
    problems.add(problem);
    lines.add(file + ": " + problem.line());
  }

  private String fileOf(SheetProblem problem) {
    return fileOfSheet.getOrDefault(problem.sheet().toLowerCase(Locale.ROOT), name);
  }

  private ConfiguredRules unusable(Octets octets) {
    return new ConfiguredRules(joined(octets), new CheckedRules.Unusable(name, problems), lines);
  }

  private ImportedFile joined(Octets octets) {
    return new ImportedFile(name, Format.XLSX, octets, files.getFirst().strategy());
  }

  /** Their names without folders, as the name of a version. */
  private static String name(List<ImportedFile> files) {
    String all = files.stream().map(file -> file.named().name()).collect(Collectors.joining(", "));
    return all.length() <= LONGEST_NAME
        ? all
        : "%s and %d more".formatted(files.getFirst().named().name(), files.size() - 1);
  }
}
