package isthmus.isf.table;

/** A typed table entry. There is no kind of entry that could hold an expression. */
public sealed interface Cell {

  /** Whether the service fulfils the criterion. */
  record YesNo(boolean yes) implements Cell {
    private static final YesNo YES = new YesNo(true);
    private static final YesNo NO = new YesNo(false);

    public static YesNo of(boolean yes) {
      return yes ? YES : NO;
    }
  }

  /** The threshold up to which, itself included, the service fulfils the criterion. */
  record Limit(long value, Unit unit) implements Cell {
    public Limit {
      if (value < 0) {
        throw new IllegalArgumentException("a limit is not negative: " + value);
      }
    }
  }

  /** No statement: the row neither rules the service out nor counts for it. */
  record Empty() implements Cell {}

  /** The entry as an operator writes it: {@code Yes}, {@code No}, a number, or nothing. */
  default String text() {
    return switch (this) {
      case YesNo(boolean yes) -> yes ? "Yes" : "No";
      case Limit(long value, Unit _) -> Long.toString(value);
      case Empty() -> "";
    };
  }
}
