package isthmus.gateway.rules;

import isthmus.gateway.rules.draft.DraftGrid;
import isthmus.gateway.rules.draft.DraftSheet;
import isthmus.isf.book.SheetProblem;
import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong with a draft, by the keys of its grid.
 *
 * @param sheet key of the sheet; absent when the workbook as a whole is meant
 * @param row key of the row
 * @param column key of the column
 * @param place as in a spreadsheet, such as {@code C4}; may be empty
 * @param text what is wrong
 * @param allowed what could stand there instead, may be empty
 */
public record DraftProblem(
    Optional<String> sheet,
    Optional<String> row,
    Optional<String> column,
    String place,
    String text,
    String allowed) {

  static List<DraftProblem> of(List<SheetProblem> problems, DraftGrid grid) {
    return problems.stream().map(problem -> of(problem, grid)).toList();
  }

  private static DraftProblem of(SheetProblem found, DraftGrid grid) {
    Optional<DraftSheet> sheet =
        grid.sheets().stream()
            .filter(each -> each.name().equalsIgnoreCase(found.sheet()))
            .findFirst();
    int row = found.problem().row() - 1;
    int column = found.problem().column() - 1;
    return new DraftProblem(
        sheet.map(DraftSheet::key),
        sheet.filter(s -> row >= 0 && row < s.rows().size()).map(s -> s.rows().get(row).key()),
        sheet
            .filter(s -> column >= 0 && column < s.columns().size())
            .map(s -> s.columns().get(column)),
        found.problem().place(),
        found.problem().wrong(),
        found.problem().allowed());
  }
}
