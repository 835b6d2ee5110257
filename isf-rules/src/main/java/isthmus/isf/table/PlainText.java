package isthmus.isf.table;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What free text of a sheet (names, labels, comments) may be. Such text is never executed here; it
 * is kept clean because it is shown to people and exported to spreadsheets, which do execute.
 */
public final class PlainText {
  /** The longest cell of any kind. */
  public static final int MOST_CHARACTERS = 1_000;

  /** The longest name or label. */
  public static final int MOST_IN_A_NAME = 80;

  /** What spreadsheets take for a formula when they open a CSV file; some also the wide letters. */
  private static final Pattern FORMULA =
      Pattern.compile("(?s)[=@\uFF1D\uFF20].*|[+\uFF0B\uFF0D-].*[|(!].*");

  /** A call of a member, or a placeholder of a template. */
  private static final Pattern CODE =
      Pattern.compile(
          "[A-Za-z_)]\\.[A-Za-z_]\\w*\\(|[$#@]\\{|<%|<\\s*script", Pattern.CASE_INSENSITIVE);

  /** What may stand where free text does. */
  public static final String ALLOWED = "plain text of at most " + MOST_CHARACTERS + " characters";

  private PlainText() {}

  /** What no cell of any kind may be: too long, or with control characters. */
  public static Optional<String> unfit(String text) {
    return text.length() > MOST_CHARACTERS
        ? Optional.of("the cell is too long")
        : text.codePoints().filter(c -> !ofText(c)).boxed().findFirst().map(PlainText::named);
  }

  /** What is wrong with a comment, which may have several lines; empty when nothing is. */
  public static Optional<String> wrong(String text) {
    if (isFormula(text)) {
      return Optional.of("a spreadsheet would take this for a formula");
    }
    if (CODE.matcher(text).find()) {
      return Optional.of("code is not taken");
    }
    return unfit(text);
  }

  /** Whether a spreadsheet that opens a CSV file would compute this. */
  public static boolean isFormula(String text) {
    return FORMULA.matcher(text.strip()).matches();
  }

  /** What is wrong with a name or label, one line; empty when nothing is. */
  public static Optional<String> wrongName(String text) {
    if (text.length() > MOST_IN_A_NAME || text.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("not a name");
    }
    return wrong(text);
  }

  /** An invisible character, which no typed cell takes; empty when there is none. */
  public static Optional<String> invisible(String text) {
    return text.codePoints()
        .filter(c -> !ofText(c) || Character.getType(c) == Character.FORMAT)
        .boxed()
        .findFirst()
        .map(PlainText::named);
  }

  private static String named(int codePoint) {
    return String.format("the character U+%04X is not taken", codePoint);
  }

  /** Not control characters, nor those that turn the direction of what people see. */
  private static boolean ofText(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c == '\n' || c == '\t';
      case Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      case Character.FORMAT -> !(c >= 0x202A && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069);
      default -> c != 0xFFFD;
    };
  }
}
