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

  /** A call of a member, or an expression of a template. */
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

  /**
   * What is wrong with a name or label, one line; empty when nothing is. Two names that look the
   * same are the same: nothing in them is invisible.
   */
  public static Optional<String> wrongName(String text) {
    if (text.length() > MOST_IN_A_NAME || text.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("not a name");
    }
    return invisible(text).or(() -> wrong(text));
  }

  /**
   * A character that nobody sees, which no name and no typed cell takes; empty when there is none.
   */
  public static Optional<String> invisible(String text) {
    return text.codePoints().filter(PlainText::isUnseen).boxed().findFirst().map(PlainText::named);
  }

  /** The text with characters that nobody sees told as {@code <U+202E>}. */
  public static String visible(String text) {
    if (text.codePoints().noneMatch(PlainText::isUnseen)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isUnseen(c) && !Character.isISOControl(c)) {
                shown.append(String.format("<U+%04X>", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  private static String named(int codePoint) {
    return String.format("the character U+%04X is not taken", codePoint);
  }

  /** Whether people do not see a character, or see others in another order because of it. */
  public static boolean isUnseen(int c) {
    return !ofText(c)
        || Character.getType(c) == Character.FORMAT
        || switch (c) {
          // Fillers and selectors that Unicode counts among letters, marks and symbols.
          case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F -> true;
          case 0x2800, 0x3164, 0xFFA0 -> true;
          default -> false;
        };
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
