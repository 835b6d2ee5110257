package isthmus.isf.table;

/** The unit that a limit is counted in. */
public enum Unit {
  OCTETS("octets"),
  CHARACTERS("characters"),
  SECONDS("seconds"),
  COUNT("");

  private final String word;

  Unit(String word) {
    this.word = word;
  }

  /** The word after the number in texts for people, empty for a plain count. */
  public String word() {
    return word;
  }
}
