package isthmus.isf.policy;

import isthmus.isf.table.CellReader;
import isthmus.isf.table.CellRefusedException;
import isthmus.isf.table.Unit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the cells below {@code Rewrite …} and {@code Change content} say. Pure functions. */
final class ChangeGrammar {
  static final String ADDRESS = AddressGrammar.ADDRESS + ", replace +49 by 0, map NAME";
  static final String CONTENT = "strip picture, video/*; truncate 160; split 300; or link";
  static final String PATTERNS =
      "picture, text, video clip, audio clip, location, other file, image/*";
  private static final Pattern REPLACE =
      Pattern.compile("replace\\s+(\\+?[0-9]{0,15})\\s+by\\s+(\\+?[0-9]{0,15}|nothing)");
  private static final Pattern COUNTED = Pattern.compile("(truncate|split)\\s+(.+)");
  private static final int MOST_CHARACTERS = 100_000;

  private ChangeGrammar() {}

  static AddressChange address(String text) throws CellRefusedException {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("map ")) {
      return new AddressChange.Mapped(AddressGrammar.id(text.substring(4).strip(), "map"));
    }
    Matcher replace = REPLACE.matcher(lower);
    if (replace.matches() && !replace.group(1).isEmpty() && !replace.group(2).isEmpty()) {
      String by = replace.group(2).equals("nothing") ? "" : replace.group(2);
      return new AddressChange.ReplacePrefix(replace.group(1), by);
    }
    if (lower.startsWith("replace")) {
      throw new CellRefusedException("not a change of first digits", "replace +49 by 0");
    }
    try {
      return new AddressChange.Fixed(AddressGrammar.address(text));
    } catch (CellRefusedException e) {
      throw new CellRefusedException(e.wrong(), ADDRESS);
    }
  }

  static String text(AddressChange change) {
    return switch (change) {
      case AddressChange.Fixed(String address) -> address;
      case AddressChange.ReplacePrefix(String digits, String by) ->
          "replace " + digits + " by " + (by.isEmpty() ? "nothing" : by);
      case AddressChange.Mapped(String map) -> "map " + map;
    };
  }

  static ContentChange content(String text) throws CellRefusedException {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("link")) {
      return new ContentChange.Link();
    }
    if (lower.startsWith("strip ")) {
      return new ContentChange.Strip(patterns(lower.substring(6), PATTERNS));
    }
    Matcher counted = COUNTED.matcher(lower);
    if (counted.matches()) {
      long characters = CellReader.limit(counted.group(2), Unit.CHARACTERS);
      if (characters < 1 || characters > MOST_CHARACTERS) {
        throw new CellRefusedException(
            "not that many characters", "from 1 to " + MOST_CHARACTERS + " characters");
      }
      return counted.group(1).equals("split")
          ? new ContentChange.Split((int) characters)
          : new ContentChange.Truncate((int) characters);
    }
    throw new CellRefusedException("not a change of the content", CONTENT);
  }

  static String text(ContentChange change) {
    return switch (change) {
      case ContentChange.Strip(Set<String> patterns) ->
          "strip " + String.join(", ", new TreeSet<>(patterns));
      case ContentChange.Truncate(int characters) -> "truncate " + characters;
      case ContentChange.Split(int characters) -> "split " + characters;
      case ContentChange.Link() -> "link";
    };
  }

  /** Content words and media type patterns between commas. */
  static Set<String> patterns(String text, String allowed) throws CellRefusedException {
    Set<String> patterns = new LinkedHashSet<>();
    for (String part : AddressGrammar.parts(text, ",", allowed)) {
      patterns.add(ContentWords.pattern(part));
    }
    return patterns;
  }

  static List<String> verbs() {
    return List.of("strip", "truncate", "split", "link");
  }
}
