package isthmus.isf.book;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.Fixtures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Workbooks with one mistake each, in files, and their one finding ({@code broken/findings.psv}). A
 * folder holds the sheets that differ from {@code broken/_good}.
 */
class BrokenWorkbooksTest {

  static Stream<Arguments> cases() {
    return new String(Fixtures.file("broken/findings.psv"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\\|", 4))
        .map(
            parts ->
                Arguments.argumentSet(
                    parts[0].strip(),
                    parts[0].strip(),
                    parts[1].strip(),
                    parts[2].strip(),
                    parts[3].strip()));
  }

  @Test
  void thereAreMoreThanTheTwelveThatWereAskedFor() {
    assertThat(cases().count()).isGreaterThan(60);
  }

  @Test
  void theGoodOneIsGood() {
    assertThat(Books.lines(Books.problems(Books.with(Books.folder("broken/_good"), Map.of()))))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aBrokenWorkbookHasItsOneFinding(String file, String sheet, String place, String text) {
    if (file.endsWith(".xlsx")) {
      check(Books.problems(file, Fixtures.file("broken/" + file)), sheet, place, text);
    } else {
      Workbook workbook = Books.with(Books.folder("broken/_good"), Books.folder("broken/" + file));
      check(Books.problems(workbook), sheet, place, text);
      check(Books.problems("book.xlsx", WorkbookXlsx.write(workbook)), sheet, place, text);
    }
  }

  private static void check(List<SheetProblem> problems, String sheet, String place, String text) {
    assertThat(problems).describedAs(Books.lines(problems).toString()).hasSize(1);
    SheetProblem problem = problems.getFirst();
    assertThat(problem.sheet()).isEqualTo(sheet);
    assertThat(problem.problem().place()).isEqualTo(place);
    assertThat(problem.line()).contains(text);
    assertThat(problem.problem().allowed()).isNotEmpty();
  }
}
