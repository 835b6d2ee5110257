package isthmus.isf.book;

import isthmus.isf.table.PlainText;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** What the name of a sheet may be, so that every spreadsheet takes it. */
public final class SheetName {
  /** The longest name that spreadsheets take. */
  public static final int MOST_CHARACTERS = 31;

  private static final String NEVER = "[]:*?/\\";

  /** What a name may be, in words. */
  public static final String ALLOWED =
      "1 to 31 characters that can be seen, without [ ] : * ? / \\";

  private SheetName() {}

  /** What is wrong with a name; empty when nothing is. */
  public static Optional<String> wrong(String name) {
    boolean fits =
        !name.isBlank()
            && name.equals(name.strip())
            && name.length() <= MOST_CHARACTERS
            && name.codePoints().noneMatch(SheetName::never)
            && !name.startsWith("'")
            && !name.endsWith("'")
            && !name.equalsIgnoreCase("history");
    return fits ? Optional.empty() : Optional.of("not a name for a sheet");
  }

  private static boolean never(int c) {
    return NEVER.indexOf(c) >= 0 || c == '\n' || c == '\t' || PlainText.isUnseen(c);
  }

  /** A name as near to a wish as it may be, and none of those that are taken. */
  public static String of(String wish, Collection<String> taken) {
    StringBuilder fit = new StringBuilder();
    wish.strip().codePoints().forEach(c -> fit.appendCodePoint(never(c) ? '-' : c));
    String base = shortened(fit.toString().replaceAll("^'+|'+$", ""), MOST_CHARACTERS);
    if (wrong(base).isPresent()) {
      base = "Sheet";
    }
    String name = base;
    for (int n = 2; isTaken(name, taken); n++) {
      String suffix = " " + n;
      name = shortened(base, MOST_CHARACTERS - suffix.length()) + suffix;
    }
    return name;
  }

  private static boolean isTaken(String name, Collection<String> taken) {
    String lower = name.toLowerCase(Locale.ROOT);
    return taken.stream().anyMatch(other -> other.toLowerCase(Locale.ROOT).equals(lower));
  }

  private static String shortened(String text, int most) {
    int end = Math.min(most, text.length());
    if (end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end).strip();
  }
}
