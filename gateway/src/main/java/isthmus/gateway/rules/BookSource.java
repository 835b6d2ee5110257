package isthmus.gateway.rules;

/** Which workbook is meant: {@code active}, {@code version:7} or {@code draft:3}. */
public sealed interface BookSource {

  /** The version that rules. */
  record Active() implements BookSource {
    @Override
    public String toString() {
      return "active";
    }
  }

  /** A version. */
  record Version(long version) implements BookSource {
    @Override
    public String toString() {
      return "version:" + version;
    }
  }

  /** A draft as it stands. */
  record Draft(long id) implements BookSource {
    @Override
    public String toString() {
      return "draft:" + id;
    }
  }

  /**
   * Reads one.
   *
   * @param where the parameter that it came in, for the error
   */
  static BookSource of(String text, String where) throws NotPossibleException {
    String[] parts = text.split(":", 2);
    boolean numbered = parts.length == 2 && parts[1].matches("\\d{1,18}");
    if (text.equals("active")) {
      return new Active();
    }
    if (numbered && parts[0].equals("version")) {
      return new Version(Long.parseLong(parts[1]));
    }
    if (numbered && parts[0].equals("draft")) {
      return new Draft(Long.parseLong(parts[1]));
    }
    throw NotPossibleException.wrong(
        where, where + " must be active, version:NUMBER or draft:NUMBER");
  }
}
