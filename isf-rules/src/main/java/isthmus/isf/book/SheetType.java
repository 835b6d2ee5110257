package isthmus.isf.book;

import isthmus.isf.table.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a sheet is about; its {@code Type:} setting says it. */
public enum SheetType {
  /** Criteria as rows, services as columns (CPM SD appendix D). */
  ROUTING("routing"),
  /** Rules as rows; the first that fits decides. */
  POLICY("policy"),
  /** Addresses that conditions name. */
  LIST("list"),
  /** Addresses that take the place of others. */
  MAP("map"),
  /** Anything that operators want to keep beside the tables; it decides nothing. */
  NOTES("notes");

  private final String word;

  SheetType(String word) {
    this.word = word;
  }

  /** The word an operator writes for it. */
  public String word() {
    return word;
  }

  /** The settings of such a sheet besides {@code Type}, without the colon. */
  public List<String> settings() {
    return switch (this) {
      case ROUTING -> List.of("Name", "Id", "Strategy");
      case POLICY -> List.of("Name", "Id", "Zone");
      case LIST, MAP, NOTES -> List.of("Name", "Id");
    };
  }

  /** The most rows below the headings, so that rules are compiled in bounded time. */
  public int mostRows() {
    return switch (this) {
      case ROUTING -> 1_000;
      case POLICY -> 2_000;
      case LIST, MAP, NOTES -> 20_000;
    };
  }

  /** By the word. */
  public static Optional<SheetType> ofWord(String word) {
    String wanted = Words.folded(word);
    return Arrays.stream(values()).filter(type -> type.word.equals(wanted)).findFirst();
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(SheetType::word).toList();
  }
}
